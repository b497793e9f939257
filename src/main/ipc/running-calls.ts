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
      this.#calls.delete(ticket);
    }
  }

  cancel(ticket: number): void {
    this.#calls.get(ticket)?.abort();
  }
}
