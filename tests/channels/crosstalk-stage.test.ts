import { describe, expect, it } from 'vitest';
import { memorySource } from '../support/memory-source.ts';
import { murmur, withLeak } from '../support/noise.ts';
import { recordingContext } from '../support/stage-context.ts';
import { coveredMs, overlapMs, type Span, subtractSpans } from '../../src/core/timeline/span.ts';
import { createCrosstalkStage } from '../../src/core/stages/crosstalk/crosstalk-stage.ts';

const SECONDS = 30;
/** Each speaks for 4 s in 10; the third second of each turn of one is the last of the other: both talk. */
const speaks = [(at: number) => at % 10 < 4, (at: number) => at % 10 >= 3 && at % 10 < 7];
const voices = speaks.map((when, index) => murmur(SECONDS, index + 1, when));
const turnsOf = (track: number): Span[] =>
  [0, 10_000, 20_000].map((from) => ({ startMs: from + track * 3000, endMs: from + track * 3000 + 4000 }));
const everything = [0, 10_000, 20_000].map((from) => ({ startMs: from, endMs: from + 7000, probability: 1 }));

async function leaksOf(tracks: readonly Float32Array[], offsets: readonly number[] = [0, 0]) {
  const sources = tracks.map((samples, track) =>
    memorySource(samples, { channel: track, startOffsetMs: offsets[track] ?? 0 }),
  );
  const speech = tracks.map(() => everything);
  return (await createCrosstalkStage().run({ sources, speech }, {}, recordingContext())).leaked;
}

const shared = (a: readonly Span[], b: readonly Span[]): number =>
  a.reduce((sum, span) => sum + b.reduce((ms, other) => ms + overlapMs(span, other), 0), 0);

describe('the cross-talk stage', () => {
  it.each([
    [-18, 80],
    [-10, 40],
    [-25, 160],
  ])('drops what leaked at %i dB, %i samples late, and keeps both voices where both talk', async (gain, late) => {
    const tracks = [0, 1].map((track) => withLeak(voices[track] ?? EMPTY, voices[1 - track] ?? EMPTY, gain, late));
    const leaked = await leaksOf(tracks);
    for (const track of [0, 1]) {
      const spans = leaked[track] ?? [];
      expect(spans.every((span) => span.from === 1 - track)).toBe(true);
      expect(shared(spans, turnsOf(track))).toBeLessThanOrEqual(100 * turnsOf(track).length);
      const foreign = subtractSpans(turnsOf(1 - track), turnsOf(track));
      expect(shared(spans, foreign)).toBeGreaterThan(0.9 * coveredMs(foreign));
    }
  });

  it('drops nothing of voices that are independent', async () => {
    expect(await leaksOf(voices)).toEqual([[], []]);
    const quiet = [voices[0] ?? EMPTY, (voices[1] ?? EMPTY).map((sample) => sample * 0.1)];
    expect(await leaksOf(quiet)).toEqual([[], []]);
  });

  it('works in media time: tracks that start later are compared where they belong', async () => {
    const [a = EMPTY, b = EMPTY] = voices;
    const late = withLeak(b, a, -15, 40).slice(2 * 16_000);
    const leaked = await leaksOf([a, late], [0, 2000]);
    const foreign = [{ startMs: 10_000, endMs: 13_000 }];
    expect(leaked[0]).toEqual([]);
    expect(shared(leaked[1] ?? [], foreign)).toBeGreaterThan(2700);
    expect(shared(leaked[1] ?? [], turnsOf(1).slice(1))).toBeLessThanOrEqual(200);
  });
});

const EMPTY = new Float32Array(0);
