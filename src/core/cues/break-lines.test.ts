import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines } from './break-lines.ts';
import { findProfile, type RuleProfile } from './profiles.ts';
import { lineWidth } from './text-measure.ts';

function profile(id: string): RuleProfile {
  const found = findProfile(id);
  if (found === undefined) throw new Error(id);
  return found;
}
const netflix = profile('netflix-en');

describe('breakLines', () => {
  it('keeps what fits on one line', () => {
    expect(breakLines('Can you believe it? I cannot.', netflix, 'en')).toEqual(['Can you believe it? I cannot.']);
    expect(breakLines('   ', netflix)).toEqual([]);
  });

  it.each([
    ['after punctuation', 'en', 'When we finally got there, the whole house was dark.', 'When we finally got there,'],
    [
      'before a conjunction',
      'en',
      'They had been waiting all day and nobody came home.',
      'They had been waiting all day',
    ],
    [
      'before a preposition',
      'en',
      'The children walked slowly through beautiful gardens.',
      'The children walked slowly',
    ],
    [
      'not inside article + noun',
      'fr',
      'Nous avons regard\u00e9 ensemble la grande maison blanche.',
      'Nous avons regard\u00e9 ensemble',
    ],
    [
      'not between preposition and object',
      'de',
      'Gestern sind wir alle zusammen ohne Regenschirm gelaufen.',
      'Gestern sind wir alle zusammen',
    ],
    [
      'before a Spanish conjunction',
      'es',
      'Ayer fuimos todos al mercado pero nadie compr\u00f3 nada.',
      'Ayer fuimos todos al mercado',
    ],
    [
      'before an Italian conjunction',
      'it',
      'Ieri siamo andati al mercato ma nessuno ha comprato niente.',
      'Ieri siamo andati al mercato',
    ],
    [
      'before a Portuguese conjunction',
      'pt',
      'Ontem fomos todos ao mercado mas ningu\u00e9m comprou nada.',
      'Ontem fomos todos ao mercado',
    ],
    [
      'before a Dutch conjunction',
      'nl',
      'Gisteren gingen we naar de markt maar niemand kocht iets.',
      'Gisteren gingen we naar de markt',
    ],
    [
      'before a Turkish conjunction',
      'tr',
      'D\u00fcn hepimiz pazara gittik ama kimse bir \u015fey almad\u0131.',
      'D\u00fcn hepimiz pazara gittik',
    ],
  ])('breaks %s (%s)', (_, language, text, firstLine) => {
    expect(breakLines(text, netflix, language)[0]).toBe(firstLine);
  });

  it('keeps first and last name, title and name, number and unit together', () => {
    expect(breakLines('Yesterday evening I met Martin Freeman near here.', netflix, 'en')).not.toContain(
      'Yesterday evening I met Martin',
    );
    expect(breakLines('That is something only the old Dr. Watson could say.', netflix, 'en')[0]).not.toMatch(/Dr\.$/u);
    expect(breakLines('We were driving along at exactly 120 kilometres there.', netflix, 'en')[0]).not.toMatch(/120$/u);
  });

  it('keeps a Turkish question particle and a French question mark with their word', () => {
    const shorts = profile('shorts');
    for (const line of breakLines('Bu ak\u015fam bize gelecek misin yoksa', shorts, 'tr'))
      expect(line).not.toMatch(/^misin/u);
    expect(breakLines('Vous partez demain matin ?', { ...shorts, maxCpl: 24 }, 'fr').at(-1)).toMatch(/\S ?\?$/u);
    expect(breakLines('Vous partez demain matin ?', shorts, 'fr')).not.toContain('?');
  });

  it('prefers a longer lower line over a longer upper one', () => {
    const [upper = '', lower = ''] = breakLines('aaaa bbbb cccc dddd eeee ffff gggg', { ...netflix, maxCpl: 24 });
    expect([upper, lower]).toEqual(['aaaa bbbb cccc', 'dddd eeee ffff gggg']);
  });

  it('breaks Chinese between words, never before closing punctuation or a particle', () => {
    const text =
      '\u6211\u4ece\u6765\u6ca1\u6709\u8bf4\u8fc7\u6211\u4eec\u5e94\u8be5\u53bb\u5c71\u4e0a\u7684\u5927\u623f\u5b50\uff0c\u4f46\u662f\u5979\u8ba4\u4e3a\u3002';
    const lines = breakLines(text, profile('netflix-zh'), 'zh');
    expect(lines.join('')).toBe(text);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(lineWidth(line, profile('netflix-zh'))).toBeLessThanOrEqual(16);
      expect(line).not.toMatch(/^[\uff0c\u3002\u7684]/u);
    }
  });

  it('halves the columns for wide characters under Latin profiles', () => {
    const lines = breakLines('\u4e2d'.repeat(30), netflix);
    expect(lines.map((line) => line.length)).toEqual([15, 15]);
  });

  it('gives an overlong word its own line and too much text more lines, losing nothing', () => {
    const long = 'x'.repeat(60);
    expect(breakLines(`see ${long} there`, netflix)).toEqual(['see', long, 'there']);
    const text = Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ');
    expect(breakLines(text, netflix).length).toBeGreaterThan(2);
    expect(breakLines(text, netflix).join(' ')).toBe(text);
  });

  it('keeps every word and the fewest possible lines, for any text', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', 'the', ',', '.', '\u4f60', '\u00e9'),
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20, size: 'max' }), (tokens) => {
        const lines = breakLines(tokens.join(' '), netflix, 'en');
        expect(lines.join(' ').replaceAll(' ', '')).toBe(tokens.join(''));
        if (lines.length > 1) {
          const total = lineWidth(tokens.join(' '), netflix);
          expect(total).toBeGreaterThan(netflix.maxCpl);
        }
        for (const line of lines) if (line.includes(' ')) expect(lineWidth(line, netflix)).toBeLessThanOrEqual(42);
      }),
    );
  });
});
