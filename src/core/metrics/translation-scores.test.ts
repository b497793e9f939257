import { describe, expect, it } from 'vitest';
import { bleu, chrF2 } from './translation-scores.ts';

describe('chrF2', () => {
  // Scores that sacreBLEU's own tests state, there with beta 3.
  it.each([
    ['aa', 'ab', 25],
    ['abcdefg', 'hijklmnop', 0],
    ['a b c', 'abc', 100],
    ['', 'reference', 0],
    ['source', '', 0],
    [
      'Die    Beziehung zwischen  Obama und Netanjahu ist nicht gerade  freundlich. ',
      'Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich.',
      64.1302698,
    ],
  ])('%j against %j', (hypothesis, reference, score) => {
    expect(chrF2([{ hypothesis, reference }], 3)).toBeCloseTo(score, 4);
  });

  it('counts over all pairs: one of two single letters right is one half', () => {
    const pairs = [
      { hypothesis: 'a', reference: 'a' },
      { hypothesis: 'b', reference: 'c' },
    ];
    expect(chrF2(pairs)).toBeCloseTo(50, 10);
  });
});

describe('bleu', () => {
  it('is the geometric mean of 3/4, 2/3, 1/2 and a smoothed 1/2 where the last of four words differs', () => {
    const expected = 100 * ((3 / 4) * (2 / 3) * (1 / 2) * (1 / 2)) ** (1 / 4);
    expect(bleu([{ hypothesis: 'this is a fest', reference: 'this is a test' }])).toBeCloseTo(expected, 10);
  });

  it('gives what sacreBLEU states for a hard sentence with split punctuation', () => {
    const hypothesis = 'Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;';
    const reference = 'producţia de zahăr brut se exprimă în zahăr alb;';
    expect(bleu([{ hypothesis, reference }])).toBeCloseTo(8.493, 2);
  });

  it('is 100 for equal texts, 0 without a common token, 0 for an empty translation', () => {
    const text = 'At 14:05, 3.5 km away - he said: "Stop!"';
    expect(bleu([{ hypothesis: text, reference: text }])).toBeCloseTo(100, 10);
    expect(bleu([{ hypothesis: 'this is a cat', reference: 'okay thanks' }])).toBe(0);
    expect(bleu([{ hypothesis: '', reference: 'okay thanks' }])).toBe(0);
  });

  it('punishes a translation that is too short', () => {
    const reference = 'one two three four five six seven eight';
    const score = bleu([{ hypothesis: 'one two three four', reference }]);
    expect(score).toBeCloseTo(100 * Math.exp(1 - 8 / 4), 10);
  });
});
