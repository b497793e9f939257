import { describe, expect, it } from 'vitest';
import { alikePairs } from './alike-pairs.ts';

const speakers = ['S1', 'S2', 'S3'].map((id) => ({ id, name: id }));
const review = (...alike: [string, number][]) => ({
  samples: [],
  alike: alike.map(([speaker, similarity]) => ({ speaker, similarity })),
});

describe('alikePairs', () => {
  const reviews = new Map([
    ['S1', review(['S2', 0.75], ['S3', 0.9])],
    ['S2', review(['S1', 0.75], ['S3', 0.2])],
    ['S3', review(['S1', 0.9], ['S2', 0.2], ['S9', 0.99])],
  ]);

  it('names each pair once, most alike first, and nobody who is gone or unlike', () => {
    const pairs = alikePairs(speakers, reviews, new Set());
    expect(pairs.map(({ a, b }) => [a.id, b.id])).toEqual([
      ['S1', 'S3'],
      ['S1', 'S2'],
    ]);
  });

  it('leaves out what was said no to', () => {
    const [first] = alikePairs(speakers, reviews, new Set());
    const left = alikePairs(speakers, reviews, new Set([first?.key ?? '']));
    expect(left.map(({ b }) => b.id)).toEqual(['S2']);
  });

  it('asks about speakers of one name first, each with the first of it and not once more for their voices', () => {
    const named = ['Anna', 'Ben', ' anna', 'ANNA'].map((name, index) => ({ id: `S${index + 1}`, name }));
    const voices = new Map([['S1', review(['S3', 0.95], ['S2', 0.8])]]);
    const asked = (dismissed: readonly string[]) =>
      alikePairs(named, voices, new Set(dismissed)).map(({ a, b, similarity }) => [a.id, b.id, similarity]);
    expect(asked([])).toEqual([
      ['S1', 'S3', undefined],
      ['S1', 'S4', undefined],
      ['S1', 'S2', 0.8],
    ]);
    expect(asked(['S1 S3'])).toEqual([
      ['S1', 'S4', undefined],
      ['S1', 'S2', 0.8],
    ]);
  });
});
