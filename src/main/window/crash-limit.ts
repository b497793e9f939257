/** Counts crashes over a window of time: one is repaired silently, many in a row are not a repair. */
export class CrashLimit {
  readonly #most: number;
  readonly #withinMs: number;
  readonly #now: () => number;
  #times: number[] = [];

  constructor(most: number, withinMs: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#withinMs = withinMs;
    this.#now = now;
  }

  /** Notes one; true when that makes more than the limit. */
  exceeded(): boolean {
    const now = this.#now();
    this.#times = [...this.#times.filter((time) => now - time < this.#withinMs), now];
    return this.#times.length > this.#most;
  }

  reset(): void {
    this.#times = [];
  }
}
