import { cancelled } from '../shared/app-error.ts';

/** If the orderly stop has not ended by then, the process leaves; its children see the closed channel and end too. */
const LAST_RESORT_MS = 1_900;
/**
 * One Ctrl-C arrives several times: the terminal signals the whole process group, and npm, npx and the launcher pass
 * theirs on. What comes this soon after the first is its echo, not a second wish.
 */
const ECHO_MS = 300;

/** A stop is meant for the command, not for the step of it that happened to run: what comes after does not begin. */
let stopped = false;

/**
 * Runs work with a signal that aborts on Ctrl-C, SIGTERM or a closed terminal. A second Ctrl-C, or work that does not
 * end within two seconds, ends the process at once with 130. Rejects with `cancelled`, without any work, after a stop
 * that came while earlier work was about to end.
 */
export async function withInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (stopped) throw cancelled();
  const controller = new AbortController();
  let abortedAt = 0;
  const stop = (): void => {
    if (controller.signal.aborted) {
      if (performance.now() - abortedAt > ECHO_MS) process.exit(130);
      return;
    }
    stopped = true;
    abortedAt = performance.now();
    controller.abort(cancelled());
    setTimeout(() => process.exit(130), LAST_RESORT_MS).unref();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of signals) process.off(name, stop);
  }
}
