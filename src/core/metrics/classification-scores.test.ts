import { describe, expect, it } from 'vitest';
import { classificationScores } from './classification-scores.ts';

const pairsOf = (counts: readonly (readonly [string, string, number])[]) =>
  counts.flatMap(([reference, hypothesis, count]) => Array.from({ length: count }, () => ({ reference, hypothesis })));

describe('classificationScores', () => {
  it('gives the kappa of the textbook: 20 and 15 agreed, 5 and 10 not, of 50', () => {
    const scores = classificationScores(
      pairsOf([
        ['yes', 'yes', 20],
        ['yes', 'no', 5],
        ['no', 'yes', 10],
        ['no', 'no', 15],
      ]),
    );
    expect(scores).toMatchObject({ compared: 50, accuracy: 0.7 });
    expect(scores.kappa).toBeCloseTo(0.4, 10);
    const [no, yes] = scores.labels;
    expect(yes).toMatchObject({ label: 'yes', count: 25, precision: 20 / 30, recall: 20 / 25 });
    expect(yes?.f1).toBeCloseTo(40 / 55, 10);
    expect(no).toMatchObject({ count: 25, precision: 15 / 20, recall: 15 / 25 });
    expect(scores.macroF1).toBeCloseTo((40 / 55 + 30 / 45) / 2, 10);
  });

  it('is 0 for what chance gives, negative for the opposite, and has no kappa for one label', () => {
    expect(
      classificationScores(
        pairsOf([
          ['a', 'a', 5],
          ['a', 'b', 5],
          ['b', 'a', 5],
          ['b', 'b', 5],
        ]),
      ).kappa,
    ).toBeCloseTo(0, 10);
    expect(
      classificationScores(
        pairsOf([
          ['a', 'b', 5],
          ['b', 'a', 5],
        ]),
      ).kappa,
    ).toBeCloseTo(-1, 10);
    expect(classificationScores(pairsOf([['a', 'a', 5]]))).toEqual({
      compared: 5,
      accuracy: 1,
      macroF1: 1,
      labels: [{ label: 'a', count: 5, precision: 1, recall: 1, f1: 1 }],
    });
  });

  it('has no precision for a label that nobody gave, and no recall for one that nobody wanted', () => {
    const { labels, macroF1 } = classificationScores(
      pairsOf([
        ['a', 'b', 1],
        ['c', 'c', 1],
      ]),
    );
    expect(labels).toEqual([
      { label: 'a', count: 1, recall: 0, f1: 0 },
      { label: 'b', count: 0, precision: 0, f1: 0 },
      { label: 'c', count: 1, precision: 1, recall: 1, f1: 1 },
    ]);
    expect(macroF1).toBe(0.5);
    expect(classificationScores([])).toMatchObject({ compared: 0, accuracy: 0 });
  });
});
