import { createHash } from 'node:crypto';
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

/** How `processTag` names processes. */
const TAG = /^(\d+)-[0-9a-f]{8}$/;

/**
 * A name for a running process, `<pid>-<hash of its start>`, for files that it leaves: a later process with the same number
 * has another name. `undefined` when no such process runs.
 */
export function processTag(pid: number): string | undefined {
  const started = processStart(pid);
  if (started === undefined) return undefined;
  return `${pid}-${createHash('sha256').update(started).digest('hex').slice(0, 8)}`;
}

/** True when the process that was named so still runs. */
export function isRunning(tag: string): boolean {
  const pid = Number(TAG.exec(tag)?.[1]);
  return Number.isSafeInteger(pid) && processTag(pid) === tag;
}
