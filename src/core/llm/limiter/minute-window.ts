/** What was used at about one moment. */
interface Bin {
  readonly atMs: number;
  requests: number;
  tokens: number;
}

export interface Used {
  readonly requests: number;
  readonly tokens: number;
}

const BIN_MS = 100;
const MINUTE_MS = 60_000;

/**
 * What was used in the last minute. A sliding minute that never holds more than the limit keeps both kinds of providers
 * content: those that count by the clock's minute and those that fill a bucket evenly.
 */
export class MinuteWindow {
  #bins: Bin[];

  constructor(stored: readonly (readonly [number, number, number])[]) {
    this.#bins = stored.map(([atMs, requests, tokens]) => ({ atMs, requests, tokens }));
  }

  /** Notes use, negative to give some back; gives the moment it is noted under. */
  add(atMs: number, requests: number, tokens: number): number {
    const start = Math.floor(atMs / BIN_MS) * BIN_MS;
    const last = this.#bins.at(-1);
    if (last?.atMs === start) {
      last.requests += requests;
      last.tokens += tokens;
    } else this.#bins.push({ atMs: start, requests, tokens });
    return start;
  }

  /** Changes what was noted under a moment, while it still counts. */
  correct(binMs: number, tokens: number): void {
    const bin = this.#bins.find(({ atMs }) => atMs === binMs);
    if (bin !== undefined) bin.tokens = Math.max(0, bin.tokens + tokens);
  }

  /** Use in the minute before a moment. */
  used(nowMs: number): Used {
    this.#forget(nowMs);
    return sumOf(this.#bins);
  }

  /** Requests per second, over the last minute or since the first of them. */
  perSecond(nowMs: number): number {
    const { requests } = this.used(nowMs);
    const sinceMs = nowMs - (this.#bins.at(0)?.atMs ?? nowMs);
    return (1000 * requests) / Math.min(MINUTE_MS, Math.max(1000, sinceMs));
  }

  /** The first moment from `nowMs` on at which `ask` fits into both limits. */
  fitsAt(ask: Used, limits: { readonly requests: number; readonly tokens: number }, nowMs: number): number {
    this.#forget(nowMs);
    let { requests, tokens } = sumOf(this.#bins);
    let atMs = nowMs;
    for (const bin of this.#bins) {
      if (requests + ask.requests <= limits.requests && tokens + ask.tokens <= limits.tokens) break;
      requests -= bin.requests;
      tokens -= bin.tokens;
      atMs = Math.max(atMs, bin.atMs + BIN_MS + MINUTE_MS);
    }
    return atMs;
  }

  stored(nowMs: number): [number, number, number][] {
    this.#forget(nowMs);
    return this.#bins.map(({ atMs, requests, tokens }) => [atMs, requests, tokens]);
  }

  /** Moments far ahead come from a clock that was set back. */
  #forget(nowMs: number): void {
    this.#bins = this.#bins.filter(({ atMs }) => atMs + BIN_MS + MINUTE_MS > nowMs && atMs <= nowMs + 2 * MINUTE_MS);
  }
}

function sumOf(bins: readonly Bin[]): Used {
  let requests = 0;
  let tokens = 0;
  for (const bin of bins) {
    requests += bin.requests;
    tokens += bin.tokens;
  }
  return { requests, tokens };
}
