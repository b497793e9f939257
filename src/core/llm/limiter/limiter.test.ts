import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LlmLimits } from '../llm-spec.ts';
import { nextReset } from './calendar.ts';
import { Limiter, type Reservation, type Spent } from './limiter.ts';

const NOON = Date.parse('2026-11-28T12:00:00Z');

/** What a provider counted: each request at the moment it came. */
interface Arrival {
  readonly atMs: number;
  tokens: number;
}

function limiterOf(limits: LlmLimits, state?: string, parallel = 8): Limiter {
  return new Limiter({ limits, prices: undefined, parallel, state });
}

/** The most that any minute, day, second or month held, each compared with its limit. */
function expectWithin(arrivals: readonly Arrival[], limits: LlmLimits): void {
  const none = Number.POSITIVE_INFINITY;
  const sorted = [...arrivals].sort((a, b) => a.atMs - b.atMs);
  let tokens = 0;
  for (let from = 0, to = 0; to < sorted.length; to++) {
    tokens += sorted[to].tokens;
    while (sorted[to].atMs - sorted[from].atMs >= 60_000) tokens -= sorted[from++].tokens;
    expect(tokens).toBeLessThanOrEqual(limits.tokensPerMinute ?? none);
    expect(to - from + 1).toBeLessThanOrEqual(limits.requestsPerMinute ?? none);
  }
  const { requestsPerSecond, burst = 1 } = limits;
  if (requestsPerSecond !== undefined)
    for (let from = 0; from < sorted.length; from++)
      for (let to = from; to < Math.min(sorted.length, from + 40); to++) {
        const most = burst + ((sorted[to].atMs - sorted[from].atMs) / 1000) * requestsPerSecond;
        expect(to - from + 1).toBeLessThanOrEqual(most + 1e-6);
      }
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: limits.timeZone ?? 'UTC' });
  const days = new Map<string, { requests: number; tokens: number }>();
  for (const arrival of sorted)
    for (const id of [format.format(arrival.atMs), format.format(arrival.atMs).slice(0, 7)]) {
      const sum = days.get(id) ?? { requests: 0, tokens: 0 };
      days.set(id, { requests: sum.requests + 1, tokens: sum.tokens + arrival.tokens });
    }
  for (const [id, sum] of days) {
    const day = id.length > 7;
    expect(sum.requests).toBeLessThanOrEqual((day ? limits.requestsPerDay : limits.requestsPerMonth) ?? none);
    expect(sum.tokens).toBeLessThanOrEqual((day ? limits.tokensPerDay : limits.tokensPerMonth) ?? none);
  }
}

