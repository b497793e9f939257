import { cancelled } from '../../shared/app-error.ts';

interface Entry<Value> {
  readonly stop: AbortController;
  readonly result: Promise<Value>;
  waiting: number;
}

/** Does work once for all who ask for it meanwhile. It is stopped when the last of them gives up. */
export class SharedWork<Value> {
  readonly #entries = new Map<string, Entry<Value>>();

  /** Rejects with what the work rejects with, and with `cancelled` as soon as this caller's signal aborts. */
  async run(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    if (signal.aborted) throw cancelled(signal.reason);
    const entry = this.#entries.get(key) ?? this.#start(key, work);
    entry.waiting++;
    let giveUp: (() => void) | undefined;
    const gaveUp = new Promise<never>((_resolve, reject) => {
      giveUp = () => reject(cancelled(signal.reason));
      signal.addEventListener('abort', giveUp);
    });
    try {
      return await Promise.race([entry.result, gaveUp]);
    } finally {
      if (giveUp !== undefined) signal.removeEventListener('abort', giveUp);
      entry.waiting--;
      if (entry.waiting === 0) {
        entry.stop.abort(cancelled());
        if (this.#entries.get(key) === entry) this.#entries.delete(key);
      }
    }
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<Value>): Entry<Value> {
    const stop = new AbortController();
    const entry: Entry<Value> = { stop, result: work(stop.signal), waiting: 0 };
    // Everybody may have given up by the time it fails.
    entry.result.catch(() => undefined);
    this.#entries.set(key, entry);
    return entry;
  }
}
