import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface MemoryPeak {
  readonly name: string;
  readonly peakMiB: number;
}

/** Watches a process and all its descendants through /proc (Linux) and keeps each one's peak resident memory. */
export function watchMemory(rootPid: number): { stop(): MemoryPeak[] } {
  const peaks = new Map<number, MemoryPeak>();
  const look = (): void => {
    for (const pid of [rootPid, ...descendants(rootPid)]) {
      const peak = readPeak(pid);
      if (peak !== undefined) peaks.set(pid, peak);
    }
  };
  const timer = setInterval(look, 100);
  return {
    stop() {
      clearInterval(timer);
      return [...peaks.values()];
    },
  };
}

function readPeak(pid: number): MemoryPeak | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const peak = /VmHWM:\s+(\d+) kB/.exec(status);
    if (peak === null) return undefined;
    const [program = '?', script = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const role = basename(program).startsWith('node') ? ` (${basename(script)})` : '';
    return { name: `${basename(program)}${role}`, peakMiB: Math.round(Number(peak[1]) / 1024) };
  } catch {
    return undefined;
  }
}

function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    } catch {
      continue;
    }
  }
  const found: number[] = [];
  const queue = [...(children.get(root) ?? [])];
  for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
    found.push(pid);
    queue.push(...(children.get(pid) ?? []));
  }
  return found;
}
