import { describe, expect, it } from 'vitest';
import { dashWidth } from '../../../../core/cues/text-measure.ts';
import { profileOf } from '../../../state/document/profile.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { cpsOf, flagsOf, issuesOf, lineWidths, paceOf } from './cue-figures.ts';

const profile = profileOf('netflix-en');
const cue = (part: Partial<Cue>): Cue => ({ id: 'c1', startMs: 0, endMs: 1000, lines: [], wordIds: [], ...part });

describe('figures of a cue', () => {
  it('count text without tags', () => {
    expect(cpsOf(cue({ lines: ['<i>abc</i>', 'def'], endMs: 2000 }), profile)).toBe(3.5);
    expect(lineWidths({ lines: ['<i>abc</i>', 'de'] }, profile)).toEqual([3, 2]);
  });

  it('are those of the rules in a dialogue: a dash counts', () => {
    const said = cue({ lines: ['a'.repeat(profile.maxCpl), 'b'], lineSpeakers: ['S1', 'S2'], endMs: 7000 });
    expect(lineWidths(said, profile)).toEqual([profile.maxCpl + dashWidth(profile), 1 + dashWidth(profile)]);
    expect(issuesOf(said, undefined, profile).map(({ kind, value }) => [kind, value])).toContainEqual([
      'cpl',
      profile.maxCpl + dashWidth(profile),
    ]);
  });

  it('are endless for text that is shown for no time, and nothing without text', () => {
    expect(cpsOf(cue({ lines: ['a'], endMs: 0 }), profile)).toBe(Infinity);
    expect(paceOf(Infinity, profile)).toBe('too-fast');
    expect(cpsOf(cue({ endMs: 0 }), profile)).toBe(0);
  });

  it('tell what was typed from what was heard', () => {
    const words = [
      { id: 'w1', startMs: 0, endMs: 900, text: 'hello', confidence: 0.2, timing: 'dtw', engine: 't' },
    ] as const;
    const heard = cue({ lines: ['<i>hello</i>'], wordIds: ['w1'] });
    expect(flagsOf({ words }, heard, undefined, profile)).toMatchObject({ isEdited: false, doubtful: [{ id: 'w1' }] });
    expect(flagsOf({ words }, { ...heard, lines: ['hallo'] }, undefined, profile).isEdited).toBe(true);
  });
});
