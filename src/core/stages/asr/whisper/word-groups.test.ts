import { expect, it } from 'vitest';
import { tokenOfText } from './byte-level.ts';
import { createWhisperTokenizer } from './tokenizer.ts';
import { groupWords, type WordGroup } from './word-groups.ts';

// Byte-level spelling: `Ġ` is a space, `Ã` the byte C3, `©` the byte A9, `ħ` the byte 87.
const THAI = ['ท', 'ี', '่', 'น', 'ำ'].map(tokenOfText);
const PIECES = ['Ġnine', 'Ġeight', 'Ã', '©', 'ħ', 'Ġ', 'ĠÃ', ...THAI];
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
const wordsOf = (...pieces: string[]): string[] => wordsIn('en', pieces).map((word) => word.text);

function wordsIn(language: string, pieces: readonly string[]): WordGroup[] {
  const ids = pieces.map((piece) => PIECES.indexOf(piece));
  return groupWords(tokenizer, ids, language);
}

it('joins bytes to characters and characters to words', () => {
  expect(wordsOf('Ġnine', 'Ã', '©', 'Ġeight')).toEqual(['nineé', 'eight']);
});

it('shows no byte that is part of no character, and makes no word of such bytes alone', () => {
  expect(wordsOf('Ġnine', 'ħ', 'Ġeight')).toEqual(['nine', 'eight']);
  expect(wordsOf('Ġnine', 'ĠÃ')).toEqual(['nine']);
});

it('leaves the marks of a script without spaces on the letters they stand on', () => {
  expect(wordsIn('th', THAI)).toEqual([
    { from: 0, to: 3, text: 'ที่', spaceBefore: false },
    { from: 3, to: 5, text: 'นำ', spaceBefore: false },
  ]);
});
