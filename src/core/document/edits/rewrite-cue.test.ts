import { describe, expect, it } from 'vitest';
import type { Word } from '../../timeline/types.ts';
import { canonicalJson } from '../canonical-json.ts';
import { lintDocument } from '../lint.ts';
import { newDocument } from '../new-document.ts';
import type { VoxlaneDocument } from '../types.ts';
import { applyOperation, undoOperations } from './apply.ts';
import { replayOperations } from './replay.ts';

const word = (n: number, speaker: string): Word => ({
  ...{
    id: `w${n}`,
    startMs: n * 500,
    endMs: n * 500 + 400,
    text: `word${n}`,
    confidence: 0.9,
    timing: 'dtw',
    engine: 'e',
  },
  ...{ speaker, channel: 1 },
});

/** Six words in three cues; the second is a dialogue. */
function talk(): VoxlaneDocument {
  const speakers = ['S1', 'S2'].map((id) => ({ id, name: id }));
  const words = ['S1', 'S1', 'S1', 'S2', 'S2', 'S2'].map((speaker, n) => word(n, speaker));
  const span = (n: number) => ({ startMs: n * 1000, endMs: n * 1000 + 900 });
  const cues = [
    { id: 'c1', ...span(0), lines: ['word0 word1'], speaker: 'S1', wordIds: ['w0', 'w1'] },
    { id: 'c2', ...span(1), lines: ['word2', 'word3'], lineSpeakers: ['S1', 'S2'], wordIds: ['w2', 'w3'] },
    { id: 'c3', ...span(2), lines: ['word4 word5'], speaker: 'S2', wordIds: ['w4', 'w5'] },
  ];
  return newDocument({ speakers, words, cues });
}

const other = (text: string, startMs: number) =>
  ({ startMs, endMs: startMs + 200, text, confidence: 0.8, timing: 'native', engine: 'better' }) as const;
const operation = {
  ...{ kind: 'rewrite-cue', cue: 'c2', lines: ['No.', 'Yes, sir.'], startMs: 980, endMs: 1950 },
  words: [other('No.', 1050), other('Yes,', 1500), other('sir.', 1720)],
};

function apply(document: VoxlaneDocument, wish: unknown) {
  const result = applyOperation(document, wish);
  if (result.kind === 'refused') throw new Error(result.reason);
  expect(lintDocument(result.document)).toEqual([]);
  return result;
}

describe('rewriting a cue', () => {
  it('puts other words in the place of its own; text and times follow, speakers stay by time', () => {
    const { document } = apply(talk(), operation);
    expect(document.words.map(({ id, speaker, channel }) => [id, speaker, channel])).toEqual([
      ...[
        ['w0', 'S1', 1],
        ['w1', 'S1', 1],
      ],
      ...[
        ['r1', 'S1', 1],
        ['r2', 'S2', 1],
        ['r3', 'S2', 1],
      ],
      ...[
        ['w4', 'S2', 1],
        ['w5', 'S2', 1],
      ],
    ]);
    expect(document.cues[1]).toEqual({
      ...{ id: 'c2', startMs: 980, endMs: 1950, lines: ['No.', 'Yes, sir.'], lineSpeakers: ['S1', 'S2'] },
      wordIds: ['r1', 'r2', 'r3'],
    });
    expect([document.cues[0], document.cues[2]]).toEqual([talk().cues[0], talk().cues[2]]);
  });

  it('is taken back to the same bytes', () => {
    const { document, inverse } = apply(talk(), operation);
    const undone = undoOperations(document, [inverse]);
    expect(undone && canonicalJson(undone)).toBe(canonicalJson(talk()));
  });

  it("makes a dialogue one speaker's where its lines do not fit any more", () => {
    const { document } = apply(talk(), { ...operation, lines: ['No. Yes, sir.'] });
    expect(document.cues[1]).toMatchObject({ speaker: 'S1', lines: ['No. Yes, sir.'] });
    expect(document.cues[1]).not.toHaveProperty('lineSpeakers');
  });

  it('leaves words alone that another cue holds too, and may leave none', () => {
    const start = talk();
    const shared = {
      ...start,
      cues: start.cues.map((cue) => (cue.id === 'c3' ? { ...cue, wordIds: ['w3', 'w4', 'w5'] } : cue)),
    };
    const { document } = apply(shared, { kind: 'rewrite-cue', cue: 'c2', words: [], lines: [] });
    expect(document.words.map(({ id }) => id)).toEqual(['w0', 'w1', 'w3', 'w4', 'w5']);
  });

  it('is refused for what makes no sense', () => {
    const bad = (wish: object) => applyOperation(talk(), { ...operation, ...wish });
    expect(bad({ cue: 'c9' })).toMatchObject({ code: 'cue-unknown' });
    expect(bad({ words: [{ ...other('a', 5), endMs: 5 }] })).toMatchObject({ code: 'times-reversed' });
    expect(bad({ words: [{ ...other('a', 5), id: 'w0' }] })).toMatchObject({ code: 'id-taken' });
    expect(bad({ words: [{ ...other('a', 5), speaker: 'S9' }] })).toMatchObject({ code: 'speaker-unknown' });
    expect(bad({ words: [other(' a', 5)] })).toMatchObject({ code: 'operation-invalid' });
    expect(bad({ endMs: undefined })).toMatchObject({ code: 'operation-invalid' });
  });

  it('is done again after a re-run where the cue says the same, and is a conflict where it does not', () => {
    const same = { ...talk(), words: talk().words.map((one) => ({ ...one, id: `x${one.id}` })) };
    const cues = talk().cues.map((cue) => ({ ...cue, id: `x${cue.id}`, wordIds: cue.wordIds.map((id) => `x${id}`) }));
    const again = replayOperations({ ...same, cues }, [operation], { before: talk() });
    expect(again.conflicts).toEqual([]);
    expect(again.document.cues[1]).toMatchObject({ id: 'xc2', lines: ['No.', 'Yes, sir.'] });
    const changed = { ...talk(), cues: talk().cues.map((cue) => ({ ...cue, lines: [`not ${cue.id}`] })) };
    const lost = replayOperations(changed, [operation], { before: talk() });
    expect(lost.conflicts).toMatchObject([{ operation, code: 'changed-meanwhile' }]);
  });
});
