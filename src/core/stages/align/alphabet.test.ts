import { describe, expect, it } from 'vitest';
import { type Alphabet, alphabetOf, spell } from './alphabet.ts';
import { STAR } from './forced-align.ts';

function alphabet(letters: string, delimiter = '|'): Alphabet {
  const tokens = ['<pad>', '<unk>', ...delimiter, ...letters];
  return alphabetOf(new Map(tokens.map((token, id) => [token, id])), 0, delimiter === '' ? undefined : delimiter);
}

function read(text: string, model: Alphabet, language?: string): string {
  const names = new Map([...model.letters].map(([letter, id]) => [id, letter]));
  return spell(text, model, language)
    .map((id) => (id === STAR ? '*' : id === model.delimiter ? '|' : (names.get(id) ?? '?')))
    .join('');
}

const ENGLISH = alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ'");
const FRENCH = alphabet("abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûœ'-");
const TURKISH = alphabet('abcçdefgğhıijklmnoöprsştuüvyz');

describe('spell', () => {
  it.each([
    ['Hello,', ENGLISH, 'en', 'HELLO'],
    ['don’t', ENGLISH, 'en', "DON'T"],
    ['“naïve”', ENGLISH, 'en', 'NAIVE'],
    ['Straße', ENGLISH, 'de', 'STRASSE'],
    ['Œuvre', FRENCH, 'fr', 'œuvre'],
    ['forty-two', ENGLISH, 'en', 'FORTY|TWO'],
    ['ÉTÉ', FRENCH, 'fr', 'été'],
    ['smörgås', FRENCH, 'fr', 'smorgas'],
    ['IŞIK', TURKISH, 'tr', 'ışık'],
    ['İzmir', TURKISH, 'tr', 'izmir'],
    ["Ankara'da", TURKISH, 'tr', 'ankarada'],
    ['привет', ENGLISH, 'ru', '*'],
    ['C3PO', ENGLISH, 'en', 'C*PO'],
    ['…', ENGLISH, 'en', '*'],
    ["'", ENGLISH, 'en', '*'],
  ])('spells %s', (text, model, language, expected) => {
    expect(read(text, model, language)).toBe(expected);
  });

  it('joins words where the model has no token between them', () => {
    expect(read('forty two', alphabet('efortyw', ''), 'en')).toBe('fortytwo');
  });

  it('refuses a vocabulary without letters', () => {
    expect(() => alphabet('123')).toThrow(expect.objectContaining({ code: 'model-unsupported' }));
  });
});
