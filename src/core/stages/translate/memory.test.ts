import { describe, expect, it } from 'vitest';
import { bestEntry, isReusable, type MemoryEntry, memoryEntry, memoryKey, memoryOf } from './memory.ts';

const entry = (translation: string, more: Partial<MemoryEntry> = {}): MemoryEntry => ({
  text: 'Seni bir daha görmek istemiyorum.',
  translation,
  rank: 'machine',
  ...more,
});

describe('a translation memory', () => {
  it('knows a line again whatever its case, accents and signs, but not a question as a statement', () => {
    const memory = memoryOf([entry('Je ne veux plus te voir.')]);
    expect(memory.find('SENİ bir daha gormek istemiyorum!', undefined)).toBe('Je ne veux plus te voir.');
    expect(memory.find('Seni bir daha görmek istemiyorum?', undefined)).toBeUndefined();
    expect(memory.find('Seni hiç görmek istemiyorum.', undefined)).toBeUndefined();
    expect(memoryKey('« Vraiment ? »')).toBe(memoryKey('vraiment?'));
  });

  it('says for a person what that person said, before what nobody in particular said, and nothing of others', () => {
    const entries = [
      entry('de personne'),
      entry('d’Elif', { speaker: 'Elif' }),
      entry('de Kerem', { speaker: 'Kerem' }),
    ];
    const said = (speaker?: string): string | undefined =>
      bestEntry(entries, entries[0]?.text ?? '', speaker)?.translation;
    expect([said('Elif'), said('Kerem'), said('Ayşe'), said()]).toEqual([
      'd’Elif',
      'de Kerem',
      'de personne',
      'de personne',
    ]);
  });

  it('believes people before machines, and later ones before earlier ones', () => {
    const entries = [entry('tôt', { rank: 'person' }), entry('tard', { rank: 'person' }), entry('machine')];
    expect(memoryOf(entries).find(entries[0]?.text ?? '', undefined)).toBe('tard');
  });

  it('keeps no short lines, dialogues, formatting inside and empty translations', () => {
    const kept = (lines: readonly string[], translated: readonly string[], apart = false): string | undefined =>
      memoryEntry({ lines, apart }, translated, 'machine')?.translation;
    const long = ['Seni bir daha', 'görmek istemiyorum.'];
    expect(kept(long, ['Je ne veux', 'plus te voir.'])).toBe('Je ne veux plus te voir.');
    expect(kept(['{\\an8}<i>Seni bir daha görmek</i>'], ['{\\an8}<i>Te revoir</i>'])).toBe('Te revoir');
    expect(kept(['Hadi ama!'], ['Allez !'])).toBeUndefined();
    expect(kept(['- Nereye gidiyorsun sen?', '- Hiçbir yere.'], ['- Où ?', '- Nulle part.'])).toBeUndefined();
    expect(kept(long, ['Où ?', 'Ici.'], true)).toBeUndefined();
    expect(kept(['Seni <b>bir</b> daha görmek'], ['Te <b>re</b>voir'])).toBeUndefined();
    expect(kept(long, [''])).toBeUndefined();
    expect([isReusable('Evet, tabii ki.'), isReusable('Evet, tabii ki geldim.')]).toEqual([false, true]);
  });
});
