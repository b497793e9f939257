import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Processor cores that work may be given: `VOXLANE_THREADS` if set, else the physical ones. */
export function workCores(): number {
  const wanted = Number(process.env['VOXLANE_THREADS']);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : physicalCores();
}

/**
 * Cores that do arithmetic (two threads of one share its units, so models gain nothing from the second), at most what the
 * system grants this process. Where the system does not name cores, its threads.
 */
export function physicalCores(): number {
  return Math.max(1, Math.min(availableParallelism(), namedCores() ?? Infinity));
}

/** Cores the system names (Linux); `undefined` elsewhere and in containers that hide them. */
function namedCores(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return countCores(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return undefined;
  }
}

/** Distinct pairs of package and core in `/proc/cpuinfo`; `undefined` when it does not name them, as on ARM. */
export function countCores(cpuinfo: string): number | undefined {
  const cores = new Set<string>();
  for (const block of cpuinfo.split(/\n\s*\n/)) {
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
    if (core !== undefined) cores.add(`${/^physical id\s*:\s*(\d+)/m.exec(block)?.[1] ?? '0'}/${core}`);
  }
  return cores.size === 0 ? undefined : cores.size;
}
