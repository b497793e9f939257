import type { LlmLimits, LlmPrices } from '../llm-spec.ts';
import { dateIn, nextReset } from './calendar.ts';
import { type LimiterState, type PeriodUse, readLimiterState } from './limiter-state.ts';
import { MinuteWindow } from './minute-window.ts';
import { Pace } from './pace.ts';

/** What a request is going to take: the prompt is an estimate, the answer an upper bound. */
export interface TokenAsk {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export type PauseReason = 'day' | 'month' | 'spend-cap' | 'provider';

/** A request that may go, and is counted already. */
export interface Reservation extends TokenAsk {
  readonly atMs: number;
  readonly tokens: number;
  readonly usd: number;
  readonly binMs: number;
  readonly day: string;
  readonly month: string;
}

export type Admission =
  | { readonly kind: 'go'; readonly reservation: Reservation }
  /** Ask again at that moment, or when a request on its way has ended. */
  | { readonly kind: 'wait'; readonly untilMs: number }
  | { readonly kind: 'busy' }
  /** Something is used up until that moment. */
  | { readonly kind: 'paused'; readonly untilMs: number; readonly reason: PauseReason }
  /** It never fits: the limits allow no more than `limit` tokens. */
  | { readonly kind: 'too-large'; readonly limit: number };

/** How a request ended: what it took, nothing (refused), or nobody knows. */
export type Spent = TokenAsk | 'nothing' | 'unknown';

export interface LimiterOptions {
  readonly limits: LlmLimits;
  readonly prices: LlmPrices | undefined;
  /** Side by side, where the limits do not say. */
  readonly parallel: number;
  /** A text of `state()`; damaged ones are as none. */
  readonly state: string | undefined;
}

/** Prompts may take this much more than estimated before anything is known of the model. */
const FIRST_FACTOR = 1.5;
const MOST_FACTOR = 10;

/**
 * The limits of one account at a provider. Everything a request may take is counted before it goes and put right when it
 * has ended, so that no order of requests exceeds a limit. Times are milliseconds since 1970; nothing is waited for here.
 */
export class Limiter {
  #limits: LlmLimits;
  #prices: LlmPrices | undefined;
  readonly #minute: MinuteWindow;
  readonly #pace: Pace;
  readonly #days: PeriodUse[];
  readonly #months: PeriodUse[];
  #bucket: { level: number; atMs: number };
  #factor: number;
  #holdUntilMs: number;
  #onTheWay = 0;

  constructor({ limits, prices, parallel, state }: LimiterOptions) {
    const known = readLimiterState(state);
    this.#limits = limits;
    this.#prices = prices;
    this.#minute = new MinuteWindow(known?.minute ?? []);
    this.#pace = new Pace(limits.concurrency ?? parallel);
    this.#days = known?.days ?? [];
    this.#months = known?.months ?? [];
    this.#bucket = known?.bucket ?? { level: limits.burst ?? 1, atMs: Number.NEGATIVE_INFINITY };
    this.#factor = known?.factor ?? FIRST_FACTOR;
    this.#holdUntilMs = known?.holdUntilMs ?? Number.NEGATIVE_INFINITY;
  }

  /** Other limits from now on, as somebody changed the settings; what was used stays. */
  limitTo({ limits, prices, parallel }: Omit<LimiterOptions, 'state'>): void {
    this.#limits = limits;
    this.#prices = prices;
    this.#pace.limitTo(limits.concurrency ?? parallel);
  }

