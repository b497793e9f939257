import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProfile } from './profiles.ts';
import { dialogueDash, setType } from './typography.ts';

const N = '\u00a0';

describe('setType', () => {
  it.each([
    ['Où vas-tu?', `Où vas-tu${N}?`],
    ['Quoi ?!', `Quoi${N}?!`],
    ['Non ; jamais !', `Non${N}; jamais${N}!`],
    ['Il a dit: "viens ici"', `Il a dit${N}: «${N}viens ici${N}»`],
    ["C'est l'heure", 'C’est l’heure'],
    ['À 14:05 , demain .', 'À 14:05, demain.'],
    ['<i>Toi ?</i>', `<i>Toi${N}?</i>`],
    ['Il dit : “viens”', `Il dit${N}: «${N}viens${N}»`],
    ['« Il a dit “non” »', `«${N}Il a dit “non”${N}»`],
    ['à 50% près', `à 50${N}% près`],
    ['...et puis rien.', 'et puis rien.'],
    ['<i>… mais pas ici</i>', '<i>mais pas ici</i>'],
    ['...Paris !', `...Paris${N}!`],
    ['voir http://a.b/c?d=e', 'voir http://a.b/c?d=e'],
  ])('sets French: %s', (text, expected) => {
    expect(setType(text, 'fr')).toBe(expected);
  });

  it('sets other languages without a space before signs', () => {
    expect(setType('Nereye  gidiyorsun ?', 'tr')).toBe('Nereye gidiyorsun?');
  });

  it.each([
    ['tr', "Boğaz’da « gel » dedi , İstanbul'a !", "Boğaz’da “gel” dedi, İstanbul'a!"],
    ['tr', '...ama IŞIK yandı, ışık İnce.', '...ama IŞIK yandı, ışık İnce.'],
    ['tr', 'Saat 14:05 : geç .', 'Saat 14:05 : geç.'],
    ['en', '« Come here » !', '“Come here”!'],
    ['de', 'Er sagte : « Komm » !', 'Er sagte: „Komm“!'],
    ['de', 'Er sagte “Komm”', 'Er sagte „Komm“'],
    ['de', '„Ja“ und “nein”', '„Ja“ und „nein“'],
    ['de', '„Ja“ und nein”', '„Ja“ und nein”'],
    ['en', '« He says « no » »', '“He says “no””'],
    ['es', '¿ Qué dices ?', '¿Qué dices?'],
    ['es', 'Qué dices ! « Nada »', 'Qué dices! «Nada»'],
  ])('sets %s: %s', (language, text, expected) => {
    expect(setType(text, language)).toBe(expected);
  });

  it('writes the dash of a dialogue as the profile and the language have it', () => {
    const dash = (id: string, language: string): string => dialogueDash(findProfile(id) ?? { id, dash: '' }, language);
    expect([dash('netflix', 'fr'), dash('netflix', 'tr'), dash('dutch', 'fr'), dash('arte', 'tr')]).toEqual([
      '- ',
      '-',
      '-',
      '- ',
    ]);
  });

  it('changes nothing the second time, and no letter', () => {
    const text = fc.stringMatching(/^[a-zéI'" ?!:;,.…«»“”„%¿0-9-]{0,40}$/u);
    fc.assert(
      fc.property(text, fc.constantFrom('fr', 'tr', 'de', 'es', 'en', 'it'), (raw, language) => {
        const once = setType(raw, language);
        expect(setType(once, language)).toBe(once);
        const letters = (of: string): string => of.replace(/[^\p{L}\p{N}]/gu, '');
        expect(letters(once)).toBe(letters(raw));
      }),
    );
  });
});
