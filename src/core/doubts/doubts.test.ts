import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProfile } from '../cues/profiles.ts';
import { applyOperation, applyOperations, undoOperations } from '../document/edits/apply.ts';
import { replayOperations } from '../document/edits/replay.ts';
import { newDocument } from '../document/new-document.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { Turn, Word } from '../timeline/types.ts';
import { nextDoubt, notReviewed, reviewOperation } from './doubt.ts';
import { findDoubts } from './find-doubts.ts';

const profile = findProfile('netflix-en') ?? expect.fail();
const word = (n: number, text: string, confidence: number, timing: Word['timing'] = 'dtw'): Word => ({
  ...{ id: `w${n}`, startMs: n * 1000, endMs: n * 1000 + 800, text, confidence, timing, engine: 't', speaker: 'S1' },
});
const turn = (startMs: number, endMs: number, speaker: string, confidence?: number): Turn => ({
  ...{ startMs, endMs, speaker },
  ...(confidence === undefined ? {} : { confidence }),
});
const talk = newDocument({
  speakers: ['S1', 'S2'].map((id) => ({ id, name: id })),
  words: [
    word(0, 'good', 0.9),
    word(1, 'wish', 0.2),
    word(2, 'wash', 0.3),
    word(3, 'clear', 0.9),
    word(4, 'maybe', 0.5),
    word(5, 'so', 1, 'interpolated'),
  ],
  turns: [turn(0, 3800, 'S1'), turn(3000, 3800, 'S2'), turn(4000, 5800, 'S1', 0.55)],
  exclusiveTurns: [turn(0, 3800, 'S1'), turn(4000, 5800, 'S1')],
  cues: [
    { id: 'c1', startMs: 0, endMs: 2800, lines: ['good wish', 'wash'], speaker: 'S1', wordIds: ['w0', 'w1', 'w2'] },
    { id: 'c2', startMs: 3000, endMs: 3800, lines: ['clear'], speaker: 'S1', wordIds: ['w3'] },
    { id: 'c3', startMs: 4000, endMs: 5800, lines: ['maybe so'], speaker: 'S1', wordIds: ['w4', 'w5'] },
  ],
  dropped: [
    { startMs: 8000, endMs: 13_000, reason: 'decode-failed' },
    { startMs: 14_000, endMs: 14_500, reason: 'decode-failed' },
    { startMs: 15_000, endMs: 19_000, reason: 'not-processed' },
  ],
});
const shown = (document: VoxlaneDocument): string[] =>
  findDoubts(document, { profile }).map(({ kind, cue, others }) =>
    [kind, cue ?? '-', ...others.map((other) => other.kind)].join(' '),
  );
function after(document: VoxlaneDocument, operation: unknown): VoxlaneDocument {
  const result = applyOperation(document, operation);
  if (result.kind === 'refused') throw new Error(result.reason);
  return result.document;
}

