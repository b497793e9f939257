import type { UtilityProcess } from 'electron';

/** Electron's own `kill` asks only. A process that has not started yet has no pid, and is ended as soon as it has one. */
export function endUtility(child: UtilityProcess, isGone: () => boolean, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (isGone()) return;
  const { pid } = child;
  if (pid === undefined) child.once('spawn', () => endUtility(child, isGone, signal));
  else if (signal === 'SIGTERM') child.kill();
  else force(pid);
}

function force(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (cause) {
    // It ended by itself in the meantime, which is what was wanted.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
  }
}
