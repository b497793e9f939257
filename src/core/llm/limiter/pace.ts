/**
 * How fast and how many at a time, by what the provider says: half of both when it asks to slow down, a little more
 * after each success (additive increase, multiplicative decrease).
 */
export class Pace {
  #most: number;
  #parallel: number;
  /** Requests per second while slowed down, and the speed at which that began. */
  #slowed: { perSecond: number; readonly before: number } | undefined;
  #lastStartMs = Number.NEGATIVE_INFINITY;
  #lastSlowMs = Number.NEGATIVE_INFINITY;

  constructor(most: number) {
    this.#most = most;
    this.#parallel = most;
  }

  /** Another number side by side, from now on. */
  limitTo(most: number): void {
    if (most === this.#most) return;
    this.#most = most;
    this.#parallel = this.#slowed === undefined ? most : Math.min(most, this.#parallel);
  }

  /** Requests that may be on their way side by side. */
  get parallel(): number {
    return Math.max(1, Math.floor(this.#parallel));
  }

  /** The first moment the next request may start. */
  nextMs(nowMs: number): number {
    if (this.#slowed === undefined) return nowMs;
    return Math.max(nowMs, Math.ceil(Math.min(this.#lastStartMs, nowMs) + 1000 / this.#slowed.perSecond));
  }

  started(nowMs: number): void {
    this.#lastStartMs = nowMs;
  }

  /**
   * The provider asked to slow down over a request of `startedMs`; `perSecond` is how fast requests went, `undefined`
   * where the provider said how long to wait: then the wait takes the place of the lower speed.
   */
  slowDown(startedMs: number, nowMs: number, perSecond: number | undefined): void {
    // Requests that were on their way already say nothing new.
    if (startedMs < this.#lastSlowMs) return;
    this.#lastSlowMs = nowMs;
    this.#parallel = Math.max(1, this.#parallel / 2);
    if (perSecond === undefined) return;
    const before = this.#slowed?.perSecond ?? Math.max(SLOWEST, perSecond);
    this.#slowed = { perSecond: Math.max(SLOWEST, before / 2), before: this.#slowed?.before ?? before };
  }

  succeeded(): void {
    this.#parallel = Math.min(this.#most, this.#parallel + 1 / this.#parallel);
    if (this.#slowed === undefined) return;
    this.#slowed.perSecond += this.#slowed.before * REGAINED;
    // Twice as fast as when it was asked to slow down: the limit was a passing one.
    if (this.#slowed.perSecond >= this.#slowed.before * 2) this.#slowed = undefined;
  }
}

/** Requests per second. */
const SLOWEST = 1 / 30;
/** Share of the speed from before that each success gives back: slower, a single 429 costs minutes of an allowance. */
const REGAINED = 1 / 4;