describe('doubts', () => {
  it('come strongest first, each cue once with all its reasons', () => {
    expect(shown(talk)).toEqual([
      'dropped-speech -',
      'close-speakers c3 alignment low-confidence',
      'low-confidence c1',
      'overlap c2 quality',
    ]);
    const [, , unsure] = findDoubts(talk);
    expect(unsure).toMatchObject({
      startMs: 1000,
      endMs: 2800,
      words: ['w1', 'w2'],
      reasonKey: 'doubt.low-confidence',
      params: { text: 'wish wash', percent: 25 },
    });
    const lost = findDoubts(talk, { conflicts: [{ startMs: 100, endMs: 200, reason: 'gone' }] });
    expect(lost[0]).toMatchObject({ kind: 'conflict', cue: 'c1', score: 1, others: [{ kind: 'low-confidence' }] });
  });

  it('go when a person rewrote the text or said who speaks', () => {
    const rewritten = after(talk, { kind: 'set-cue-lines', cue: 'c1', lines: ['good wishes'] });
    expect(shown(rewritten).join()).not.toContain('c1');
    const said = after(talk, { kind: 'assign-cue-speaker', cue: 'c3', speaker: 'S2' });
    expect(shown(said)).toContain('alignment c3 low-confidence');
  });

  it('found fine stay away, also after a re-run, until the text is another one; undo brings them back', () => {
    const doubt = findDoubts(talk, { profile })[1] ?? expect.fail();
    const result = applyOperations(talk, [reviewOperation(doubt, true)]);
    if (result.kind === 'refused') throw new Error(result.reason);
    expect(shown(result.document).join()).not.toContain('c3');
    expect(
      undoOperations(
        result.document,
        result.applied.map(({ inverse }) => inverse),
      ),
    ).toEqual(talk);
    expect(after(result.document, reviewOperation(doubt, false))).toEqual(talk);
    const next = { ...talk, cues: talk.cues.map((cue) => ({ ...cue, id: `n${cue.id}` })) };
    const again = replayOperations(
      next,
      result.applied.map(({ operation }) => operation),
      { before: talk },
    );
    expect(again.conflicts).toEqual([]);
    expect(shown(again.document).join()).not.toContain('nc3');
    const heardElse = {
      ...result.document,
      words: result.document.words.map((entry) => (entry.id === 'w4' ? { ...entry, text: 'may' } : entry)),
      cues: result.document.cues.map((cue) => (cue.id === 'c3' ? { ...cue, lines: ['may so'] } : cue)),
    };
    expect(shown(heardElse).join()).toContain('c3');
  });

  it('are gone through one after the other, whatever is resolved on the way', () => {
    const list = findDoubts(talk, { profile });
    const seen: string[] = [];
    const resolved = new Set<string>();
    let here = nextDoubt(list, undefined, resolved);
    while (here !== undefined && seen.length < 10) {
      seen.push(here.id);
      resolved.add(here.id);
      here = nextDoubt(
        list.filter(({ id }) => !resolved.has(id)),
        here,
        resolved,
      );
    }
    expect(seen).toEqual(list.map(({ id }) => id));
    expect(nextDoubt(list, list.at(-1), new Set())).toBe(list[0]);
  });

  it('found before some were answered are those found after, until an answer is taken back', () => {
    const before = findDoubts(talk, { profile });
    let document = talk;
    expect(notReviewed(before, document.reviewed)).toEqual(before);
    for (const doubt of before) {
      document = after(document, reviewOperation(doubt, true));
      expect(notReviewed(before, document.reviewed)).toEqual(findDoubts(document, { profile }));
    }
    const [first = expect.fail()] = before;
    expect(notReviewed(before, after(document, reviewOperation(first, false)).reviewed)).toEqual([first]);
  });

  it('have scores from 0 to 1 in falling order, and reviewing all of them leaves none', () => {
    const anyWord = fc.record({
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      timing: fc.constantFrom<Word['timing']>('dtw', 'interpolated'),
      turn: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(anyWord, { maxLength: 20 }), (parts) => {
        const words = parts.map(({ confidence, timing }, n) => word(n, `x${n}`, confidence, timing));
        const document = newDocument({
          speakers: talk.speakers,
          words,
          turns: parts.map((part, n) => turn(n * 1000, n * 1000 + 1500, n % 2 === 0 ? 'S1' : 'S2', part.turn)),
          cues: words.map(({ id, startMs, endMs, text }) => ({ id, startMs, endMs, lines: [text], wordIds: [id] })),
        });
        const list = findDoubts(document, { profile });
        for (const [index, { score, cue }] of list.entries()) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(list[index - 1]?.score ?? 1);
          expect(list.findIndex((other) => other.cue === cue)).toBe(index);
        }
        const all = list.map((doubt) => reviewOperation(doubt, true));
        const result = applyOperations(document, all);
        expect(result.kind === 'applied' && findDoubts(result.document, { profile })).toEqual([]);
      }),
    );
  });
});
