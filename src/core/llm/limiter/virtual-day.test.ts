import { describe, expect, it } from 'vitest';
import type { LlmLimits } from '../llm-spec.ts';
import { Limiter, type Reservation } from './limiter.ts';

const DAY_MS = 86_400_000;
/** Midnight in UTC, and in the zone of one of the cases. */
const START = Date.parse('2026-11-28T00:00:00Z');

interface Arrival {
  readonly atMs: number;
  readonly tokens: number;
}

/** A provider that gives 1 of 100 requests a 429 and takes between half and one and a half of what is estimated. */
function simulate(limits: LlmLimits, startMs: number, days: number, seed: number): Arrival[] {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const fresh = (stored: string | undefined): Limiter =>
    new Limiter({ limits, prices: undefined, parallel: 16, state: stored });
  let limiter = fresh(undefined);
  let kept = '';
  let nowMs = startMs;
  let restartMs = startMs + 2 * 3_600_000;
  const arrivals: Arrival[] = [];
  let open: { endMs: number; reservation: Reservation; input: number; output: number; refused: boolean }[] = [];
  const until = startMs + days * DAY_MS;
  while (nowMs < until) {
    if (nowMs >= restartMs) {
      // Killed: what is on its way is billed, and nobody hears of it.
      limiter = fresh(kept);
      open = [];
      restartMs += 3_600_000 * (1 + 2 * random());
    }
    for (const one of open.filter(({ endMs }) => endMs <= nowMs)) {
      if (one.refused) limiter.slowDown(one.reservation, random() < 0.5 ? 1000 + 4000 * random() : undefined, nowMs);
      limiter.settle(one.reservation, one.refused ? 'nothing' : { inputTokens: one.input, outputTokens: one.output });
    }
    open = open.filter(({ endMs }) => endMs > nowMs);
    const estimated = 200 + Math.floor(400 * random());
    const admission = limiter.reserve({ inputTokens: estimated, outputTokens: 300 }, nowMs);
    const nextEnd = Math.min(restartMs, ...open.map(({ endMs }) => endMs));
    if (admission.kind === 'go') {
      kept = limiter.state(nowMs);
      const refused = random() < 0.01;
      const input = Math.floor(estimated * (0.5 + random()));
      const output = Math.floor(300 * random());
      arrivals.push({ atMs: nowMs, tokens: refused ? 0 : input + output });
      open.push({
        endMs: Math.ceil(nowMs + (refused ? 200 : 500 + 4000 * random())),
        reservation: admission.reservation,
        input,
        output,
        refused,
      });
    } else if (admission.kind === 'busy') nowMs = nextEnd;
    else if (admission.kind === 'too-large') throw new Error('too large');
    else nowMs = Math.min(admission.untilMs, nextEnd);
  }
  return arrivals.filter(({ atMs }) => atMs < until);
}

/** The most requests and tokens within any stretch of a length. */
function busiest(
  arrivals: readonly Arrival[],
  lengthMs: number,
): { readonly requests: number; readonly tokens: number } {
  let tokens = 0;
  const most = { requests: 0, tokens: 0 };
  for (let from = 0, to = 0; to < arrivals.length; to++) {
    tokens += arrivals[to].tokens;
    while (arrivals[to].atMs - arrivals[from].atMs >= lengthMs) tokens -= arrivals[from++].tokens;
    most.requests = Math.max(most.requests, to - from + 1);
    most.tokens = Math.max(most.tokens, tokens);
  }
  return most;
}

describe('a virtual day', () => {
  it.each<[string, LlmLimits, number, number]>([
    ['tokens of a day', { tokensPerDay: 500_000, requestsPerMinute: 30 }, START, 2],
    ['requests of a day', { requestsPerDay: 1000, requestsPerSecond: 1, burst: 3 }, START, 2],
    [
      'both, where the day begins in Los Angeles',
      { tokensPerDay: 1_000_000, requestsPerDay: 5000, tokensPerMinute: 20_000, timeZone: 'America/Los_Angeles' },
      START + 8 * 3_600_000,
      2,
    ],
    ['few requests of a day', { requestsPerDay: 20, requestsPerMinute: 2 }, START, 3],
    ['few tokens of a day', { tokensPerDay: 60_000, tokensPerMinute: 6000 }, START, 3],
  ])('uses up the %s, and no more', (_name, limits, startMs, days) => {
    for (const seed of [1, 2, 3]) {
      const arrivals = simulate(limits, startMs, days, seed);
      const minute = busiest(arrivals, 60_000);
      expect(minute.requests).toBeLessThanOrEqual(limits.requestsPerMinute ?? Number.POSITIVE_INFINITY);
      expect(minute.tokens).toBeLessThanOrEqual(limits.tokensPerMinute ?? Number.POSITIVE_INFINITY);
      for (let day = 0; day < days; day++) {
        const of = arrivals.filter(({ atMs }) => Math.floor((atMs - startMs) / DAY_MS) === day);
        const tokens = of.reduce((sum, arrival) => sum + arrival.tokens, 0);
        const used = [of.length / (limits.requestsPerDay ?? Infinity), tokens / (limits.tokensPerDay ?? Infinity)];
        expect(Math.max(...used)).toBeLessThanOrEqual(1);
        expect(Math.max(...used)).toBeGreaterThanOrEqual(0.95);
      }
    }
  });

  it.each<[string, LlmLimits, (limits: LlmLimits, arrivals: readonly Arrival[]) => number]>([
    [
      'tokens of each minute',
      { tokensPerMinute: 60_000 },
      ({ tokensPerMinute = 0 }, arrivals) =>
        arrivals.reduce((sum, { tokens }) => sum + tokens, 0) / (tokensPerMinute * 1440),
    ],
    [
      'few tokens of each minute',
      { tokensPerMinute: 30_000 },
      ({ tokensPerMinute = 0 }, arrivals) =>
        arrivals.reduce((sum, { tokens }) => sum + tokens, 0) / (tokensPerMinute * 1440),
    ],
    [
      'tokens of each minute, where requests are limited too',
      { tokensPerMinute: 30_000, requestsPerMinute: 70, requestsPerSecond: 4 },
      ({ tokensPerMinute = 0 }, arrivals) =>
        arrivals.reduce((sum, { tokens }) => sum + tokens, 0) / (tokensPerMinute * 1440),
    ],
    [
      'requests of each minute, where tokens are limited too',
      { tokensPerMinute: 60_000, requestsPerMinute: 30 },
      ({ requestsPerMinute = 0 }, arrivals) => arrivals.length / (requestsPerMinute * 1440),
    ],
    [
      'requests of each minute',
      { requestsPerMinute: 20 },
      ({ requestsPerMinute = 0 }, arrivals) => arrivals.length / (requestsPerMinute * 1440),
    ],
    [
      'requests of each second',
      { requestsPerSecond: 0.5, burst: 2 },
      ({ requestsPerSecond = 0 }, arrivals) => arrivals.length / (requestsPerSecond * 86_400 + 2),
    ],
  ])('uses up the %s, and no more', (_name, limits, shareOf) => {
    const arrivals = simulate(limits, START, 1, 7);
    const minute = busiest(arrivals, 60_000);
    expect(minute.requests).toBeLessThanOrEqual(limits.requestsPerMinute ?? Number.POSITIVE_INFINITY);
    expect(minute.tokens).toBeLessThanOrEqual(limits.tokensPerMinute ?? Number.POSITIVE_INFINITY);
    const share = shareOf(limits, arrivals);
    expect(share).toBeLessThanOrEqual(1);
    expect(share).toBeGreaterThanOrEqual(0.95);
  });
});
