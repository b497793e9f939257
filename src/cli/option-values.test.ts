import { describe, expect, it } from 'vitest';
import { redecodeBudget, wholeNumberOr } from './option-values.ts';

describe('options that take a number or a word', () => {
  it('give either', () => {
    expect(['auto', 'off', '30'].map(redecodeBudget)).toEqual(['auto', 'off', 30]);
    expect(wholeNumberOr('auto', 1, 50)('auto')).toBe('auto');
  });

  it('name the words when they get neither', () => {
    for (const wrong of ['x', '0', '1.5', '86401', ''])
      expect(() => redecodeBudget(wrong), wrong).toThrow('It takes auto, off, or a whole number from 1 to 86400.');
    expect(() => wholeNumberOr('auto', 1, 50)('51')).toThrow('auto');
  });
});
