import { describe, expect, it } from 'vitest';
import { findProfile } from '../../cues/profiles.ts';
import { hasWrongAddress, withAddress } from './address.ts';
import type { Address } from './prepare.ts';
import { prepareLines } from './prepare.ts';

const profile = findProfile('netflix');
if (profile === undefined) throw new Error('no profile');

describe('the address of a French line', () => {
  it.each<[string, string, Address, boolean]>([
    ['Tu viens avec moi ?', 'Geliyor musunuz?', 'formal', true],
    ['Viens-tu ce soir ?', 'Bu akşam geliyor musunuz?', 'formal', true],
    ['Je t’attends dehors.', 'Sizi dışarıda bekliyorum.', 'formal', true],
    ['C’est pour toi.', 'Bu sizin için.', 'formal', true],
    ['Vous venez avec moi ?', 'Geliyor musunuz?', 'formal', false],
    // Tones and things.
    ['Je n’aime pas ce ton.', 'Bu tonu sevmiyorum.', 'formal', false],
    ['Le thé, la statue, un attelage', 'Çay, heykel', 'formal', false],
    // Somebody else is quoted.
    ['Il m’a dit : « tu mens ».', 'Bana yalan söylüyorsun dedi.', 'formal', false],
    ['Vous venez, et toi aussi.', 'Siz ve sen.', 'formal', false],
    ['Vous me manquez.', 'Seni özledim.', 'informal', true],
    ['Votre frère est là.', 'Senin kardeşin burada.', 'informal', true],
    ['Tu me manques.', 'Seni özledim.', 'informal', false],
    // Several people may be meant.
    ['Vous venez ?', 'Geliyor musunuz?', 'informal', false],
    ['Vous deux, venez.', 'Sen de gel.', 'informal', false],
    ['Vous êtes où ?', 'Sen ve o, neredesiniz?', 'informal', false],
    ['Vous avez faim ?', 'Aç mı?', 'informal', false],
  ])('%s', (text, source, address, wrong) => {
    expect(hasWrongAddress(text, address, { text: source, language: 'tr' })).toBe(wrong);
  });

  it('is not judged by vous where the source language has one word for both', () => {
    expect(hasWrongAddress('Vous me manquez.', 'informal', { text: 'I miss you.', language: 'en' })).toBe(false);
    expect(hasWrongAddress('Vous me manquez.', 'informal', { text: 'I miss you.', language: undefined })).toBe(false);
  });
});

describe('who is spoken to', () => {
  const relations = {
    people: [],
    relations: [
      { from: 'Elif', to: 'Kerem', address: 'informal' as const },
      { from: 'Kerem', to: 'Elif', address: 'formal' as const },
    ],
  };
  it('is told past music of somebody else, whether that is translated already or not', () => {
    const line = (index: number, speaker: string, text: string, known?: readonly string[]) => ({
      ...{ id: `C${index}`, startMs: index * 2000, endMs: index * 2000 + 1500, lines: [text], speaker },
      ...(known === undefined ? {} : { known }),
    });
    for (const known of [undefined, ['♪']]) {
      const lines = [
        line(0, 'Elif', 'Bir'),
        line(1, 'Ayşe', '♪', known),
        line(2, 'Kerem', 'İki'),
        line(3, 'Elif', 'Üç'),
      ];
      const found = withAddress(prepareLines(lines, profile), relations).map(({ address }) => address);
      expect(found).toEqual([undefined, undefined, 'formal', 'informal']);
    }
  });

  const addresses = (...speakers: readonly (string | undefined)[]): (Address | undefined)[] => {
    let at = 0;
    const lines = speakers.map((speaker, index) => {
      // A new scene.
      if (speaker === '') at += 20_000;
      const startMs = (at += 2000);
      const named = speaker === undefined || speaker === '' ? {} : { speaker };
      return { id: `C${index}`, startMs, endMs: startMs + 1500, lines: ['Bir iki üç'], ...named };
    });
    return withAddress(prepareLines(lines, profile), relations).map(({ address }) => address);
  };

  it('is the other one where two people talk, as each of them says it', () => {
    expect(addresses('Elif', 'Kerem', 'Elif')).toEqual(['informal', 'formal', 'informal']);
  });

  it('is nobody in particular with a third person, an unknown voice, alone, or over a pause', () => {
    expect(addresses('Elif', 'Kerem', 'Ayşe')).toEqual([undefined, undefined, undefined]);
    expect(addresses('Elif', 'Kerem', undefined)).toEqual([undefined, undefined, undefined]);
    expect(addresses('Elif', 'Elif')).toEqual([undefined, undefined]);
    expect(addresses('Elif', '', 'Kerem').at(0)).toBeUndefined();
    expect(addresses('Elif', 'Ayşe', 'Elif')).toEqual([undefined, undefined, undefined]);
  });
});
