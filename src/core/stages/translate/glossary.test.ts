import { describe, expect, it } from 'vitest';
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
