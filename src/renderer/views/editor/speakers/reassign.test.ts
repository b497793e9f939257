import { describe, expect, it } from 'vitest';
import { newDocument } from '../../../../core/document/new-document.ts';
import { cuesInScope, reassign } from './reassign.ts';

const speakers = ['S1', 'S2'].map((id) => ({ id, name: id }));
const cues = ['S1', 'S2', 'S1', 'S2', 'S1'].map((speaker, index) => ({
  id: `c${index + 1}`,
  startMs: index * 1000,
  endMs: index * 1000 + 900,
  lines: ['x'],
  speaker,
  wordIds: [],
}));
const document = newDocument({ speakers, cues });
const ids = (scope: 'cue' | 'selected' | 'onward' | 'all'): string[] =>
  cuesInScope(document, 'c3', new Set(['c1', 'c4']), scope).map(({ id }) => id);

describe('cuesInScope', () => {
  it('takes one, the selected, those of the same speaker from here on, or all of them', () => {
    expect(ids('cue')).toEqual(['c3']);
    expect(ids('selected')).toEqual(['c1', 'c4']);
    expect(ids('onward')).toEqual(['c3', 'c5']);
    expect(ids('all')).toEqual(['c1', 'c3', 'c5']);
  });

  it('is nothing for a cue that is gone', () => {
    expect(cuesInScope(document, 'c9', new Set(), 'all')).toEqual([]);
  });
});

describe('reassign', () => {
  it('leaves out what the speaker has already', () => {
    expect(reassign(cues, 'S1').map((operation) => 'cue' in operation && operation.cue)).toEqual(['c2', 'c4']);
  });
});
