import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeTexts, speak } from '../../src/renderer/i18n/i18n.ts';
import { repoPath } from '../support/fixtures.ts';
import { noteText } from '../../src/renderer/views/models/note-text.ts';

const file = repoPath('resources/models/catalogue.json');
const notes = [...readFileSync(file, 'utf8').matchAll(/"note": *"([^"]*)"/gu)].map(([, note]) => note ?? '');

describe('noteText', () => {
  it('says in English what the catalogue says', () => {
    const t = makeTexts().getFixedT('en', 'models');
    expect(notes.length).toBeGreaterThan(10);
    for (const note of notes) expect(noteText(t, note)).toBe(note);
  });

  it.each(['fr', 'tr'] as const)('has other words in %s for every remark', async (language) => {
    const texts = makeTexts();
    await speak(texts, language);
    const t = texts.getFixedT(language, 'models');
    for (const phrase of new Set(notes.flatMap((note) => note.split('; ')))) {
      if (['int8', 'pyannoteAI'].includes(phrase)) continue;
      expect(noteText(t, phrase)).not.toBe(phrase);
    }
  });

  it('leaves what it does not know as it is', () => {
    const t = makeTexts().getFixedT('en', 'models');
    expect(noteText(t, 'constructor; int8')).toBe('constructor; int8');
  });
});
