import { readFileSync } from 'node:fs';

/**
 * What tells a running process from an earlier one with the same id: boot and start time on Linux, empty where the
 * system has no cheap answer. `undefined` when no such process runs (one that ended and was not collected does not).
 */
export function processStart(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EPERM')) return undefined;
  }
  if (process.platform !== 'linux') return '';
  try {
    // The name in parentheses may hold anything; the fields behind it are state, then numbers (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ') ?? [];
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}
