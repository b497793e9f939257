import { describe, expect, it } from 'vitest';
import { newDocument } from '../../../../core/document/new-document.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { piecesOf, readLetter, ReviewLetters, ReviewPieces, transferOf } from './review-letters.ts';

const WISH = { profile: 'netflix-en', conflicts: [], languages: ['fr'] };
const cue = { id: 'c1', startMs: 0, endMs: 1000, lines: ['a'], wordIds: [] };

describe('ReviewLetters', () => {
  it('tell the whole document once, then only what changed, and lead to the same document', () => {
    const letters = new ReviewLetters();
    const turns = [{ startMs: 0, endMs: 1000, speaker: 'S1' }];
    const first: VoxlaneDocument = newDocument({ cues: [cue], turns, bookmarks: [{ timeMs: 5 }] });
    const { bookmarks: _gone, ...rest } = first;
    const second: VoxlaneDocument = { ...rest, cues: [{ ...cue, lines: ['b'] }] };
    const opening = letters.write(first, WISH);
    const edit = letters.write(second, WISH);
    expect(Object.keys(edit.changed)).toEqual(['cues']);
    expect(edit.packed).toEqual([]);
    const sent = structuredClone(opening, { transfer: transferOf(opening) });
    expect(readLetter({}, sent)).toEqual(first);
    expect(readLetter(readLetter({}, sent), edit)).toEqual(second);
    expect([letters.isNewest(opening.letter), letters.isNewest(edit.letter)]).toEqual([false, true]);
  });

  it('tell of long lists only the stretch that changed', () => {
    const letters = new ReviewLetters();
    const cues = ['c1', 'c2', 'c3', 'c4'].map((id) => ({ ...cue, id }));
    const first = newDocument({ cues });
    const second = { ...first, cues: cues.map((each) => (each.id === 'c2' ? { ...each, lines: ['b'] } : each)) };
    const opening = readLetter({}, letters.write(first, WISH));
    const edit = letters.write(second, WISH);
    expect(edit.splices.map(({ splice }) => splice.items.length)).toEqual([1]);
    expect(edit.changed).toEqual({});
    expect(readLetter(opening, edit)).toEqual(second);
  });
});

describe('piecesOf', () => {
  const doubt = (id: number) => ({ id: String(id) }) as never;
  const finding = (index: number) => ({ index }) as never;

  it.each([
    [0, 0],
    [1000, 1],
    [2500, 10],
    [3, 1001],
  ])('puts %i findings and %i doubts together again', (findings, doubts) => {
    const answer = {
      letter: 7,
      findings: Array.from({ length: findings }, (_, at) => finding(at)),
      doubts: Array.from({ length: doubts }, (_, at) => doubt(at)),
      unchecked: Array.from({ length: doubts * 2 }, (_, at) => `word${at}`),
    };
    const pieces = new ReviewPieces();
    const stale = piecesOf({ ...answer, letter: 6 });
    for (const piece of stale.slice(0, -1)) pieces.add(piece);
    const given = piecesOf(answer).map((piece) => pieces.add(piece));
    expect(given.pop()).toEqual(answer);
    expect(given.every((each) => each === undefined)).toBe(true);
  });
});
