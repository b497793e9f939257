import { describe, expect, it } from 'vitest';
import type { CueDraft } from './draft.ts';
import { findProfile, type RuleProfile } from './profiles.ts';
import { assignTimes, clampToSpeech } from './timing.ts';

function profile(id: string): RuleProfile {
  const found = findProfile(id);
  if (found === undefined) throw new Error(id);
  return found;
}
const netflix = profile('netflix-en');
const draft = (startMs: number, endMs: number, text = 'Hi.'): CueDraft => ({
  spoken: { startMs, endMs },
  lines: [text],
  wordIds: [],
  speaker: undefined,
  lineSpeakers: undefined,
  wholeTurn: true,
});
const times = (drafts: CueDraft[], p: RuleProfile = netflix) =>
  assignTimes(drafts, p).map(({ startMs, endMs }) => [startMs, endMs]);

describe('assignTimes', () => {
  it('stays half a second after the last word when nothing follows', () => {
    expect(times([draft(1000, 3000)])).toEqual([[1000, 3500]]);
  });

  it('extends a short cue to the minimum duration into the silence', () => {
    expect(times([draft(1000, 1100)])).toEqual([[1000, 1833]]);
  });

  it('extends for reading at maximum speed', () => {
    // 60 characters at 20 per second take 3 s.
    expect(times([draft(0, 1500, 'x'.repeat(60))])).toEqual([[0, 3000]]);
  });

  it('leaves the gap before the next cue, whose start is sacred', () => {
    expect(times([draft(0, 2000), draft(2000, 4000)])).toEqual([
      [0, 1917],
      [2000, 4500],
    ]);
  });

  it('closes gaps under the chaining threshold, and only those', () => {
    // Lingering ends at 2500: a gap of 400 is chained, one of 500 is not.
    expect(times([draft(0, 2000), draft(2900, 4000)])[0]).toEqual([0, 2817]);
    expect(times([draft(0, 2000), draft(3000, 4000)])[0]).toEqual([0, 2500]);
    expect(times([draft(0, 2000), draft(2900, 4000)], profile('se-default'))[0]).toEqual([0, 2500]);
  });

  it('never exceeds the maximum duration', () => {
    expect(times([draft(0, 9000)])).toEqual([[0, 7007]]);
    expect(times([draft(0, 6900), draft(7300, 8000)])[0]).toEqual([0, 7007]);
  });

  it('lets simultaneous talk meet: the earlier cue is read first, the later starts up to a second late', () => {
    // 36 characters need 1.8 s; the second voice starts after 1 s and talks for 3 s.
    expect(times([draft(0, 3000, 'x'.repeat(36)), draft(1000, 4000)])).toEqual([
      [0, 1800],
      [1883, 4500],
    ]);
    // 70 need 3.5 s, but the second voice waits one second at most.
    expect(times([draft(0, 3500, 'x'.repeat(70)), draft(1000, 4000)])).toEqual([
      [0, 1917],
      [2000, 4500],
    ]);
  });

  it('keeps order and gaps even for words without any duration', () => {
    expect(times([draft(0, 0), draft(0, 0), draft(0, 0)], { ...netflix, maxDurationMs: 7000 })).toEqual([
      [0, 100],
      [183, 283],
      [366, 1199],
    ]);
  });
});

describe('clampToSpeech', () => {
  const speech = [
    { startMs: 1000, endMs: 2000 },
    { startMs: 3000, endMs: 4000 },
  ];

  it('trims what starts before or lingers after its speech', () => {
    expect(clampToSpeech({ startMs: 500, endMs: 2600 }, speech)).toEqual({ startMs: 1000, endMs: 2000 });
    expect(clampToSpeech({ startMs: 1500, endMs: 4900 }, speech)).toEqual({ startMs: 1500, endMs: 4000 });
  });

  it('leaves time outside all speech alone', () => {
    expect(clampToSpeech({ startMs: 2100, endMs: 2900 }, speech)).toEqual({ startMs: 2100, endMs: 2900 });
    expect(clampToSpeech({ startMs: 5000, endMs: 6000 }, speech)).toEqual({ startMs: 5000, endMs: 6000 });
  });
});
