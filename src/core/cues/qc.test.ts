import { describe, expect, it } from 'vitest';
import type { Cue } from '../timeline/types.ts';
import { findProfile, type RuleProfile } from './profiles.ts';
import { checkCues } from './qc.ts';

function profile(id: string): RuleProfile {
  const found = findProfile(id);
  if (found === undefined) throw new Error(id);
  return found;
}
const cue = (
  id: string,
  startMs: number,
  endMs: number,
  lines: string[] = ['Fine.'],
  more: Partial<Cue> = {},
): Cue => ({
  id,
  startMs,
  endMs,
  lines,
  wordIds: [],
  ...more,
});
const check = (cues: Cue[], id = 'netflix-en') =>
  checkCues(cues, profile(id)).map(({ kind, cueId, value, limit }) => [kind, cueId, value, limit]);

describe('checkCues', () => {
  it('has nothing to say about good cues, at the limits', () => {
    expect(check([cue('a', 0, 833), cue('b', 916, 916 + 7007), cue('c', 8006, 10_106, ['x'.repeat(42)])])).toEqual([]);
  });

  it('reports durations', () => {
    expect(check([cue('a', 0, 832), cue('b', 1000, 8008)])).toEqual([
      ['duration-short', 'a', 832, 833],
      ['duration-long', 'b', 7008, 7007],
    ]);
  });

  it('reports gap, overlap and order', () => {
    expect(check([cue('a', 0, 1000), cue('b', 1082, 2000)])).toEqual([['gap', 'b', 82, 83]]);
    expect(check([cue('a', 0, 3000), cue('b', 500, 1500), cue('c', 2500, 4000)])).toEqual([
      ['overlap', 'b', 2500, 0],
      ['overlap', 'c', 500, 0],
    ]);
    expect(check([cue('a', 5000, 6000), cue('b', 1000, 2000)])).toEqual([
      ['order', 'b', 1000, 5000],
      ['overlap', 'b', 5000, 0],
    ]);
  });

  it('reports reading speed with the line break counted as a space', () => {
    expect(check([cue('a', 0, 1000, ['0123456789', '0123456789'])])).toEqual([['cps', 'a', 21, 20]]);
  });

  it('reports words per minute where the profile has them', () => {
    expect(check([cue('a', 0, 1000, ['a b c d'])], 'bbc')).toEqual([['wpm', 'a', 240, 180]]);
  });

  it('reports columns, dash included, and lines', () => {
    expect(check([cue('a', 0, 5000, ['x'.repeat(43)])])).toEqual([['cpl', 'a', 43, 42]]);
    const dash = cue('a', 0, 5000, ['x'.repeat(41), 'y'], { speaker: 'A', lineSpeakers: ['A', 'B'] });
    expect(check([dash])).toEqual([['cpl', 'a', 43, 42]]);
    expect(check([cue('a', 0, 5000, ['x', 'y', 'z'])])).toEqual([['lines', 'a', 3, 2]]);
  });

  it('judges empty cues by time only, and text without time as unreadable', () => {
    expect(check([cue('a', 0, 1000, [])])).toEqual([]);
    expect(check([cue('a', 1000, 1000)])).toContainEqual(['cps', 'a', Infinity, 20]);
  });
});
