import { cancelled } from '../../../shared/app-error.ts';

/** Lets work through one piece after the other, in the order in which it came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs work once all that came before has ended. Rejects with `cancelled`, without beginning it, when `signal` aborts first. */
  take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const own = unlessAborted(before, signal).then(work);
    // Who gives up waiting lets nobody past those before.
    this.#last = Promise.allSettled([before, own]);
    return own;
  }

  /** Resolves once all that came so far has ended. Never rejects. */
  async over(): Promise<void> {
    await this.#last;
  }
}

function unlessAborted(before: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(cancelled(signal.reason));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void before.then(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
  });
}
