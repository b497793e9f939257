import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { defaultVadSettings, type VadSettings } from './settings.ts';
import { FRAME_MS, spansFromProbabilities } from './spans.ts';

const plain: VadSettings = {
  threshold: 0.5,
  exitThreshold: 0.35,
  minSpeechMs: 0,
  minSilenceMs: 0,
  padMs: 0,
  maxSpeechMs: 30_000,
};

/** One byte per frame from a picture: `#` speech, `-` between the thresholds, `.` silence. */
function frames(picture: string): Uint8Array {
  return Uint8Array.from(picture, (mark) => (mark === '#' ? 230 : mark === '-' ? 110 : 0));
}

function cut(picture: string, options: Partial<VadSettings> = {}, offsetMs = 0): [number, number][] {
  const scores = frames(picture);
  return spansFromProbabilities(scores, scores.length * 512, { ...plain, ...options }, offsetMs).map(
    ({ startMs, endMs }) => [startMs, endMs],
  );
}

describe('spansFromProbabilities', () => {
  it('opens at the threshold and stays open down to the exit threshold', () => {
    expect(cut('.-##--.--#.')).toEqual([
      [64, 192],
      [288, 320],
    ]);
  });

  it('joins over silences shorter than the minimum and keeps longer ones', () => {
    expect(cut('##..##....##', { minSilenceMs: 96 })).toEqual([
      [0, 192],
      [320, 384],
    ]);
  });

  it('drops clicks, but not two clicks that join into speech', () => {
    expect(cut('..#....#.#..', { minSpeechMs: 96, minSilenceMs: 64 })).toEqual([[224, 320]]);
  });

  it('pads, lets neighbours meet in the middle and stays inside the recording', () => {
    expect(cut('#...#', { padMs: 100 })).toEqual([
      [0, 80],
      [80, 160],
    ]);
  });

  it('adds the start offset and ends on the last sample, rounded to the millisecond', () => {
    const scores = frames('..##');
    const [span] = spansFromProbabilities(scores, 3 * 512 + 100, plain, 40);
    expect(span).toEqual({ startMs: 104, endMs: 40 + 102, probability: 0.902 });
  });

  it('cuts over-long speech at the lowest score in the second half', () => {
    const scores = frames('#'.repeat(40));
    scores[4] = 100;
    scores[17] = 120;
    const spans = spansFromProbabilities(scores, 40 * 512, { ...plain, maxSpeechMs: 20 * FRAME_MS });
    expect(spans.map(({ startMs }) => startMs / FRAME_MS)).toEqual([0, 17, 32]);
  });

  it('cuts in the middle of the longest pause when several frames are equally low', () => {
    const scores = frames('#'.repeat(24));
    for (const frame of [11, 13, 14, 15]) scores[frame] = 100;
    const [first] = spansFromProbabilities(scores, 24 * 512, { ...plain, maxSpeechMs: 20 * FRAME_MS });
    expect(first?.endMs).toBe(14 * FRAME_MS);
  });

  it('finds nothing in nothing', () => {
    expect(spansFromProbabilities(new Uint8Array(0), 0, defaultVadSettings)).toEqual([]);
    expect(cut('......')).toEqual([]);
  });

  it.each<Partial<VadSettings>>([
    { threshold: 0 },
    { exitThreshold: 0.6 },
    { padMs: -1 },
    { minSpeechMs: 1.5 },
    { maxSpeechMs: 500, padMs: 200 },
    { threshold: Number.NaN },
  ])('refuses %o', (options) => {
    const run = () => spansFromProbabilities(frames('#'), 512, { ...plain, ...options });
    expect(run).toThrow(AppError);
    expect(run).toThrow(expect.objectContaining({ code: 'options-invalid' }));
  });
});

const options: fc.Arbitrary<VadSettings> = fc
  .record({
    threshold: fc.double({ min: 0.3, max: 0.9, noNaN: true }),
    drop: fc.double({ min: 0, max: 0.2, noNaN: true }),
    minSpeechMs: fc.integer({ min: 0, max: 300 }),
    minSilenceMs: fc.integer({ min: 0, max: 400 }),
    padMs: fc.integer({ min: 0, max: 300 }),
    room: fc.integer({ min: 600, max: 4000 }),
  })
  .map(({ drop, room, ...rest }) => ({
    ...rest,
    exitThreshold: rest.threshold - drop,
    maxSpeechMs: room + 2 * rest.padMs,
  }));

