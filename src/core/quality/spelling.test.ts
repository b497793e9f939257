import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newDocument } from '../document/new-document.ts';
import type { Cue } from '../timeline/types.ts';
import { misspeltIn, respelt, spellingWords } from './spelling.ts';

const cue = (id: string, ...lines: string[]): Cue => ({ id, startMs: 0, endMs: 1000, lines, wordIds: [] });
const wordsOf = (language: string, ...texts: string[]): string[] =>
  spellingWords(newDocument({ cues: texts.map((text, at) => cue(`c${at}`, ...text.split('\n'))), language }));

describe('the words that a dictionary can judge', () => {
  it.each([
    ['each once, without tags', 'one <i>two</i> {\\an8}one', ['one', 'two']],
    ['apostrophes belong to a word', 'don\u2019t l\u2019homme', ['don\u2019t', 'l\u2019homme']],
    ['no digits, no single letters', 'a 2nd mp3 x86 ok', ['ok']],
    ['no addresses or handles', 'see www.exampl.com or me@exampl.com @nobdy #tagg', ['see', 'or']],
    ['no words that break off', 'wha- I was goin\u2019 b-but so\u2014', ['was', 'but']],
    ['no abbreviations', 'the BBC and NATO\u2019s SHOUTING', ['the', 'and', 'SHOUTING']],
    ['no names inside a sentence', 'I met Zorblax. Then we left', ['met', 'Then', 'we', 'left']],
    ['a name at the beginning is known from inside', 'Zorblax came.\nwith Zorblax', ['came', 'with']],
    ['a capital says nothing at a beginning', '- Helo there', ['Helo', 'there']],
  ])('%s', (_, text, expected) => {
    expect(wordsOf('en', text)).toEqual(expected);
  });

  it('keep capitalised words of a language that writes nouns so', () => {
    expect(wordsOf('de', 'ich sah ein Hauss')).toContain('Hauss');
  });

  it('leave out the names of speakers', () => {
    const document = newDocument({
      ...{ cues: [cue('a', 'ay\u015fe\u2019nin evi, AY\u015eE')], language: 'tr' },
      speakers: [{ id: 'S1', name: 'Ay\u015fe Y\u0131lmaz' }],
    });
    expect(spellingWords(document)).toEqual(['evi']);
  });
});

describe('misspelt words', () => {
  it('are found in a cue once', () => {
    expect(misspeltIn(cue('a', 'helo <b>helo</b>', 'world'), new Set(['helo', 'other']))).toEqual(['helo']);
  });

  it('are written anew as whole words of the text, never in tags', () => {
    expect(respelt(['helo <c.helo>helo</c> helos helo\u2019s', 'Helo'], 'helo', 'hello')).toEqual([
      'hello <c.helo>hello</c> helos helo\u2019s',
      'Helo',
    ]);
    expect(respelt(['a $& b'], 'b', '$&')).toEqual(['a $& $&']);
  });

  it('come from the text as it stands, and are gone once written anew', () => {
    const text = fc.array(fc.constantFrom('ab', 'Cd', 'ef\u2019g', '<i>', '</i>', '-', '. ', '12', '\u0130k', 'x'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const one = cue('a', parts.join(' '));
        for (const word of spellingWords(newDocument({ cues: [one], language: 'en' }))) {
          expect(misspeltIn(one, new Set([word]))).toEqual([word]);
          const lines = respelt(one.lines, word, 'zzz');
          expect(misspeltIn({ ...one, lines }, new Set([word]))).toEqual([]);
        }
      }),
    );
  });
});
