import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setType } from './typography.ts';

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
    ['voir http://a.b/c?d=e', 'voir http://a.b/c?d=e'],
  ])('sets French: %s', (text, expected) => {
    expect(setType(text, 'fr')).toBe(expected);
  });

  it('sets other languages without a space before signs', () => {
    expect(setType('Nereye  gidiyorsun ?', 'tr')).toBe('Nereye gidiyorsun?');
  });

  it('changes nothing the second time, and no letter', () => {
    const text = fc.stringMatching(/^[a-zé'" ?!:;,.«»0-9-]{0,40}$/u);
    fc.assert(
      fc.property(text, fc.constantFrom('fr', 'tr'), (raw, language) => {
        const once = setType(raw, language);
        expect(setType(once, language)).toBe(once);
        const letters = (of: string): string => of.replace(/[^\p{L}\p{N}]/gu, '');
        expect(letters(once)).toBe(letters(raw));
      }),
    );
  });
});
