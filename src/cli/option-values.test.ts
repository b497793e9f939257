import { describe, expect, it } from 'vitest';
import { collected, redecodeBudget, rolesRule, wholeNumberOr } from './option-values.ts';

describe('options that may be given several times', () => {
  it('take rules whose braces are whole, and say what is wrong with others', () => {
    expect(rolesRule('*_left*=agent,customer', ['{agent}-{customer}'])).toHaveLength(2);
    for (const half of ['{agent', 'agent}', '{agent}-{customer', '{a{b}'])
      expect(() => rolesRule(half, []), half).toThrow('a brace of it has no other half');
  });

  it('speak of a text where any text will do', () => {
    expect(() => collected('', [])).toThrow('It takes a text of up to 200 characters');
  });
});

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
