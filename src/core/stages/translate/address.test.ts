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
    expect(hasWrongAddress({ text, language: 'fr' }, address, { text: source, language: 'tr' })).toBe(wrong);
  });

  it('is not judged by vous where the source language has one word for both', () => {
    const said = { text: 'Vous me manquez.', language: 'fr' };
    expect(hasWrongAddress(said, 'informal', { text: 'I miss you.', language: 'en' })).toBe(false);
    expect(hasWrongAddress(said, 'informal', { text: 'I miss you.', language: undefined })).toBe(false);
  });
});

describe('the address of a line in other languages', () => {
  // What is said, and what is wrong with it between people who say `Sie` and between people who say `du`.
  it.each<[string, string, boolean, boolean]>([
    ['de', 'Kommst du mit?', true, false],
    ['de', 'Dein Bruder ist da.', true, false],
    ['de', 'Kommen Sie mit?', false, true],
    ['de', 'Ich helfe Ihnen, Herr Doktor.', false, true],
    // At the start of a sentence it may be `she` or `they`.
    ['de', 'Sie kommt mit.', false, false],
    ['de', 'Warte! Sie kommt.', false, false],
    ['de', 'Ich sehe sie.', false, false],
    ['de', 'ICH SEHE SIE.', false, false],
    ['de', 'Wir sind per du.', false, false],
    ['de', 'Er sagte: „Du lügst.“', false, false],
    ['de', 'Kommt ihr mit?', false, false],
    ['de', 'Das Dutzend, die Dirne', false, false],
    ['es', '¿Vienes conmigo? Te espero.', true, false],
    ['es', 'Es para ti.', true, false],
    ['es', '¿Viene usted conmigo?', false, true],
    // In much of the world several friends are called so.
    ['es', '¿Vienen ustedes?', false, false],
    ['es', 'Un té con titular', false, false],
    ['it', 'Vieni tu?', true, false],
    ['it', 'Come sta Lei, dottore?', false, true],
    ['it', 'Lei non viene.', false, false],
    ['it', 'Vedo lei.', false, false],
    ['nl', 'Ga jij mee?', true, false],
    ['nl', 'Gaat u mee?', false, true],
    ['nl', 'Je weet maar nooit.', false, false],
    ['nl', 'Het duurt 3 u.', false, false],
    ['tr', 'Sen geliyor musun?', true, false],
    ['ru', 'Ты идёшь со мной?', true, false],
    ['ru', 'Это твоё.', true, false],
    ['ru', 'Творог и тыква', false, false],
    ['en', 'Are you coming?', false, false],
    ['constructor', 'tu', false, false],
  ])('%s: %s', (language, text, formal, informal) => {
    const from = { text: 'Are you coming?', language: 'en' };
    expect(hasWrongAddress({ text, language }, 'formal', from)).toBe(formal);
    expect(hasWrongAddress({ text, language }, 'informal', from)).toBe(informal);
  });

  it.each<[string, string, boolean]>([
    ['tr', 'Sizi özledim.', true],
    ['tr', 'Siz ikiniz, sizi özledim.', false],
    ['ru', 'Я скучаю по вам.', true],
    ['ru', 'Вы все, я скучаю по вам.', false],
  ])('%s: what is also said to several friends is wrong where the source means one: %s', (language, text, wrong) => {
    const said = { text, language };
    expect(hasWrongAddress(said, 'informal', { text: 'Du fehlst mir.', language: 'de' })).toBe(wrong);
    expect(hasWrongAddress(said, 'informal', { text: 'Tu me manques.', language: 'fr' })).toBe(wrong);
    expect(hasWrongAddress(said, 'informal', { text: 'Ihr fehlt mir, du auch.', language: 'de' })).toBe(false);
    expect(hasWrongAddress(said, 'informal', { text: 'I miss you.', language: 'en' })).toBe(false);
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