  /** Counts a request when it may go now, and says otherwise when to ask again. */
  reserve(ask: TokenAsk, nowMs: number): Admission {
    const input = Math.ceil(ask.inputTokens * this.#factor);
    const tokens = input + ask.outputTokens;
    const usd = this.#usd({ inputTokens: input, outputTokens: ask.outputTokens });
    const date = dateIn(this.#zone, nowMs);
    const day = periodOf(this.#days, date.day);
    const month = periodOf(this.#months, date.month);
    const tooLarge = this.#tooLarge(tokens);
    if (tooLarge !== undefined) return { kind: 'too-large', limit: tooLarge };
    const paused = this.#paused(tokens, usd, day, month, nowMs);
    if (paused !== undefined) return paused;
    const untilMs = Math.max(this.#pace.nextMs(nowMs), this.#bucketAt(nowMs), this.#minuteAt(tokens, nowMs));
    if (untilMs > nowMs) return { kind: 'wait', untilMs };
    if (this.#onTheWay >= this.#pace.parallel) return { kind: 'busy' };
    this.#onTheWay++;
    this.#bucket.level--;
    this.#pace.started(nowMs);
    const binMs = this.#minute.add(nowMs, 1, tokens);
    change(day, 1, tokens, usd);
    change(month, 1, tokens, usd);
    return {
      kind: 'go',
      reservation: { ...ask, atMs: nowMs, tokens, usd, binMs, day: date.day, month: date.month },
    };
  }

  /** Puts a reservation right by what its request took. To be called once for each. */
  settle(reservation: Reservation, spent: Spent): void {
    this.#onTheWay--;
    if (spent === 'unknown') return;
    const took = spent === 'nothing' ? { inputTokens: 0, outputTokens: 0 } : spent;
    const tokens = took.inputTokens + took.outputTokens - reservation.tokens;
    const usd = this.#usd(took) - reservation.usd;
    this.#minute.correct(reservation.binMs, tokens);
    for (const period of [...this.#days, ...this.#months])
      if (period.id === reservation.day || period.id === reservation.month) change(period, 0, tokens, usd);
    if (spent === 'nothing') return;
    this.#pace.succeeded();
    const factor = took.inputTokens / Math.max(1, reservation.inputTokens);
    this.#factor = Math.min(MOST_FACTOR, Math.max(this.#factor, factor));
  }

  /** The provider asked to slow down over a request, and to be left alone for `waitMs` where it says so. */
  slowDown(reservation: Reservation, waitMs: number | undefined, nowMs: number): void {
    const perSecond = waitMs === undefined ? this.#minute.perSecond(nowMs) : undefined;
    this.#pace.slowDown(reservation.atMs, nowMs, perSecond);
    if (waitMs !== undefined) this.hold(nowMs + waitMs);
  }

  /** No request before this moment. */
  hold(untilMs: number): void {
    this.#holdUntilMs = Math.max(this.#holdUntilMs, untilMs);
  }

  /** US dollars spent in the month of a moment, by the prices. */
  spentUsd(nowMs: number): number {
    return periodOf(this.#months, dateIn(this.#zone, nowMs).month).usd;
  }

  /** What is to be kept, before a request goes and after it ended. */
  state(nowMs: number): string {
    const state: LimiterState = {
      version: 1,
      days: this.#days,
      months: this.#months,
      minute: this.#minute.stored(nowMs),
      ...(Number.isFinite(this.#bucket.atMs) ? { bucket: this.#bucket } : {}),
      factor: this.#factor,
      holdUntilMs: Number.isFinite(this.#holdUntilMs) ? this.#holdUntilMs : 0,
    };
    return JSON.stringify(state);
  }

  get #zone(): string {
    return this.#limits.timeZone ?? 'UTC';
  }

  #usd({ inputTokens, outputTokens }: TokenAsk): number {
    if (this.#prices === undefined) return 0;
    return (inputTokens * this.#prices.inputUsd + outputTokens * this.#prices.outputUsd) / 1e6;
  }

  /** A quota of nothing is one that is used up, not one to fit into. */
  #tooLarge(tokens: number): number | undefined {
    const { tokensPerMinute = 0, tokensPerDay = 0, tokensPerMonth = 0 } = this.#limits;
    const smallest = Math.min(...[tokensPerMinute, tokensPerDay, tokensPerMonth].filter((limit) => limit > 0));
    return tokens > smallest ? smallest : undefined;
  }

  #paused(tokens: number, usd: number, day: PeriodUse, month: PeriodUse, nowMs: number): Admission | undefined {
    const limits = this.#limits;
    const until = (period: 'day' | 'month', reason: PauseReason): Admission => ({
      kind: 'paused',
      untilMs: nextReset(this.#zone, period, nowMs),
      reason,
    });
    if (!fits(month, tokens, limits.requestsPerMonth, limits.tokensPerMonth)) return until('month', 'month');
    if (month.usd + usd > (limits.usdPerMonth ?? Number.POSITIVE_INFINITY)) return until('month', 'spend-cap');
    if (!fits(day, tokens, limits.requestsPerDay, limits.tokensPerDay)) return until('day', 'day');
    if (this.#holdUntilMs > nowMs) return { kind: 'paused', untilMs: this.#holdUntilMs, reason: 'provider' };
    return undefined;
  }

  /** Fills the bucket of requests per second; the first moment there is one in it. */
  #bucketAt(nowMs: number): number {
    const { requestsPerSecond, burst = 1 } = this.#limits;
    const { level, atMs } = this.#bucket;
    if (requestsPerSecond === undefined) {
      this.#bucket = { level: burst, atMs: nowMs };
      return nowMs;
    }
    const passed = Number.isFinite(atMs) ? Math.max(0, nowMs - atMs) : 0;
    const filled = Math.min(burst, level + (passed * requestsPerSecond) / 1000);
    this.#bucket = { level: filled, atMs: nowMs };
    return filled >= 1 ? nowMs : nowMs + Math.ceil(((1 - filled) * 1000) / requestsPerSecond);
  }

  #minuteAt(tokens: number, nowMs: number): number {
    const none = Number.POSITIVE_INFINITY;
    const { requestsPerMinute = none, tokensPerMinute = none } = this.#limits;
    return this.#minute.fitsAt(
      { requests: 1, tokens },
      { requests: requestsPerMinute, tokens: tokensPerMinute },
      nowMs,
    );
  }
}

function fits(use: PeriodUse, tokens: number, requests = Number.POSITIVE_INFINITY, most = Number.POSITIVE_INFINITY) {
  return use.requests + 1 <= requests && use.tokens + tokens <= most;
}

/** The use of a period, and of the ones before it: a clock may be set back over midnight. */
function periodOf(periods: PeriodUse[], id: string): PeriodUse {
  const found = periods.find((period) => period.id === id);
  if (found !== undefined) return found;
  const fresh = { id, requests: 0, tokens: 0, usd: 0 };
  periods.push(fresh);
  if (periods.length > 3) periods.shift();
  return fresh;
}

function change(period: PeriodUse, requests: number, tokens: number, usd: number): void {
  period.requests += requests;
  period.tokens = Math.max(0, period.tokens + tokens);
  period.usd = Math.max(0, period.usd + usd);
}
