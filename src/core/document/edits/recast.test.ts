import { describe, expect, it } from 'vitest';
import type { Word } from '../../timeline/types.ts';
import { lintDocument } from '../lint.ts';
import type { VoxlaneDocument } from '../types.ts';
import { applyOperation, undoOperations } from './apply.ts';

const word = (n: number, text: string): Word => ({
  id: `w${n}`,
  startMs: n * 1000,
  endMs: n * 1000 + 800,
  text,
  confidence: 0.9,
  timing: 'dtw',
  engine: 'e',
  speaker: 'S1',
});

/** Six words of one speaker in two cues; a third cue has no words. */
const DOCUMENT: VoxlaneDocument = {
  format: 'voxlane-document',
  version: 1,
  media: { name: 'a.wav', contentId: 'x', durationMs: 10_000, channels: 1 },
  profile: 'netflix-en',
  speakers: [
    { id: 'S1', name: 'Anna' },
    { id: 'S2', name: 'Speaker 2' },
  ],
  words: ['one', 'two', 'three', 'four', 'five', 'six'].map((text, n) => word(n, text)),
  turns: [
    { startMs: 0, endMs: 6000, speaker: 'S1' },
    { startMs: 7000, endMs: 8000, speaker: 'S2' },
  ],
  exclusiveTurns: [
    { startMs: 0, endMs: 6000, speaker: 'S1' },
    { startMs: 7000, endMs: 8000, speaker: 'S2' },
  ],
  cues: [
    { id: 'c1', startMs: 0, endMs: 2800, lines: ['one two three'], speaker: 'S1', wordIds: ['w0', 'w1', 'w2'] },
    {
      id: 'c2',
      startMs: 3000,
      endMs: 5800,
      lines: ['she says more than that'],
      speaker: 'S1',
      wordIds: ['w3', 'w4', 'w5'],
    },
    { id: 'c3', startMs: 7000, endMs: 8000, lines: ['by hand'], speaker: 'S2', wordIds: [] },
  ],
  dropped: [],
  alerts: [],
  provenance: [],
};

const turns = [
  { startMs: 0, endMs: 1900, speaker: 'S1' },
  { startMs: 1900, endMs: 4900, speaker: 'S3' },
  { startMs: 4900, endMs: 8000, speaker: 'S1' },
];
const RECAST = { kind: 'recast', turns, exclusiveTurns: turns, wishes: { speakers: 2 } } as const;

function apply(operation: unknown) {
  const result = applyOperation(DOCUMENT, operation);
  if (result.kind === 'refused') throw new Error(result.reason);
  return result;
}

describe('giving a track new turns', () => {
  it('gives words, cues and the list of speakers what follows from them', () => {
    const { document } = apply(RECAST);
    expect(document.words.map(({ speaker }) => speaker)).toEqual(['S1', 'S1', 'S3', 'S3', 'S3', 'S1']);
    expect(document.speakers).toEqual([
      { id: 'S1', name: 'Anna' },
      { id: 'S3', name: 'Speaker 3' },
    ]);
    expect(document.speakerWishes).toEqual([{ speakers: 2 }]);
    expect(lintDocument(document)).toEqual([]);
  });

  it('splits a cue where the speaker changes, and keeps one together whose text is not that of its words', () => {
    const { document } = apply(RECAST);
    expect(document.cues.map(({ startMs, endMs, lines, speaker }) => [startMs, endMs, lines[0], speaker])).toEqual([
      [0, 2000, 'one two', 'S1'],
      [2000, 2800, 'three', 'S3'],
      [3000, 5800, 'she says more than that', 'S3'],
      [7000, 8000, 'by hand', 'S1'],
    ]);
  });

  it('is taken back exactly', () => {
    const { document, inverse } = apply(RECAST);
    expect(undoOperations(document, [inverse])).toEqual(DOCUMENT);
  });

  it('leaves other tracks alone', () => {
    const { document } = apply({ ...RECAST, channel: 1, turns: [], exclusiveTurns: [] });
    expect(document.turns).toEqual(DOCUMENT.turns);
    expect(document.words).toEqual(DOCUMENT.words);
    expect(document.speakerWishes).toEqual([{ speakers: 2, channel: 1 }]);
  });

  it('is refused for turns that make no sense', () => {
    const bad = (list: unknown) => applyOperation(DOCUMENT, { ...RECAST, exclusiveTurns: list });
    expect(bad([{ startMs: 5, endMs: 5, speaker: 'S1' }])).toMatchObject({ code: 'times-reversed' });
    expect(bad([{ startMs: 0, endMs: 90_000, speaker: 'S1' }])).toMatchObject({ code: 'times-outside-media' });
    const [a, b] = [turns[0], { startMs: 1000, endMs: 2000, speaker: 'S3' }];
    expect(bad([a, b])).toMatchObject({ code: 'turns-not-exclusive' });
    expect(bad([b, a])).toMatchObject({ code: 'turns-unordered' });
    expect(bad([{ startMs: 0, endMs: 5, speaker: '' }])).toMatchObject({ code: 'operation-invalid' });
  });
});
