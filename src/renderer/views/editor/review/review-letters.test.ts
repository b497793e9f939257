import { describe, expect, it } from 'vitest';
import { newDocument } from '../../../../core/document/new-document.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { readLetter, ReviewLetters, transferOf } from './review-letters.ts';

const cue = { id: 'c1', startMs: 0, endMs: 1000, lines: ['a'], wordIds: [] };

describe('ReviewLetters', () => {
  it('tell the whole document once, then only what changed, and lead to the same document', () => {
    const letters = new ReviewLetters();
    const turns = [{ startMs: 0, endMs: 1000, speaker: 'S1' }];
    const first: VoxlaneDocument = newDocument({ cues: [cue], turns, bookmarks: [{ timeMs: 5 }] });
    const { bookmarks: _gone, ...rest } = first;
    const second: VoxlaneDocument = { ...rest, cues: [{ ...cue, lines: ['b'] }] };
    const opening = letters.write(first, 'netflix-en', []);
    const edit = letters.write(second, 'netflix-en', []);
    expect(Object.keys(edit.changed)).toEqual(['cues']);
    expect(edit.packed).toEqual([]);
    const sent = structuredClone(opening, { transfer: transferOf(opening) });
    expect(readLetter({}, sent)).toEqual(first);
    expect(readLetter(readLetter({}, sent), edit)).toEqual(second);
    expect([letters.isNewest(opening.letter), letters.isNewest(edit.letter)]).toEqual([false, true]);
  });
});
