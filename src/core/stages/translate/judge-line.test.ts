import { describe, expect, it } from 'vitest';
import { judgeLine, type LineAnswer } from './judge-line.ts';
import { encodeLine } from './line-text.ts';

const SOURCE = 'Bu akşam kapıyı kapat lütfen.';
const judged = (
  answer: Partial<LineAnswer> | undefined,
  lines: readonly string[] = [SOURCE],
  others: string[] = [],
) => {
  const encoded = encodeLine(lines);
  const whole = answer === undefined ? undefined : { echo: encoded.text, text: '', ...answer };
  const verdict = judgeLine(whole, { encoded, others, source: 'tr', target: 'fr' });
  return verdict.kind === 'good' ? verdict.voices : verdict.flag;
};

describe('an answer for a line', () => {
  it.each<[string, Partial<LineAnswer> | undefined, string | string[]]>([
    ['is good as a translation', { text: 'Ferme la porte ce soir.' }, ['Ferme la porte ce soir.']],
    ['is good with the first words as echo', { echo: 'Bu aksam kapiyi', text: 'Ferme la porte.' }, ['Ferme la porte.']],
    ['is missing', undefined, 'not-translated'],
    ['is empty', { text: '  ' }, 'not-translated'],
    ['is a copy', { text: 'bu akşam kapıyı kapat lütfen' }, 'not-translated'],
    ['refuses', { text: 'Je suis désolé, je ne peux pas traduire cela.' }, 'refused'],
    ['says sorry as the line does', { text: 'Je suis désolé, ferme la porte.' }, ['Je suis désolé, ferme la porte.']],
    ['has the echo of nothing', { echo: '', text: 'Ferme la porte.' }, 'misaligned'],
    ['has the echo of something else', { echo: 'Yarın sabah erken', text: 'Ferme la porte.' }, 'misaligned'],
    ['has an address', { text: 'Ferme la porte, www.evil.example' }, 'misaligned'],
    ['has markup', { text: 'Ferme <img src=x> la porte.' }, 'misaligned'],
    ['is an essay', { text: 'Ferme la porte. '.repeat(20) }, 'misaligned'],
    ['is in another script', { text: 'Закрой дверь сегодня вечером' }, 'wrong-language'],
  ])('%s', (_name, answer, expected) => {
    expect(judged(answer)).toEqual(expected);
  });

  it('belongs to another line where its echo is like that one', () => {
    const other = 'Bu akşam kapıyı kapatma sakın.';
    expect(judged({ echo: 'Bu akşam kapıyı kapatma', text: 'Ne la ferme pas.' }, [SOURCE], [other])).toBe('misaligned');
    expect(judged({ text: 'Ferme la porte.' }, [SOURCE], [other])).toEqual(['Ferme la porte.']);
    // The copy of a neighbour is no translation either.
    expect(judged({ text: other }, [SOURCE], [other])).toBe('not-translated');
  });

  it('keeps signs that have no words, and names', () => {
    expect(judged({ echo: '', text: '...' }, ['...'])).toEqual(['...']);
    expect(judged({ text: 'Elif Kaya' }, ['Elif Kaya'])).toEqual(['Elif Kaya']);
  });
});
