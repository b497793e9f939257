import { describe, expect, it } from 'vitest';
import { findProfile, type RuleProfile } from './profiles.ts';
import { buildTimingOnlyCues } from './timing-only-cues.ts';

function profile(id: string): RuleProfile {
  const found = findProfile(id);
  if (found === undefined) throw new Error(id);
  return found;
}
const shorts = profile('shorts');
const turn = (startMs: number, endMs: number, speaker: string) => ({ startMs, endMs, speaker });
const build = (spans: [number, number][], turns: ReturnType<typeof turn>[], p = shorts) =>
  buildTimingOnlyCues(
    spans.map(([startMs, endMs]) => ({ startMs, endMs })),
    turns,
    p,
  );

describe('buildTimingOnlyCues', () => {
  it('cuts speech at turn changes and labels it', () => {
    const cues = build(
      [
        [1000, 5000],
        [8000, 9500],
      ],
      [turn(900, 3000, 'S1'), turn(3000, 5100, 'S2'), turn(8000, 9500, 'S1')],
    );
    expect(cues.map(({ id, startMs, endMs, speaker, lines }) => [id, startMs, endMs, speaker, lines])).toEqual([
      ['c1', 1000, 3000, 'S1', []],
      ['c2', 3000, 5200, 'S2', []],
      ['c3', 8000, 9700, 'S1', []],
    ]);
  });

  it('splits long speech evenly under the maximum duration', () => {
    const cues = build([[0, 11_999]], [turn(0, 11_999, 'S1')]);
    expect(cues.map((cue) => cue.startMs)).toEqual([0, 4000, 7999]);
    for (const cue of cues) expect(cue.endMs - cue.startMs).toBeLessThanOrEqual(5000);
  });

  it('gives slivers to the neighbour and leaves long unclaimed speech unlabelled', () => {
    const cues = build([[0, 6000]], [turn(400, 2000, 'S1'), turn(2000, 2200, 'S2'), turn(2200, 3000, 'S1')]);
    expect(cues.map(({ startMs, speaker }) => [startMs, speaker])).toEqual([
      [0, 'S1'],
      [3000, undefined],
    ]);
  });

  it('works without turns and keeps the gap', () => {
    const cues = build([[0, 16_000]], [], profile('netflix-en'));
    expect(cues).toHaveLength(3);
    for (let i = 1; i < cues.length; i++) {
      expect((cues[i]?.startMs ?? 0) - (cues[i - 1]?.endMs ?? 0)).toBeGreaterThanOrEqual(83);
    }
  });
});
