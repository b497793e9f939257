/**
 * How long work that is counted in items may still take, by what it took so far; milliseconds, undefined until something
 * was done. What was done before it began to count (resumed work) tells nothing.
 */
export class TimeLeft {
  readonly #startedMs: number;
  #first: number | undefined;

  constructor(nowMs: number) {
    this.#startedMs = nowMs;
  }

  of(done: number, total: number, nowMs: number): number | undefined {
    this.#first ??= done;
    const made = done - this.#first;
    return made > 0 && done < total ? ((nowMs - this.#startedMs) / made) * (total - done) : undefined;
  }
}
