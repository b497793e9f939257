/** Calls of the page that are being answered, by the tickets it gave them. */
export class RunningCalls {
  readonly #calls = new Map<number, AbortController>();

  /** Runs a call with a signal that `cancel` aborts. A ticket that is in use already cancels nothing new. */
  async run<T>(ticket: number | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    if (ticket === undefined || this.#calls.has(ticket)) return work(stop.signal);
    this.#calls.set(ticket, stop);
    try {
      return await work(stop.signal);
    } finally {
      if (this.#calls.get(ticket) === stop) this.#calls.delete(ticket);
    }
  }

  /** The page that asked is going away: nobody can stop these any more, and the next page begins its tickets anew. */
  endAll(): void {
    for (const stop of this.#calls.values()) stop.abort();
    this.#calls.clear();
  }

  cancel(ticket: number): void {
    this.#calls.get(ticket)?.abort();
  }
}
