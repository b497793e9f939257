import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/**
 * Processor cores that work may be given: `VOXLANE_THREADS` if set, else the physical cores (two threads of one core
 * share its arithmetic units, so models gain nothing from the second), at most what the system grants this process.
 */
export function workCores(): number {
  const wanted = Number(process.env['VOXLANE_THREADS']);
  if (Number.isInteger(wanted) && wanted > 0) return wanted;
  return Math.max(1, Math.min(availableParallelism(), physicalCores() ?? Infinity));
}

/** Physical cores where the system tells (Linux); `undefined` elsewhere and in containers that hide it. */
function physicalCores(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return countCores(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return undefined;
  }
}

/** Distinct pairs of package and core in `/proc/cpuinfo`; `undefined` when it does not name them. */
export function countCores(cpuinfo: string): number | undefined {
  const cores = new Set<string>();
  for (const block of cpuinfo.split(/\n\s*\n/)) {
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
    if (core !== undefined) cores.add(`${/^physical id\s*:\s*(\d+)/m.exec(block)?.[1] ?? '0'}/${core}`);
  }
  return cores.size === 0 ? undefined : cores.size;
}
