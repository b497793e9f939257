import { describe, expect, it } from 'vitest';
import { newDocument } from '../../../../core/document/new-document.ts';
import { selectedPair } from './linked-stretches.ts';

const cues = ['S1', 'S2', 'S3'].map((speaker, index) => ({
  id: `c${index + 1}`,
  startMs: index * 1000,
  endMs: index * 1000 + 900,
  lines: ['x'],
  speaker,
  wordIds: [],
}));
const speakers = [
  { id: 'S1', name: 'A', channel: 1 },
  { id: 'S2', name: 'B', channel: 1 },
  { id: 'S3', name: 'C', channel: 0 },
];
const document = newDocument({ speakers, cues });

describe('selectedPair', () => {
  it('is two cues of one track, in time order', () => {
    expect(selectedPair(document, { cueId: 'c1', cueIds: new Set(['c2', 'c1']) })).toEqual({
      track: 1,
      a: { startMs: 0, endMs: 900, speaker: 'S1' },
      b: { startMs: 1000, endMs: 1900, speaker: 'S2' },
    });
  });

  it('is a turn and a cue outside of it', () => {
    const turn = { speaker: 'S2', startMs: 5000, endMs: 6000 };
    const pair = selectedPair(document, { cueId: 'c1', cueIds: new Set(['c1']), turn });
    expect(pair?.b).toEqual({ startMs: 5000, endMs: 6000, speaker: 'S2' });
    const own = { speaker: 'S1', startMs: 100, endMs: 800 };
    expect(selectedPair(document, { cueId: 'c1', cueIds: new Set(['c1']), turn: own })).toBeUndefined();
  });

  it('is nothing for one cue, for three, and across tracks', () => {
    for (const ids of [['c1'], ['c1', 'c2', 'c3'], ['c1', 'c3']])
      expect(selectedPair(document, { cueId: 'c1', cueIds: new Set(ids) })).toBeUndefined();
  });
});
