import { expect, it } from 'vitest';
import { createWhisperTokenizer } from './tokenizer.ts';
import { groupWords } from './word-groups.ts';

// Byte-level spelling: `Ġ` is a space, `Ã` the byte C3, `©` the byte A9, `ħ` the byte 87.
const PIECES = ['Ġnine', 'Ġeight', 'Ã', '©', 'ħ', 'Ġ', 'ĠÃ'];
const tokenizer = createWhisperTokenizer(
  {
    tokens: Object.fromEntries(PIECES.map((piece, id) => [piece, id])),
    added: ['<|endoftext|>', '<|startoftranscript|>', '<|nospeech|>', '<|notimestamps|>'].map((content, i) => ({
      id: PIECES.length + i,
      content,
    })),
  },
  { isMultilingual: undefined, noTimestampsTokenId: undefined },
);
const wordsOf = (...pieces: string[]): string[] =>
  groupWords(
    tokenizer,
    pieces.map((piece) => PIECES.indexOf(piece)),
    'en',
  ).map((word) => word.text);

it('joins bytes to characters and characters to words', () => {
  expect(wordsOf('Ġnine', 'Ã', '©', 'Ġeight')).toEqual(['nineé', 'eight']);
});

it('shows no byte that is part of no character, and makes no word of such bytes alone', () => {
  expect(wordsOf('Ġnine', 'ħ', 'Ġeight')).toEqual(['nine', 'eight']);
  expect(wordsOf('Ġnine', 'ĠÃ')).toEqual(['nine']);
});
