import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoredTime } from '../metrics/scored-time.ts';
import type { Turn } from '../timeline/types.ts';
import { errorColumns } from './error-columns.ts';
import { laneOutcomes } from './lane-outcomes.ts';
import { scoreRecording } from './score-recording.ts';
import { clip } from './svg-text.ts';
import { clockLabel, timeTicks } from './time-axis.ts';
import { timelineSvg } from './timeline-svg.ts';

const turn = (startMs: number, endMs: number, speaker: string): Turn => ({ startMs, endMs, speaker });

function draw(reference: Turn[], hypothesis: Turn[], title = 'meeting'): string {
  const scores = scoreRecording({ turns: reference }, { turns: hypothesis }).speakers;
  if (scores === undefined) throw new Error('not scored');
  return timelineSvg({ title, reference, hypothesis, scores });
}

describe('timelineSvg', () => {
  it('has a title, a description, a lane for everybody and no script', () => {
    const svg = draw(
      [turn(0, 5000, 'Ann'), turn(5000, 9000, 'Bob')],
      [turn(0, 5000, 'S1'), turn(5000, 8000, 'S2'), turn(9000, 9500, 'S3')],
    );
    expect(svg).toMatch(/^<svg [^>]*width="1600"[^>]* role="img" aria-labelledby="title desc"/);
    expect(svg).toContain('<title id="title">meeting: speakers over time</title>');
    expect(svg).toMatch(/<desc id="desc">DER 16\.67 % \(missed 1\.0 s, false alarm 0\.5 s/);
    const lanes = [...svg.matchAll(/<g><title>([^<]*)</g)].map(([, label]) => label);
    expect(lanes).toEqual(['Ann (reference)', 'S1 (found)', 'Bob (reference)', 'S2 (found)', 'S3 (found)']);
    for (const name of ['missed', 'false alarm']) expect(svg).toContain(`<title>${name}</title>`);
    expect(svg).not.toContain('<title>wrong speaker</title>');
    expect(svg).not.toMatch(/script|href|@import/);
  });

  it('escapes whatever names hold', () => {
    const evil = '</text><script>alert("1")</script>&\u0000\ud800';
    const svg = draw([turn(0, 1000, evil)], [turn(0, 1000, evil)], evil);
    expect(svg).not.toContain('<script');
    expect(svg.includes('\u0000') || /\p{Surrogate}/u.test(svg)).toBe(false);
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;');
  });

  it('stays small for hours with thousands of turns, and draws nothing and anything', () => {
    const turns = Array.from({ length: 6000 }, (_, i) => turn(i * 2400, i * 2400 + 2000 + (i % 7) * 100, `s${i % 4}`));
    const later = turns.map((one) => ({ ...one, startMs: one.startMs + 90 }));
    expect(draw(turns, later).length).toBeLessThan(1_500_000);
    expect(draw([], [])).toContain('</svg>');
    expect(draw([turn(-500, 0, 'A')], [])).toContain('</svg>');
  });

  const anyTurns = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 90 }), fc.constantFrom('p', 'q', 'r'))
      .map(([start, length, speaker]) => turn(start, start + length, speaker)),
    { maxLength: 12, size: 'max' },
  );

  it('draws as much of each error as was scored', () => {
    fc.assert(
      fc.property(anyTurns, anyTurns, fc.integer({ min: 1, max: 60 }), (reference, hypothesis, columns) => {
        const time = scoredTime(reference, hypothesis);
        const { der } = scoreRecording({ turns: reference }, { turns: hypothesis }).speakers ?? {};
        const columnMs = 400 / columns;
        const drawn = errorColumns(time, 0, columnMs, columns);
        const sum = (kind: 'miss' | 'falseAlarm' | 'confusion') =>
          drawn.reduce((total, column) => total + column[kind], 0) * columnMs;
        expect(sum('miss')).toBeCloseTo(der?.missMs ?? NaN, 6);
        expect(sum('falseAlarm')).toBeCloseTo(der?.falseAlarmMs ?? NaN, 6);
        expect(sum('confusion')).toBeCloseTo(der?.confusionMs ?? NaN, 6);
      }),
    );
  });

  it('colours each lane once, right where the speaker is', () => {
    fc.assert(
      fc.property(anyTurns, anyTurns, (reference, hypothesis) => {
        const scores = scoreRecording({ turns: reference }, { turns: hypothesis }).speakers;
        if (scores === undefined) throw new Error('not scored');
        const lanes = laneOutcomes(scores);
        const right = (list: typeof lanes.reference) =>
          list.flatMap((lane) => lane.correct).reduce((sum, span) => sum + span.endMs - span.startMs, 0);
        expect(right(lanes.reference)).toBe(scores.der.correctMs);
        expect(right(lanes.hypothesis)).toBe(scores.der.correctMs);
        for (const lane of [...lanes.reference, ...lanes.hypothesis]) {
          const spans = Object.values(lane)
            .flat()
            .sort((a, b) => a.startMs - b.startMs);
          spans.forEach((span, i) => expect(span.startMs).toBeGreaterThanOrEqual(spans[i - 1]?.endMs ?? 0));
        }
      }),
    );
  });
});

describe('the time axis', () => {
  it('has round times at any length', () => {
    expect(timeTicks(0, 20_000, 15).map((tick) => tick.label)).toEqual(
      Array.from({ length: 11 }, (_, i) => `0:${String(i * 2).padStart(2, '0')}`),
    );
    expect(
      timeTicks(0, 20 * 60_000, 15)
        .map((tick) => tick.label)
        .slice(0, 3),
    ).toEqual(['0:00', '2:00', '4:00']);
    expect(
      timeTicks(0, 4 * 3_600_000, 15)
        .map((tick) => tick.label)
        .slice(-2),
    ).toEqual(['3:30:00', '4:00:00']);
    for (const length of [1000, 86_400_000, 9e9]) expect(timeTicks(0, length, 15).length).toBeLessThanOrEqual(16);
    expect(clockLabel(-61_000)).toBe('-1:01');
  });

  it('cuts long names by what they take', () => {
    expect(clip('short', 20)).toBe('short');
    expect([...clip('x'.repeat(40), 20)].length).toBe(20);
    expect([...clip('M'.repeat(40), 20)].length).toBeLessThan(16);
    expect([...clip('\u6f22'.repeat(40), 20)].length).toBeLessThan(13);
    expect(clip('a\u202eb', 5)).toBe('ab');
  });
});
