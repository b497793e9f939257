import { describe, expect, it } from 'vitest';
import { scriptedLlm } from '../support/scripted-llm.ts';
import { RULE_PROFILES } from '../../src/core/cues/profiles.ts';
import { alternativesOf } from '../../src/core/stages/translate/alternatives.ts';
import { NO_RELATIONS } from '../../src/core/stages/translate/relation-sheet.ts';
import type { SourceLine } from '../../src/core/stages/translate/types.ts';

const lines: readonly SourceLine[] = [
  { id: 'c1', startMs: 0, endMs: 2000, lines: ['Who is there?'], speaker: 'Anna', known: ['Qui est là ?'] },
  { id: 'c2', startMs: 2000, endMs: 4000, lines: ['<i>Open the door, captain.</i>'], speaker: 'Ben' },
  { id: 'c3', startMs: 4000, endMs: 6000, lines: ['♪ ♪'], known: [] },
];
const options = {
  source: 'en',
  target: 'fr',
  profile: RULE_PROFILES[0],
  glossary: [
    { source: 'captain', target: 'capitaine' },
    { source: 'harbour', target: 'port' },
  ],
  relations: { ...NO_RELATIONS, relations: [{ from: 'Ben', to: 'Anna', address: 'formal' as const }] },
  natural: false,
};
const signal = new AbortController().signal;
const ask = (wordings: unknown, wish: object = {}) => {
  const llm = scriptedLlm(() => JSON.stringify({ wordings }));
  const whole = { cue: 'c2', current: ['<i>Ouvrez, capitaine.</i>'], most: 3, ...wish };
  return { llm, answer: alternativesOf(llm, lines, options, whole, signal) };
};

describe('alternativesOf', () => {
  it('sends the cue with what is around it, its terms, its people and its room', async () => {
    const { llm, answer } = ask([]);
    await answer;
    const [call] = llm.calls;
    expect(call?.data).toMatchObject({
      text: 'Open the door, captain.',
      speaker: 'Ben',
      current: 'Ouvrez, capitaine.',
      room: 40,
      before: [{ text: 'Who is there?', translation: 'Qui est là ?', speaker: 'Anna' }],
      terms: [{ source: 'captain' }],
      relations: [{ from: 'Ben', to: 'Anna', address: 'formal' }],
    });
    expect(call?.system).toContain('to French');
  });

  it('sets what is usable as the cue is set, those that fit first, without copies of each other or of what stands there', async () => {
    const long = `Ouvrez donc cette porte ${'tout de suite '.repeat(4)}s'il vous plaît, capitaine`;
    const said = [
      long,
      'OUVREZ capitaine',
      'La porte, capitaine !',
      'La porte capitaine',
      'Open the door, captain.',
      '',
    ];
    const { wordings } = await ask(said).answer;
    expect(wordings[0]).toEqual(['<i>La porte, capitaine\u00a0!</i>']);
    expect(wordings).toHaveLength(2);
    expect(wordings[1]?.join(' ')).toContain('tout de suite');
    expect((await ask(said, { most: 1 }).answer).wordings).toHaveLength(1);
  });

  it('gives none for an answer of another shape, and asks nothing about a cue without words', async () => {
    expect((await ask('Ouvrez !').answer).wordings).toEqual([]);
    const { llm, answer } = ask(['la la'], { cue: 'c3' });
    expect((await answer).wordings).toEqual([]);
    expect(llm.calls).toHaveLength(0);
  });
});
