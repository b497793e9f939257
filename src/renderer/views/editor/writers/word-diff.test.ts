import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DiffWord, diffWords } from './word-diff.ts';

const shown = (lines: readonly (readonly DiffWord[])[]): string[] =>
  lines.map((line) => line.map(({ text, isSame }) => (isSame ? text : `[${text}]`)).join(' '));

it('marks what differs on both sides, whatever the lines and tags', () => {
  const { before, after, isSame } = diffWords(['<i>one two</i>', 'three'], ['one too three', 'four']);
  expect([shown(before), shown(after)]).toEqual([
    ['one [two]', 'three'],
    ['one [too] three', '[four]'],
  ]);
  expect(isSame).toBe(false);
});

it('is the same where only the lines differ, and against nothing all is new', () => {
  expect(diffWords(['one two'], ['one', 'two']).isSame).toBe(true);
  expect(diffWords([], ['one'])).toMatchObject({ isSame: false, after: [[{ text: 'one', isSame: false }]] });
});

it('keeps every word, and as many are the same on both sides', () => {
  const text = fc.array(
    fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(text, text, (old, now) => {
      const { before, after } = diffWords(old, now);
      const same = (lines: readonly (readonly DiffWord[])[]): string[] =>
        lines.flat().flatMap(({ text: word, isSame }) => (isSame ? [word] : []));
      expect(before.map((line) => line.map(({ text: word }) => word).join(' '))).toEqual(old);
      expect(after.map((line) => line.map(({ text: word }) => word).join(' '))).toEqual(now);
      expect(same(before)).toEqual(same(after));
    }),
  );
});
