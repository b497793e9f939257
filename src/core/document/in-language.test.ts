import { describe, expect, it } from 'vitest';
import type { CueTranslation } from '../timeline/cue-notes.ts';
import type { Cue } from '../timeline/types.ts';
import { inLanguage } from './in-language.ts';
import { newDocument } from './new-document.ts';

const fr = (lines: readonly string[], more: Partial<CueTranslation> = {}): NonNullable<Cue['translations']> => ({
  fr: { lines, of: 'hello', ...more },
  de: { lines: ['hallo'], of: 'hello' },
});

function cueIn(cue: Partial<Cue>, bilingual?: 'above' | 'below'): Cue | undefined {
  const whole = { id: 'c1', startMs: 0, endMs: 1000, lines: ['hello'], wordIds: ['w1'], speaker: 'S1', ...cue };
  return inLanguage(newDocument({ cues: [whole] }), 'fr', bilingual).cues[0];
}

describe('inLanguage', () => {
  it('is a file in that language: no words, no translations inside, the rest as it was', () => {
    const word = { id: 'w1', startMs: 0, endMs: 9, text: 'hello', confidence: 1, timing: 'dtw', engine: 'x' } as const;
    const summary = { language: 'fr', text: 'Salut.', highlights: [], by: 'm' };
    const cues = [
      { id: 'c1', startMs: 0, endMs: 1000, lines: ['hello'], wordIds: ['w1'], translations: fr(['salut']) },
    ];
    const translations = [{ language: 'fr', style: 'plain' }];
    const turns = [{ startMs: 0, endMs: 900, speaker: 'S1' }];
    const document = newDocument({
      ...{ language: 'en', languages: ['en'], words: [word], cues, turns, translations, summaries: [summary] },
      speakers: [{ id: 'S1', name: 'Ada' }],
    });
    const { translations: _tracks, languages: _heard, ...rest } = document;
    expect(inLanguage(document, 'fr')).toEqual({
      ...{ ...rest, language: 'fr', words: [] },
      cues: [{ id: 'c1', startMs: 0, endMs: 1000, lines: ['salut'], wordIds: [] }],
    });
  });

  it('holds the source text where nothing is translated', () => {
    expect(cueIn({})?.lines).toEqual(['hello']);
    expect(cueIn({ translations: fr([]) })?.lines).toEqual(['hello']);
    expect(cueIn({}, 'above')?.lines).toEqual(['hello']);
  });

  it('ends where the translation does, and with both texts where the later one does', () => {
    expect(cueIn({ translations: fr(['salut'], { endMs: 1400 }) })?.endMs).toBe(1400);
    expect(cueIn({ translations: fr(['salut'], { endMs: 800 }) })?.endMs).toBe(800);
    expect(cueIn({ translations: fr(['salut'], { endMs: 800 }) }, 'above')?.endMs).toBe(1000);
    expect(cueIn({ startMs: 500, translations: fr(['salut'], { endMs: 400 }) })?.endMs).toBe(1000);
  });

  it('stacks both texts, and says the same only once', () => {
    const translations = fr(['salut', 'toi']);
    expect(cueIn({ translations }, 'above')?.lines).toEqual(['salut', 'toi', 'hello']);
    expect(cueIn({ translations }, 'below')?.lines).toEqual(['hello', 'salut', 'toi']);
    expect(cueIn({ lines: ['♪ la', 'la ♪'], translations: fr(['♪ la la ♪']) }, 'below')?.lines).toEqual(['♪ la la ♪']);
  });

  it('keeps who says which line', () => {
    const talk = { lines: ['who?', 'me'], lineSpeakers: ['S1', 'S2'] };
    const both = cueIn({ ...talk, translations: fr(['qui ?', 'moi']) }, 'above');
    expect(both).toMatchObject({ lines: ['qui ?', 'moi', 'who?', 'me'], lineSpeakers: ['S1', 'S2', 'S1', 'S2'] });
    const longer = cueIn({ ...talk, translations: fr(['qui', 'moi', 'oui']) });
    expect(longer).toMatchObject({ lines: ['qui', 'moi oui'], lineSpeakers: ['S1', 'S2'] });
    const shorter = cueIn({ ...talk, translations: fr(['qui ? moi']) });
    expect(shorter).toMatchObject({ lines: ['qui ? moi'], speaker: 'S1' });
    expect(shorter).not.toHaveProperty('lineSpeakers');
    const stacked = cueIn({ ...talk, translations: fr(['qui ? moi']) }, 'below');
    expect(stacked).toMatchObject({ lines: ['who?', 'me', 'qui ? moi'], lineSpeakers: ['S1', 'S2', 'S1'] });
  });
});
