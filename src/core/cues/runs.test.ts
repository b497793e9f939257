import { describe, expect, it } from 'vitest';
import type { Word } from '../timeline/types.ts';
import { splitRuns } from './runs.ts';

const makeWord = (id: string, text: string, startMs: number, endMs: number, more: Partial<Word> = {}): Word => ({
  id,
  text,
  startMs,
  endMs,
  confidence: 1,
  timing: 'dtw',
  engine: 'test',
  ...more,
});

const ids = (words: Parameters<typeof splitRuns>[0], pause = 1000) =>
  splitRuns(words, pause).map((run) => run.words.map(({ word }) => word.id).join(' '));

describe('splitRuns', () => {
  it('splits where the speaker changes, also for no time at all', () => {
    const words = [
      makeWord('a', 'x', 0, 100, { speaker: 'S1' }),
      makeWord('b', 'x', 100, 100, { speaker: 'S2' }),
      makeWord('c', 'x', 100, 200, { speaker: 'S1' }),
    ];
    expect(ids(words)).toEqual(['a', 'b', 'c']);
  });

  it('splits at silences longer than the limit, not at the limit', () => {
    const words = [makeWord('a', 'x', 0, 100), makeWord('b', 'x', 1100, 1200), makeWord('c', 'x', 2201, 2300)];
    expect(ids(words)).toEqual(['a b', 'c']);
  });

  it('keeps sentences of two channels whole where both talk at once', () => {
    const left = [0, 500, 1000].map((at, i) => makeWord(`l${i}`, 'x', at, at + 480, { channel: 0, speaker: 'A' }));
    const right = [200, 700].map((at, i) => makeWord(`r${i}`, 'x', at, at + 300, { channel: 1, speaker: 'B' }));
    expect(ids([...left, ...right])).toEqual(['l0 l1 l2', 'r0 r1']);
  });

  it('lets another channel\u2019s answer end a run when it falls into the silence', () => {
    const words = [
      makeWord('l0', 'x', 0, 400, { channel: 0, speaker: 'A' }),
      makeWord('r0', 'x', 500, 700, { channel: 1, speaker: 'B' }),
      makeWord('l1', 'x', 900, 1000, { channel: 0, speaker: 'A' }),
    ];
    expect(ids(words)).toEqual(['l0', 'r0', 'l1']);
  });

  it('keeps text order within a channel and levels times that run backwards', () => {
    const words = [makeWord('a', 'x', 500, 600), makeWord('b', 'x', 480, 560), makeWord('c', 'x', -5, 700.4)];
    const [run] = splitRuns(words, 1000);
    expect(run?.words.map(({ word, startMs, endMs }) => [word.id, startMs, endMs])).toEqual([
      ['a', 500, 600],
      ['b', 500, 560],
      ['c', 500, 700],
    ]);
  });

  it('knows when the next word of anyone starts', () => {
    const words = [
      makeWord('a', 'x', 0, 100, { speaker: 'S1' }),
      makeWord('b', 'x', 900, 950, { speaker: 'S2' }),
      makeWord('c', 'x', 1200, 1300, { speaker: 'S1' }),
    ];
    expect(splitRuns(words, 1000).map((run) => run.nextStartMs)).toEqual([900, 1200, Infinity]);
  });
});
