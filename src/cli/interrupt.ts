import { cancelled } from '../shared/app-error.ts';

/** If the orderly stop has not ended by then, the process leaves; its children see the closed channel and end too. */
const LAST_RESORT_MS = 1_900;

/**
 * Runs work with a signal that aborts on Ctrl-C, SIGTERM or a closed terminal. A second Ctrl-C, or work that does not
 * end within two seconds, ends the process at once with 130.
 */
export async function withInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
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
