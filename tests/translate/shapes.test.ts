import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findProfile } from '../../src/core/cues/profiles.ts';
import { llmSpecOf } from '../../src/core/llm/llm-spec.ts';
import { noCheckpoints } from '../../src/core/ports/checkpoints.ts';
import type { LlmMessage } from '../../src/core/ports/llm.ts';
import { NO_RELATIONS } from '../../src/core/stages/translate/relation-sheet.ts';
import { translate } from '../../src/core/stages/translate/translate.ts';
import { createLlm } from '../../src/studio/llm/create-llm.ts';
import { type HostQuestion, type LlmHost, startLlmHost } from '../support/llm-host.ts';
import { answerTo, readCall } from '../support/scripted-llm.ts';

const profile = findProfile('netflix');
if (profile === undefined) throw new Error('no profile');
const kept = new Map<string, string>();
const store = {
  load: (key: string) => Promise.resolve(kept.get(key)),
  save: (key: string, state: string) => Promise.resolve(void kept.set(key, state)),
};
let host: LlmHost;

beforeAll(async () => {
  host = await startLlmHost(() => ({ text: '' }));
});
afterAll(() => host.close());
beforeEach(() => {
  host.questions.length = 0;
});

const WORDS = ['kapı', 'deniz', 'yolcu', 'mektup', 'gölge', 'rüzgar', 'şehir', 'köprü'];
const lines = Array.from({ length: 24 }, (_, index) => ({
  id: `C${index + 1}`,
  startMs: index * 4000,
  endMs: index * 4000 + 3000,
  // Every third says more than fits, so that it is asked for again.
  lines: [`${WORDS[index % 8]} ${WORDS[(index * 3 + 1) % 8]} numara ${index + 1}`],
}));
const long = 'une phrase bien trop longue pour être lue en trois secondes, numéro';
const say = (text: string, revises: boolean): string => {
  const number = Number(/\d+/.exec(text)?.[0]);
  return revises || number % 3 > 0 ? `la phrase ${number} [rires]` : `${long} ${number}`;
};

/** The good answer as JSON, and as lines under the keys that the words of the prompt name. */
function written(question: HostQuestion, as: 'json' | 'lines'): string {
  const call = readCall({ messages: question.messages as LlmMessage[], maxOutputTokens: 0, temperature: 0 }, 0);
  const json = answerTo(call, (line) => say(line.text, call.revises));
  if (as === 'json') return json;
  const answer = JSON.parse(json) as { lines: Record<string, Record<string, string>>; story: string };
  const keys = /Keys: (.*)$/m.exec(call.system)?.[1]?.split(', ') ?? [];
  const value = (key: string): string | undefined => {
    const [id = '', field = ''] = key.split('.');
    return key === 'story' ? answer.story : answer.lines[id]?.[field];
  };
  return `Voici :\n${keys.map((key, index) => `${index % 2 === 0 ? key : `**${key}**`}: ${value(key) ?? ''}`).join('\n')}`;
}

describe('a translation by a server', () => {
  it.each([
    ['that holds the model to a schema', 'openai', 'schema', 'json'],
    ['that knows JSON objects only', 'openai', 'object', 'json'],
    ['that knows neither, with a model that writes JSON', 'openai', 'none', 'json'],
    ['that knows neither, with a model that writes numbered lines', 'openai', 'none', 'lines'],
    ['that passes schemas over in silence, with a model that writes numbered lines', 'openai', 'ignored', 'lines'],
    ['with tools', 'anthropic', 'schema', 'json'],
  ] as const)('%s ends the same', async (name, kind, formats, as) => {
    host.formats = formats;
    host.answer = (question) => ({ text: written(question, as) });
    const engine = createLlm(llmSpecOf({ url: host.url, model: name.replaceAll(' ', '-'), kind }), undefined, store);
    const options = { source: 'tr', target: 'fr', profile, glossary: [], relations: NO_RELATIONS, natural: false };
    const parts = { engines: [engine], checkpoints: noCheckpoints };
    const { lines: translated, stopped } = await translate(lines, options, parts, new AbortController().signal);
    await engine.dispose();
    expect(stopped).toBeUndefined();
    expect(translated.map((line) => [line.id, line.lines.join(' '), line.flags])).toEqual(
      lines.map(({ id }, index) => [id, `la phrase ${index + 1} [rires]`, []]),
    );
    // What the server takes is found out once; after that each batch and its second pass are one question.
    expect(host.questions.length).toBeLessThanOrEqual(6);
  });
});
