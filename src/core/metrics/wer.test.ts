import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignTokens } from './align-tokens.ts';
import { wordErrorRate } from './wer.ts';

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

describe('wordErrorRate', () => {
  it('agrees with jiwer where words were dropped', () => {
    expect(wordErrorRate(words('this is a test'), words('this test'))).toMatchObject({
      wer: 0.5,
      mer: 0.5,
      wil: 0.5,
      hits: 2,
      deletions: 2,
      substitutions: 0,
      insertions: 0,
    });
  });

  it('agrees with jiwer where the hypothesis is longer: 6 words against 10, 3 shared', () => {
    const result = wordErrorRate(words('a b c d e f'), words('a b c u v w x y z zz'));
    expect(result).toMatchObject({ hits: 3, substitutions: 3, insertions: 4, deletions: 0 });
    expect(result.wer).toBeCloseTo(7 / 6, 12);
    expect(result.mer).toBeCloseTo(0.7, 12);
    expect(result.wil).toBeCloseTo(0.85, 12);
  });

  it('says which word went where', () => {
    expect(wordErrorRate(words('one two three four'), words('one tree four five')).alignment).toEqual([
      { kind: 'hit', reference: 0, hypothesis: 0 },
      { kind: 'deletion', reference: 1 },
      { kind: 'substitution', reference: 2, hypothesis: 1 },
      { kind: 'hit', reference: 3, hypothesis: 2 },
      { kind: 'insertion', hypothesis: 3 },
    ]);
  });

  it('prefers hits among alignments with equally few edits', () => {
    expect(wordErrorRate(words('a b'), words('b c'))).toMatchObject({ hits: 1, deletions: 1, insertions: 1 });
  });

  it('defines the empty cases', () => {
    expect(wordErrorRate([], [])).toMatchObject({ wer: 0, mer: 0, wil: 0 });
    expect(wordErrorRate([], ['a'])).toMatchObject({ wer: 1, mer: 1, wil: 1, insertions: 1 });
    expect(wordErrorRate(['a', 'b'], [])).toMatchObject({ wer: 1, mer: 1, wil: 1, deletions: 2 });
  });
});

const tokens = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 60, size: 'max' });

/** Textbook full-table Levenshtein distance. */
function distance(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  a.forEach((x, i) => {
    const next = [i + 1];
    b.forEach((y, j) => {
      next.push(Math.min((row[j] ?? 0) + (x === y ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}

describe('alignment properties', () => {
  it('uses as few edits as the full table', () => {
    fc.assert(
      fc.property(tokens, tokens, (ref, hyp) => {
        const steps = alignTokens(ref, hyp);
        expect(steps.filter((step) => step.kind !== 'hit').length).toBe(distance(ref, hyp));
        expect(steps.flatMap((step) => ('reference' in step ? [step.reference] : []))).toEqual([...ref.keys()]);
        expect(steps.flatMap((step) => ('hypothesis' in step ? [step.hypothesis] : []))).toEqual([...hyp.keys()]);
        for (const step of steps) {
          if (step.kind === 'hit') expect(ref[step.reference]).toBe(hyp[step.hypothesis]);
          if (step.kind === 'substitution') expect(ref[step.reference]).not.toBe(hyp[step.hypothesis]);
        }
      }),
    );
  });

  it('finds the optimum when everything differs and one side is much longer', () => {
    const ref = Array.from({ length: 300 }, (_, i) => `r${i}`);
    const hyp = Array.from({ length: 120 }, (_, i) => `h${i}`);
    expect(wordErrorRate(ref, hyp)).toMatchObject({ substitutions: 120, deletions: 180, insertions: 0, hits: 0 });
  });

  it('swaps deletions and insertions with the sides and is 0 only for equal lists', () => {
    fc.assert(
      fc.property(tokens, tokens, (ref, hyp) => {
        const forth = wordErrorRate(ref, hyp);
        const back = wordErrorRate(hyp, ref);
        expect([back.hits, back.substitutions, back.insertions, back.deletions]).toEqual([
          forth.hits,
          forth.substitutions,
          forth.deletions,
          forth.insertions,
        ]);
        expect(back.wil).toBeCloseTo(forth.wil, 12);
        expect(forth.wer === 0).toBe(ref.join() === hyp.join());
        expect(forth.mer).toBeLessThanOrEqual(1);
        expect(forth.wil).toBeGreaterThanOrEqual(forth.mer - 1e-12);
      }),
    );
  });
});
