import { cancelled, type AppError } from '../../shared/app-error.ts';
import type { RunOptions } from '../protocol/contract.ts';
import { OnceSignal } from '../protocol/listeners.ts';
import { deadlineExceeded } from './engine-errors.ts';

/** Longest delay a timer takes; longer deadlines are as good as none. */
const MAX_TIMER_MS = 2_147_483_647;

/** Watches what may stop one call: its abort signal and its deadline. The first one wins. */
export interface RunGuard {
  readonly stopped: AppError | undefined;
  /** Calls back when stopped; at once if it already is. */
  onStop(listener: (reason: AppError) => void): void;
  /** Settles like the promise, or rejects as soon as the call is stopped. */
  race<T>(promise: Promise<T>): Promise<T>;
  dispose(): void;
}

/** Starts watching; the deadline counts from here. */
export function guardRun(job: string, run: RunOptions<never>): RunGuard {
  const { signal, deadlineMs } = run;
  const fired = new OnceSignal();
  let stopped: AppError | undefined;

  const stop = (reason: AppError): void => {
    if (stopped !== undefined) return;
    stopped = reason;
    fired.fire();
  };
  const onAbort = (): void => stop(cancelled());
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer =
    deadlineMs === undefined
      ? undefined
      : setTimeout(() => stop(deadlineExceeded(job, deadlineMs)), Math.min(Math.max(deadlineMs, 0), MAX_TIMER_MS));

  const onStop = (listener: (reason: AppError) => void): void => {
    fired.add(() => {
      if (stopped !== undefined) listener(stopped);
    });
  };
  return {
    get stopped() {
      return stopped;
    },
    onStop,
    race: (promise) =>
      new Promise((resolve, reject) => {
        onStop(reject);
        promise.then(resolve, reject);
      }),
    dispose() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
