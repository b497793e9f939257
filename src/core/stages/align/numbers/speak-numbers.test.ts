import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenForms } from './speak-numbers.ts';

describe('spokenForms', () => {
  it.each([
    ['en', '0', 'zero'],
    ['en', '42', 'forty-two'],
    ['en', '1,234,567', 'one million two hundred thirty-four thousand five hundred sixty-seven'],
    ['en', '3.14', 'three point one four'],
    ['en', '1984', 'nineteen eighty-four'],
    ['en', '1905', 'nineteen oh five'],
    ['en', '2005', 'two thousand five'],
    ['en', '1900', 'nineteen hundred'],
    ['en', '21st', 'twenty-first'],
    ['en', '$5', 'five dollars'],
    ['en', '50%', 'fifty percent'],
    ['en', '14:05', 'fourteen oh five'],
    ['en', '-7', 'minus seven'],
    ['en', '007', 'zero zero seven'],
    ['en', '5551234', 'five five five one two three four'],
    ['en', '2000000000', 'two billion'],
    ['en', '(12),', '( twelve ),'],
    ['en', '5km', 'five km'],
    ['fr', '71', 'soixante et onze'],
    ['fr', '80', 'quatre-vingts'],
    ['fr', '99,5', 'quatre-vingt-dix-neuf virgule cinq'],
    ['fr', '1er', 'premier'],
    ['fr', '14:05', 'quatorze heures cinq'],
    ['fr', '20€', 'vingt euros'],
    ['fr', '06', 'zéro six'],
    ['de', '21', 'einundzwanzig'],
    ['de', '1.000.000', 'eine Million'],
    ['de', '1984', 'neunzehnhundertvierundachtzig'],
    ['de', '0,52', 'null Komma fünf zwei'],
    ['de', '3.', 'dritte'],
    ['de', '8:30', 'acht Uhr dreißig'],
    ['es', '31', 'treinta y uno'],
    ['es', '500', 'quinientos'],
    ['es', '3,5', 'tres coma cinco'],
    ['es', '1º', 'primero'],
    ['it', '23', 'ventitré'],
    ['it', '1.500', 'millecinquecento'],
    ['it', '10%', 'dieci per cento'],
    ['pt', '101', 'cento e um'],
    ['pt', '2024', 'dois mil e vinte e quatro'],
    ['pt', '12,05', 'doze vírgula zero cinco'],
    ['nl', '85', 'vijfentachtig'],
    ['nl', '1', 'een'],
    ['nl', '5e', 'vijfde'],
    ['nl', '9:15', 'negen uur vijftien'],
    ['tr', '1984', 'bin dokuz yüz seksen dört'],
    ['tr', '%20', 'yüzde yirmi'],
    ['tr', "5'te", "beş 'te"],
    ['tr', '3.', 'üçüncü'],
    ['tr', '21.', 'yirmi birinci'],
    ['tr', '1944.', 'bin dokuz yüz kırk dördüncü'],
    ['tr', '20.', 'yirminci'],
    ['tr', '6.', 'altıncı'],
    ['tr', '7.', 'yedinci'],
    ['tr', '9.', 'dokuzuncu'],
    ['tr', '40.', 'kırkıncı'],
    ['tr', '60.', 'altmışıncı'],
    ['tr', '90.', 'doksanıncı'],
    ['tr', '100.', 'yüzüncü'],
    ['tr', '2000.', 'iki bininci'],
    ['tr', '₺100', 'yüz lira'],
  ])('in %s says %s as "%s"', (language, written, said) => {
    expect(spokenForms(written, language)[0]).toBe(said);
  });

  it.each([
    ['en', '0th', 'zeroth'],
    ['fr', '0e', 'zéroième'],
    ['nl', '0e', 'nulde'],
    ['de', '0.', 'null .'],
    ['tr', '00.', 'sıfır sıfır .'],
    ['es', '0º', 'cero º'],
  ])('in %s says %s, which is no place in a row, as "%s"', (language, written, said) => {
    expect(spokenForms(written, language)[0]).toBe(said);
  });

  it.each(['en', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'tr'])('in %s has words for numbers of any length', (language) => {
    for (let length = 1; length <= 90; length += 1) {
      for (const digits of ['1'.repeat(length), '9'.repeat(length), `1${'0'.repeat(length)}`]) {
        for (const mark of ['', '.', 'th', 'e', 'º', ',0', `,0${digits}`]) {
          const forms = spokenForms(digits + mark, language);
          expect(forms.join(), digits + mark).not.toMatch(/undefined|NaN|\d/u);
        }
      }
    }
  });

  it('offers other ways after the usual one', () => {
    expect(spokenForms('1984', 'en')).toEqual([
      'nineteen eighty-four',
      'one thousand nine hundred eighty-four',
      'one nine eight four',
    ]);
    expect(spokenForms('3.', 'de')).toEqual(['dritte', 'drei .']);
  });

  it('leaves plain words and unknown languages alone', () => {
    expect(spokenForms('seven', 'en')).toEqual([]);
    expect(spokenForms('42', 'xx')).toEqual([]);
    expect(spokenForms('42', undefined)).toEqual([]);
  });

  it('leaves no digit behind in any of its languages', () => {
    const languages = fc.constantFrom('en', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'tr');
    const written = fc.string({ unit: fc.constantFrom(...'0123456789.,:%$€-’ ath'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(languages, written, (language, text) => {
        for (const form of spokenForms(text, language)) expect(form).not.toMatch(/\d/u);
      }),
    );
  });
});
