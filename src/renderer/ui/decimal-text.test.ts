import { expect, it } from 'vitest';
import { decimalText } from './decimal-text.ts';

it('writes decimals as each language does, and never groups', () => {
  expect(['en', 'fr', 'tr'].map((language) => decimalText(1234.56, 1, language))).toEqual([
    '1234.6',
    '1234,6',
    '1234,6',
  ]);
  expect([decimalText(2, 2, 'fr'), decimalText(Infinity, 1, 'en')]).toEqual(['2,00', '∞']);
});
