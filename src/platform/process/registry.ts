import { spawn } from 'node:child_process';

const live = new Map<number, () => Promise<unknown>>();
let hooked = false;

/** Notes a running child and how to stop it. Returns the function that takes the note back once it is gone. */
export function register(pid: number, stop: () => Promise<unknown>): () => void {
  if (!hooked) {
    hooked = true;
    process.once('exit', () => {
      for (const leftover of live.keys()) signalGroup(leftover, 'SIGKILL');
    });
  }
  live.set(pid, stop);
  return () => live.delete(pid);
}

/** Process ids of the children that are still running. */
export function liveChildren(): number[] {
  return [...live.keys()];
}

/** Asks every child to end, kills those that do not, and waits until all are gone. */
export async function stopAllChildren(): Promise<void> {
  await Promise.all([...live.values()].map((stop) => stop()));
}

/** Sends a signal to a child and everything it started. A process that is already gone is not an error. */
export function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    // Windows has no process groups to signal; its console tools cannot be asked either, so the tree is ended at once.
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => undefined,
    );
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && (cause.code === 'ESRCH' || cause.code === 'EPERM'))) throw cause;
  }
}