const limit = (min: number, max: number) => fc.option(fc.integer({ min, max }), { nil: undefined });
const limitsArbitrary: fc.Arbitrary<LlmLimits> = fc
  .record({
    requestsPerSecond: fc.option(fc.constantFrom(0.5, 1, 3, 20), { nil: undefined }),
    burst: limit(1, 5),
    requestsPerMinute: limit(1, 20),
    tokensPerMinute: limit(500, 5000),
    requestsPerDay: limit(0, 40),
    tokensPerDay: limit(0, 20_000),
    requestsPerMonth: limit(1, 60),
    tokensPerMonth: limit(0, 40_000),
    timeZone: fc.constantFrom('UTC', 'America/Los_Angeles', 'Asia/Kathmandu'),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as LlmLimits);

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('ask' as const), input: fc.nat(400), output: fc.nat(300) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      which: fc.nat(),
      how: fc.constantFrom('used' as const, 'unknown' as const, 'nothing' as const, 'slow-down' as const),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.oneof(fc.nat(2000), fc.nat(70_000), fc.constant(6 * 3_600_000)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

describe('limits', () => {
  it('hold in any order of requests, ends, refusals, waits and restarts', () => {
    fc.assert(
      fc.property(limitsArbitrary, fc.array(step, { maxLength: 120 }), (limits, steps) => {
        let limiter = limiterOf(limits);
        let nowMs = NOON;
        const arrivals: Arrival[] = [];
        let open: { reservation: Reservation; arrival: Arrival }[] = [];
        let state: string | undefined;
        for (const one of steps) {
          if (one.do === 'pass') nowMs += one.ms;
          if (one.do === 'restart') {
            limiter = limiterOf(limits, state);
            open = [];
          }
          if (one.do === 'ask') {
            const admission = limiter.reserve({ inputTokens: one.input, outputTokens: one.output }, nowMs);
            if (admission.kind === 'go') {
              // Until it has ended, a request may still take all that was counted for it.
              const arrival = { atMs: nowMs, tokens: admission.reservation.tokens };
              arrivals.push(arrival);
              open.push({ reservation: admission.reservation, arrival });
              state = limiter.state(nowMs);
            } else if (admission.kind === 'wait' || admission.kind === 'paused')
              expect(admission.untilMs).toBeGreaterThan(nowMs);
          }
          if (one.do === 'end' && open.length > 0) {
            const [{ reservation, arrival }] = open.splice(one.which % open.length, 1);
            const took = {
              inputTokens: Math.floor(reservation.inputTokens * 1.5 * one.part),
              outputTokens: Math.floor(reservation.outputTokens * one.part),
            };
            if (one.how === 'slow-down') limiter.slowDown(reservation, undefined, nowMs);
            const spent: Spent = one.how === 'used' ? took : one.how === 'unknown' ? 'unknown' : 'nothing';
            limiter.settle(reservation, spent);
            if (spent === 'nothing') arrival.tokens = 0;
            else if (spent !== 'unknown') arrival.tokens = took.inputTokens + took.outputTokens;
          }
          expectWithin(arrivals, limits);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are asked for anew at the moment they said, and then there is room', () => {
    fc.assert(
      fc.property(limitsArbitrary, fc.array(fc.nat(500), { minLength: 1, maxLength: 60 }), (limits, asks) => {
        const limiter = limiterOf(limits);
        let nowMs = NOON;
        for (const inputTokens of asks) {
          const admission = limiter.reserve({ inputTokens, outputTokens: 10 }, nowMs);
          if (admission.kind !== 'wait') {
            if (admission.kind === 'go') limiter.settle(admission.reservation, { inputTokens, outputTokens: 10 });
            continue;
          }
          nowMs = admission.untilMs;
          expect(limiter.reserve({ inputTokens, outputTokens: 10 }, nowMs).kind).not.toBe('wait');
        }
      }),
    );
  });

  it('of nothing at the start pause until the next day, and what never fits is said to be too large', () => {
    const none = limiterOf({ tokensPerDay: 0 });
    const midnight = Date.parse('2026-11-29T00:00:00Z');
    expect(none.reserve({ inputTokens: 1, outputTokens: 1 }, NOON)).toEqual({
      kind: 'paused',
      untilMs: midnight,
      reason: 'day',
    });
    expect(limiterOf({ tokensPerMinute: 100 }).reserve({ inputTokens: 80, outputTokens: 1 }, NOON)).toEqual({
      kind: 'too-large',
      limit: 100,
    });
  });

  it('can be changed, and what was used counts against the new ones', () => {
    const limiter = limiterOf({});
    const ask = { inputTokens: 10, outputTokens: 10 };
    for (let at = 0; at < 3; at++) {
      const verdict = limiter.reserve(ask, NOON);
      if (verdict.kind === 'go') limiter.settle(verdict.reservation, ask);
    }
    limiter.limitTo({ limits: { requestsPerDay: 3 }, prices: undefined, parallel: 8 });
    expect(limiter.reserve(ask, NOON)).toMatchObject({ kind: 'paused', reason: 'day' });
    limiter.limitTo({ limits: { requestsPerDay: 5, concurrency: 1 }, prices: undefined, parallel: 8 });
    expect(limiter.reserve(ask, NOON).kind).toBe('go');
    expect(limiter.reserve(ask, NOON).kind).toBe('busy');
  });

  it('of money count prompt and answer by their prices', () => {
    const prices = { inputUsd: 2, outputUsd: 10 };
    const limiter = new Limiter({ limits: { usdPerMonth: 0.02 }, prices, parallel: 1, state: undefined });
    const ask = { inputTokens: 1000, outputTokens: 1000 };
    const first = limiter.reserve(ask, NOON);
    if (first.kind !== 'go') throw new Error(first.kind);
    expect(limiter.spentUsd(NOON)).toBeCloseTo(0.013);
    limiter.settle(first.reservation, { inputTokens: 900, outputTokens: 800 });
    expect(limiter.spentUsd(NOON)).toBeCloseTo(0.0098);
    expect(limiter.reserve(ask, NOON)).toMatchObject({ kind: 'paused', reason: 'spend-cap' });
    expect(limiter.reserve(ask, NOON)).toMatchObject({ untilMs: Date.parse('2026-12-01T00:00:00Z') });
  });

  it('halve when the provider asks to slow down, once for all requests on their way, and come back slowly', () => {
    const limiter = limiterOf({ concurrency: 8 });
    const ask = { inputTokens: 1, outputTokens: 1 };
    const begin = (nowMs: number): Reservation[] => {
      const begun: Reservation[] = [];
      for (let at = nowMs; ;) {
        const admission = limiter.reserve(ask, at);
        if (admission.kind === 'busy') return begun;
        if (admission.kind === 'go') begun.push(admission.reservation);
        else if (admission.kind === 'wait') at = admission.untilMs;
        else throw new Error(admission.kind);
      }
    };
    const all = begin(NOON);
    expect(all).toHaveLength(8);
    for (const one of all) {
      limiter.slowDown(one, 2000, NOON + 10);
      limiter.settle(one, 'nothing');
    }
    expect(limiter.reserve(ask, NOON + 11)).toEqual({ kind: 'paused', untilMs: NOON + 2010, reason: 'provider' });
    const half = begin(NOON + 3000);
    expect(half).toHaveLength(4);
    for (const one of half) limiter.settle(one, ask);
    for (const one of begin(NOON + 300_000)) limiter.settle(one, ask);
    const more = begin(NOON + 600_000);
    expect(more.length).toBeGreaterThan(4);
    expect(more.length).toBeLessThan(8);
  });

  it('do not make the next requests crawl when the provider asks to slow down right at the start', () => {
    const limiter = limiterOf({});
    const ask = { inputTokens: 1, outputTokens: 1 };
    let at = NOON;
    const next = (): Reservation => {
      for (;;) {
        const admission = limiter.reserve(ask, at);
        if (admission.kind === 'go') return admission.reservation;
        if (admission.kind !== 'wait' && admission.kind !== 'paused') throw new Error(admission.kind);
        at = admission.untilMs;
      }
    };
    limiter.settle(next(), ask);
    at += 500;
    const refused = next();
    limiter.slowDown(refused, 1000, at);
    limiter.settle(refused, 'nothing');
    const from = at;
    for (let done = 0; done < 20; done++) limiter.settle(next(), ask);
    // The provider's own second, and some seconds more: not minutes.
    expect(at - from).toBeLessThan(20_000);
  });

  it('slow down where the provider does not say how long, and are as fast as before after a few successes', () => {
    const limiter = limiterOf({});
    const ask = { inputTokens: 1, outputTokens: 1 };
    let at = NOON;
    const next = (): Reservation => {
      for (;;) {
        const admission = limiter.reserve(ask, at);
        if (admission.kind === 'go') return admission.reservation;
        if (admission.kind !== 'wait') throw new Error(admission.kind);
        at = admission.untilMs;
      }
    };
    for (let second = 0; second < 60; second++, at += 1000) limiter.settle(next(), ask);
    const refused = next();
    limiter.slowDown(refused, undefined, at);
    limiter.settle(refused, 'nothing');
    const from = at;
    limiter.settle(next(), ask);
    // Half of one a second.
    expect(at - from).toBeGreaterThan(1900);
    for (let done = 0; done < 10; done++) limiter.settle(next(), ask);
    expect(at - from).toBeLessThan(10_000);
    const free = at;
    for (let done = 0; done < 10; done++) limiter.settle(next(), ask);
    expect(at).toBe(free);
  });

  it('are not forgotten when the clock is set back over midnight, and damaged states are as none', () => {
    const late = Date.parse('2026-11-29T00:00:05Z');
    const limiter = limiterOf({ requestsPerDay: 1 });
    const ask = { inputTokens: 1, outputTokens: 1 };
    expect(limiter.reserve(ask, late - 10_000).kind).toBe('go');
    expect(limiter.reserve(ask, late).kind).toBe('go');
    const again = limiterOf({ requestsPerDay: 1 }, limiter.state(late));
    expect(again.reserve(ask, late - 8000).kind).toBe('paused');
    expect(again.reserve(ask, late + 1).kind).toBe('paused');
    for (const state of ['', '{', '[]', '{"version":2}', 'null'])
      expect(limiterOf({ requestsPerDay: 1 }, state).reserve(ask, late).kind).toBe('go');
  });
});

describe('the next reset', () => {
  it.each([
    ['UTC', 'day', '2026-11-28T23:59:59.999Z', '2026-11-29T00:00:00Z'],
    ['America/Los_Angeles', 'day', '2026-11-28T12:00:00Z', '2026-11-29T08:00:00Z'],
    // 23 and 25 hours long.
    ['America/Los_Angeles', 'day', '2026-03-08T09:00:00Z', '2026-03-09T07:00:00Z'],
    ['America/Los_Angeles', 'day', '2026-11-01T07:00:00Z', '2026-11-02T08:00:00Z'],
    ['Asia/Kathmandu', 'month', '2026-12-31T18:00:00Z', '2026-12-31T18:15:00Z'],
    ['UTC', 'month', '2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z'],
  ] as const)('in %s of a %s after %s is %s', (zone, period, now, expected) => {
    expect(nextReset(zone, period, Date.parse(now))).toBe(Date.parse(expected));
  });
});