/** Speech-like scores: stretches of high, middling and low frames. */
const recording = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom(0, 60, 110, 140, 255), fc.nat(40)), {
    maxLength: 30,
  })
  .map((parts) =>
    Uint8Array.from(
      parts.flatMap(([length, level, spread]) =>
        Array.from({ length }, (_, i) => Math.max(0, level - ((i * 7919) % (spread + 1)))),
      ),
    ),
  );

describe('spansFromProbabilities, for any scores', () => {
  const cases = fc.tuple(recording, options, fc.integer({ min: 0, max: 511 }), fc.integer({ min: 0, max: 5000 }));

  it('returns sorted, disjoint, non-empty spans inside the recording and not over the limit', () => {
    fc.assert(
      fc.property(cases, ([scores, opts, missing, offsetMs]) => {
        const samples = Math.max(0, scores.length * 512 - missing);
        let previousEnd = offsetMs;
        for (const span of spansFromProbabilities(scores, samples, opts, offsetMs)) {
          expect(span.startMs).toBeGreaterThanOrEqual(previousEnd);
          expect(span.endMs).toBeGreaterThan(span.startMs);
          expect(span.endMs - span.startMs).toBeLessThanOrEqual(opts.maxSpeechMs);
          expect(Number.isInteger(span.startMs) && Number.isInteger(span.endMs)).toBe(true);
          expect(span.probability).toBeGreaterThan(0);
          previousEnd = span.endMs;
        }
        expect(previousEnd).toBeLessThanOrEqual(offsetMs + Math.round(samples / 16));
      }),
    );
  });

  it('makes no span of a pause that lies between two cuts', () => {
    // Falling scores put the first cut early, so that the second one finds only the pause to cut in.
    const loud = Array.from({ length: 36 }, (_, i) => 255 - ((i * 7919) % 17));
    const scores = Uint8Array.from([...loud, ...Array<number>(12).fill(0), ...Array<number>(9).fill(140)]);
    const cut = { threshold: 0.3, exitThreshold: 0.3, minSpeechMs: 0, minSilenceMs: 385, padMs: 0, maxSpeechMs: 600 };
    const spans = spansFromProbabilities(scores, scores.length * 512, cut);
    for (const span of spans) expect(span.probability).toBeGreaterThan(0);
    // All speech is still there: frames 0 to 35 and 48 to 56.
    expect(spans.some((span) => span.startMs <= 35 * 32 && span.endMs >= 36 * 32)).toBe(true);
    expect(spans.at(-1)).toMatchObject({ endMs: 57 * 32 });
  });

  it('covers every frame over the threshold that is not a click', () => {
    fc.assert(
      fc.property(cases, ([scores, opts]) => {
        const spans = spansFromProbabilities(scores, scores.length * 512, opts);
        const loud = (i: number) => (scores[i] ?? 0) >= opts.threshold * 255;
        for (let from = 0; from < scores.length; from++) {
          if (!loud(from)) continue;
          let to = from;
          while (to < scores.length && loud(to)) to++;
          if ((to - from) * FRAME_MS >= opts.minSpeechMs) {
            for (let frame = from; frame < to; frame++) {
              const inside = spans.some((s) => s.startMs <= frame * FRAME_MS && s.endMs >= (frame + 1) * FRAME_MS);
              expect(inside, `frame ${frame}`).toBe(true);
            }
          }
          from = to;
        }
      }),
    );
  });

  it('never finds less speech at a lower threshold', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0.5, max: 1, noNaN: true }), ([scores, opts], factor) => {
        const loose = { ...opts, threshold: opts.threshold * factor, exitThreshold: opts.exitThreshold * factor };
        const count = scores.length * 512;
        const wide = spansFromProbabilities(scores, count, { ...loose, padMs: 0 });
        for (const span of spansFromProbabilities(scores, count, { ...opts, padMs: 0 })) {
          for (let ms = span.startMs; ms < span.endMs; ms += FRAME_MS) {
            expect(wide.some((s) => s.startMs <= ms && ms < s.endMs)).toBe(true);
          }
        }
      }),
    );
  });
});
