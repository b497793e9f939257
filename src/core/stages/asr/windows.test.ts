import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredMs, type Span } from '../../timeline/span.ts';
import { planWindows, splitWindow, type SpeechScores, type WindowSettings } from './windows.ts';

const settings: WindowSettings = {
  maxMs: 10_000,
  maxGapMs: 2000,
  padMs: 0,
  overlapMs: 0,
  bounds: { startMs: 0, endMs: 600_000 },
};

function span(startMs: number, endMs: number): Span {
  return { startMs, endMs };
}

function bounds(windows: readonly Span[]): [number, number][] {
  return windows.map(({ startMs, endMs }) => [startMs, endMs]);
}

describe('planWindows', () => {
  it('merges neighbours while the whole fits', () => {
    const windows = planWindows([span(0, 4000), span(5000, 9000), span(9500, 10_500)], undefined, settings);
    expect(bounds(windows)).toEqual([
      [0, 9000],
      [9500, 10_500],
    ]);
    expect(windows[0]?.speech).toEqual([span(0, 4000), span(5000, 9000)]);
  });

  it('breaks running speech at the longest pause in the second half of a full window', () => {
    const speech = [span(0, 3000), span(4000, 6000), span(6300, 8000), span(8100, 9900), span(10_000, 12_000)];
    expect(bounds(planWindows(speech, undefined, settings))).toEqual([
      [0, 6000],
      [6300, 12_000],
    ]);
    const paused = [...speech.slice(0, 4), span(11_901, 12_500)];
    expect(bounds(planWindows(paused, undefined, settings))).toEqual([
      [0, 9900],
      [11_901, 12_500],
    ]);
  });

  it('does not merge over long pauses', () => {
    expect(bounds(planWindows([span(0, 1000), span(3001, 4000)], undefined, settings))).toEqual([
      [0, 1000],
      [3001, 4000],
    ]);
  });

  it('cuts long spans in the quietest frame of the second half', () => {
    const values = new Uint8Array(1000).fill(250);
    values[100] = 10;
    values[200] = 90;
    const scores: SpeechScores = { values, frameMs: 32, startMs: 1000 };
    const windows = planWindows([span(1000, 16_000)], scores, settings);
    expect(bounds(windows)).toEqual([
      [1000, 1000 + 200 * 32 + 16],
      [1000 + 200 * 32 + 16, 16_000],
    ]);
  });

  it('cuts at the limit without scores', () => {
    expect(bounds(planWindows([span(0, 25_000)], undefined, settings))).toEqual([
      [0, 10_000],
      [10_000, 20_000],
      [20_000, 25_000],
    ]);
  });

  it('lets windows overlap at cuts, and there only', () => {
    const windows = planWindows([span(0, 17_500), span(18_000, 19_000)], undefined, { ...settings, overlapMs: 2000 });
    expect(bounds(windows)).toEqual([
      [0, 10_000],
      [8000, 17_500],
      [18_000, 19_000],
    ]);
    expect(windows.map(({ speech }) => speech)).toEqual([
      [span(0, 10_000)],
      [span(8000, 17_500)],
      [span(18_000, 19_000)],
    ]);
  });

  it('pads into silence, half way to a neighbour, within the limit and the recording', () => {
    const windows = planWindows([span(50, 3000), span(5100, 7000), span(9900, 19_900)], undefined, {
      ...settings,
      padMs: 200,
      maxGapMs: 100,
      bounds: span(0, 20_000),
    });
    expect(bounds(windows)).toEqual([
      [0, 3200],
      [4900, 7200],
      [9900, 19_900],
    ]);
  });

  it('plans nothing for no speech', () => {
    expect(planWindows([], undefined, settings)).toEqual([]);
  });
});

const cases = fc
  .record({
    lengths: fc.array(fc.tuple(fc.integer({ min: -500, max: 6000 }), fc.integer({ min: 1, max: 40_000 })), {
      maxLength: 40,
    }),
    maxMs: fc.integer({ min: 2000, max: 30_000 }),
    maxGapMs: fc.integer({ min: 0, max: 8000 }),
    padMs: fc.integer({ min: 0, max: 400 }),
    overlapMs: fc.constantFrom(0, 1, 2000),
    offsetMs: fc.integer({ min: 0, max: 3000 }),
    scored: fc.boolean(),
    seed: fc.nat(1000),
  })
  .map(({ lengths, offsetMs, scored, seed, ...rest }) => {
    let at = offsetMs;
    const spans = lengths.map(([gap, length]) => {
      const startMs = Math.max(offsetMs, at + gap);
      at = startMs + length;
      return span(startMs, at);
    });
    const endMs = Math.max(offsetMs, ...spans.map((s) => s.endMs));
    const values = Uint8Array.from({ length: Math.ceil((endMs - offsetMs) / 32) }, (_, i) => (i * (seed + 31)) % 256);
    return {
      spans,
      scores: scored ? { values, frameMs: 32, startMs: offsetMs } : undefined,
      settings: { ...rest, bounds: span(offsetMs, endMs) },
    };
  });

describe('planWindows, for any speech', () => {
  it('puts every millisecond of speech into one window within the limit, or into two that overlap at a cut', () => {
    fc.assert(
      fc.property(cases, ({ spans, scores, settings: given }) => {
        const windows = planWindows(spans, scores, given);
        let previousEnd = given.bounds.startMs;
        for (const [index, window] of windows.entries()) {
          expect(window.index).toBe(index);
          expect(window.startMs).toBeGreaterThanOrEqual(previousEnd - given.overlapMs);
          expect(window.endMs).toBeLessThanOrEqual(given.bounds.endMs);
          expect(window.endMs - window.startMs).toBeLessThanOrEqual(given.maxMs);
          let speechEnd = window.startMs;
          for (const piece of window.speech) {
            expect(piece.startMs).toBeGreaterThanOrEqual(speechEnd);
            expect(piece.endMs).toBeGreaterThan(piece.startMs);
            speechEnd = piece.endMs;
          }
          expect(window.endMs).toBeGreaterThanOrEqual(speechEnd);
          previousEnd = window.endMs;
        }
        const planned = windows.flatMap((window) => window.speech);
        expect(coveredMs(planned)).toBe(coveredMs(spans));
        expect(coveredMs([...planned, ...spans])).toBe(coveredMs(spans));
        const overlaps = windows.slice(1).map(({ startMs }, i) => Math.max(0, (windows[i]?.endMs ?? 0) - startMs));
        const twice = overlaps.reduce((sum, ms) => sum + ms, 0);
        expect(planned.reduce((sum, s) => sum + s.endMs - s.startMs, 0)).toBe(coveredMs(spans) + twice);
      }),
    );
  });

  it('splits a window into one window per span, inside it', () => {
    fc.assert(
      fc.property(cases, ({ spans, scores, settings: given }) => {
        for (const window of planWindows(spans, scores, given)) {
          const parts = splitWindow(window, given);
          expect(parts.flatMap((part) => part.speech)).toEqual(window.speech);
          let previousEnd = window.startMs;
          for (const part of parts) {
            expect(part.startMs).toBeGreaterThanOrEqual(previousEnd);
            expect(part.endMs).toBeLessThanOrEqual(window.endMs);
            previousEnd = part.endMs;
          }
        }
      }),
    );
  });
});
