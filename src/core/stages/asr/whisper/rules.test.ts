import { describe, expect, it } from 'vitest';
import { applyRules, type TokenRules } from './rules.ts';

/** Ids 0-4 text, 5 end, 6-7 control, 10 and up timestamps. */
const RULES: TokenRules = {
  eot: 5,
  timestampBegin: 10,
  timestamps: true,
  suppressed: Int32Array.of(3, 6, 7, 8, 9),
  beginSuppressed: Int32Array.of(0, 5),
  maxInitialTimestamp: 2,
};

/** Ids still allowed; text is made much likelier than timestamps unless `stamps` says otherwise. */
function allowed(generated: readonly number[], rules: TokenRules = RULES, stamps = -50): number[] {
  const logits = new Float32Array(20).fill(0);
  logits.fill(stamps, rules.timestampBegin);
  applyRules(logits, generated, rules);
  return [...logits.keys()].filter((id) => logits[id] !== -Infinity);
}

const TEXT_AND_END = [0, 1, 2, 4, 5];

describe('applyRules', () => {
  it('starts with a timestamp up to the limit, or any when there is none', () => {
    expect(allowed([])).toEqual([10, 11, 12]);
    expect(allowed([], { ...RULES, maxInitialTimestamp: undefined })).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it('wants text (or the end) after an opening timestamp', () => {
    expect(allowed([10])).toEqual(TEXT_AND_END);
    expect(allowed([10, 1, 12, 12])).toEqual(TEXT_AND_END);
  });

  it('closes pairs: after a closing timestamp only the end or a timestamp not before it', () => {
    expect(allowed([10, 1, 14])).toEqual([5, 14, 15, 16, 17, 18, 19]);
  });

  it('never goes back, and a segment lasts at least one step', () => {
    expect(allowed([12, 1])).toEqual([...TEXT_AND_END, 13, 14, 15, 16, 17, 18, 19]);
  });

  it('forces a timestamp when together they outweigh the best text token', () => {
    // Seven timestamps at -1 sum to e^0.95, more than any single text token at 0.
    expect(allowed([12, 1], RULES, -1)).toEqual([13, 14, 15, 16, 17, 18, 19]);
    // Seven at -2.1 sum to e^-0.15, less than text at 0.
    expect(allowed([12, 1], RULES, -2.1)).toContain(1);
  });

  it('without timestamps only the suppress lists act, the begin list only at the beginning', () => {
    const plain = { ...RULES, timestamps: false };
    expect(allowed([], plain)).toEqual([1, 2, 4, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(allowed([1], plain)).toEqual([0, 1, 2, 4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });
});
