import { describe, expect, it } from 'vitest';
import { findProfile } from '../../cues/profiles.ts';
import { characterBudget, isReadable } from './budget.ts';
import { languageName } from '../../llm/language-name.ts';
import { batchMessages, batchSchema, type BatchPrompt } from './prompt.ts';
import { NO_RELATIONS } from './relation-sheet.ts';

const profile = findProfile('netflix');
if (profile === undefined) throw new Error('no profile');
const prompt: BatchPrompt = {
  source: 'tr',
  target: 'fr',
  style: undefined,
  before: [],
  lines: [{ key: 'C1', speaker: 'Elif', text: 'Gel.', room: 20 }],
  after: [],
  terms: [],
  relations: NO_RELATIONS,
  story: '',
};
const dataOf = (of: BatchPrompt): unknown => JSON.parse(batchMessages(of)[1]?.content ?? '');

describe('a prompt', () => {
  it('holds what is there and nothing of what is not', () => {
    expect(dataOf(prompt)).toEqual({ lines: { C1: { speaker: 'Elif', text: 'Gel.', room: 20 } } });
    const full = {
      ...prompt,
      story: 'So far.',
      before: [{ text: 'Önce' }],
      after: [{ text: 'Sonra' }],
      terms: [{ source: 'köprü', target: 'pont' }],
    };
    expect(Object.keys(dataOf(full) as object)).toEqual(['story', 'terms', 'before', 'lines', 'after']);
  });

  it('says the languages by name, and the style in the place of instructions, where only the user writes', () => {
    const [system] = batchMessages({ ...prompt, style: 'a period drama' });
    expect(system?.content).toContain('from Turkish to French');
    expect(system?.content).toContain('a period drama');
    expect(system?.content).not.toContain('Gel.');
    expect([languageName(undefined), languageName('not a code')]).toEqual(['the language of the lines', 'not a code']);
  });

  it('has a schema of just the asked keys', () => {
    const schema = batchSchema(['C1', 'C2']);
    expect(schema).toMatchObject({ properties: { lines: { properties: { C1: {}, C2: {} } }, story: {} } });
    expect(JSON.stringify(schema)).not.toContain('C3');
  });
});

describe('the room of a cue', () => {
  it('is what can be read in its time, at most what its lines hold, and never next to nothing', () => {
    expect(characterBudget({ startMs: 0, endMs: 2000 }, profile)).toBe(34);
    expect(characterBudget({ startMs: 0, endMs: 60_000 }, profile)).toBe(84);
    expect(characterBudget({ startMs: 1000, endMs: 1000 }, profile)).toBe(8);
    expect(characterBudget({ startMs: 1000, endMs: 0 }, profile)).toBe(8);
  });

  it('is kept by texts that can be read in time, tags left out', () => {
    const cue = { startMs: 0, endMs: 1000 };
    expect(isReadable('x'.repeat(17), cue, profile)).toBe(true);
    expect(isReadable('x'.repeat(18), cue, profile)).toBe(false);
    expect(isReadable(`<i>${'x'.repeat(17)}</i>`, cue, profile)).toBe(true);
    expect(isReadable('Oui.', { startMs: 0, endMs: 0 }, profile)).toBe(true);
  });
});
