import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparable } from '../../llm/similarity.ts';
import { missedTerms, termsIn } from './glossary.ts';
import { readGlossary } from './read-glossary.ts';

describe('terms of a text', () => {
  const glossary = [
    { source: 'York', target: 'York' },
    { source: 'New York', target: 'New York' },
    { source: 'Boğaz', target: 'le Bosphore' },
    { source: 'el', target: 'la main' },
  ];

  it('are found with endings, in any case and accents, longest first; short ones only as whole words', () => {
    expect(termsIn('BOĞAZ’DA bir ev, new york gibi', glossary).map(({ source }) => source)).toEqual([
      'New York',
      'Boğaz',
      'York',
    ]);
    expect(termsIn('elma', glossary)).toEqual([]);
    expect(termsIn('bir el.', glossary).map(({ source }) => source)).toEqual(['el']);
  });

  it('are found anywhere in a text without spaces', () => {
    const towns = [
      { source: '東京', target: 'โตเกียว' },
      { source: 'York', target: '约克' },
    ];
    expect(termsIn('昨日は東京に行った。', towns).map(({ source }) => source)).toEqual(['東京']);
    expect(missedTerms('東京に', 'เมื่อวานไปโตเกียวมา', towns)).toEqual([]);
    expect(missedTerms('in York', '我住在约克。', towns)).toEqual([]);
    expect(missedTerms('in York', '我住在伦敦。', towns).map(({ source }) => source)).toEqual(['York']);
  });

  it('are missed where the translation says something else; one inside a longer one is not asked for', () => {
    expect(missedTerms('Boğaz’da', 'au Bosphore', glossary).map(({ source }) => source)).toEqual(['Boğaz']);
    expect(missedTerms('Boğaz’da', 'vers le Bosphore', glossary)).toEqual([]);
    expect(missedTerms('New York’ta', 'à New York', glossary)).toEqual([]);
  });

  const missed = (source: string, translation: string, ...terms: readonly [string, string][]): string[] =>
    missedTerms(
      source,
      translation,
      terms.map(([of, target]) => ({ source: of, target })),
    ).map(({ target }) => target);

  it('are read through formatting', () => {
    expect(missed('the <i>Dauntless</i>', 'l’<i>Intrépide</i>', ['the Dauntless', 'l’Intrépide'])).toEqual([]);
    expect(missed('HMS <i>Dauntless</i>', 'le navire', ['HMS Dauntless', 'HMS Dauntless'])).toEqual(['HMS Dauntless']);
  });

  it('are said by any of their translations, where the glossary has several', () => {
    const both: [string, string][] = [
      ['kardeş', 'frère'],
      ['kardeş', 'sœur'],
    ];
    expect(missed('Kardeşim', 'Ma sœur', ...both)).toEqual([]);
    expect(missed('Kardeşim', 'Mon ami', ...both)).toEqual(['frère']);
  });

  it('may begin anywhere where words are not set apart, and are not looked for as mere signs', () => {
    expect(missed('the harbour', '彼は港町にいる', ['harbour', '港'])).toEqual([]);
    expect(missed('彼は港町にいる', 'il est ici', ['港町', 'port'])).toEqual(['port']);
    expect(missed('the harbour', '彼はここにいる', ['harbour', '港'])).toEqual(['港']);
    expect(missed('a heart', 'rien', ['heart', '♥'])).toEqual([]);
  });

  it('are found as if each were looked for by itself', () => {
    const word = fc.constantFrom(
      'a',
      'el',
      'elm',
      'Elma',
      'elmas',
      'Boğaz',
      'boga',
      'új',
      'ı',
      'New',
      'York',
      '11',
      '…',
    );
    const phrase = (most: number) => fc.array(word, { minLength: 1, maxLength: most }).map((words) => words.join(' '));
    const terms = fc.array(
      phrase(3).map((source) => ({ source, target: 'x' })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(phrase(8), terms, (text, all) => {
        const words = ` ${comparable(text)} `;
        const expected = all.filter(({ source }) => {
          const wanted = comparable(source);
          return wanted !== '' && words.includes(wanted.length <= 2 ? ` ${wanted} ` : ` ${wanted}`);
        });
        const sources = (list: readonly { readonly source: string }[]) => list.map(({ source }) => source).toSorted();
        expect(sources(termsIn(text, all))).toEqual(sources(expected));
      }),
    );
  });
});

describe('readGlossary', () => {
  it.each([
    ['tabs', 'köprü\tpont\told one\nkedi\tchat\n'],
    ['semicolons, a title row and a comment', '\ufeffterm;translation;note\n# people\nköprü;pont;old one\nkedi;chat'],
    ['quoted commas', '"köprü",pont,"old one"\r\n"kedi","chat"\r\n'],
    ['lines that end in CR alone', 'köprü\tpont\told one\rkedi\tchat\r'],
    ['JSON', '[{"source":"köprü","target":"pont","note":"old one"},{"source":"kedi","target":"chat"}]'],
  ])('reads %s', (_, text) => {
    expect(readGlossary(text)).toEqual([
      { source: 'köprü', target: 'pont', note: 'old one' },
      { source: 'kedi', target: 'chat' },
    ]);
  });

  it('lets a later line of the same term count, and quotes hold quotes and separators', () => {
    expect(readGlossary('a,"say ""b"", now"\na,c')).toEqual([{ source: 'a', target: 'c' }]);
    expect(readGlossary('a,"say ""b"", now"')).toEqual([{ source: 'a', target: 'say "b", now' }]);
  });

  it.each(['a\tb\nonly one column\n', '[{"source": 1}]', '{"a": "b"}', '[1', `${'x'.repeat(500)}\ty`])(
    'refuses %j with a reason',
    (text) => {
      expect(() => readGlossary(text)).toThrowError(/glossary/);
    },
  );
});
