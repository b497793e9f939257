import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonSchema, LlmEngine, LlmReply } from '../ports/llm.ts';
import { askStructured } from './ask-structured.ts';

const IDS = ['c1', 'c2', 'c3'];
const SCHEMA: JsonSchema = {
  type: 'object',
  properties: Object.fromEntries(IDS.map((id) => [id, { type: 'string' as const }])),
};
const PARSE = z.strictObject({ c1: z.string(), c2: z.string(), c3: z.string() });

function ask(text: string, finish: LlmReply['finish'] = 'stop') {
  const engine: LlmEngine = {
    id: 'scripted',
    capabilities: { contextTokens: undefined, concurrency: 1, local: true },
    complete: () =>
      Promise.resolve({ text, finish, usage: { inputTokens: 1, outputTokens: 1, estimated: false }, shape: 'text' }),
    dispose: () => Promise.resolve(),
  };
  const request = { messages: [], schema: SCHEMA, maxOutputTokens: 10, temperature: 0 };
  return askStructured(engine, request, PARSE, new AbortController().signal);
}

const line = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '},{', '```', '<i>Ça</i>'),
);
const answer = fc.record({ c1: line, c2: line, c3: line });
/** Words as subtitles have them, with quotes that JSON would need escaped, never such as would end a string there. */
const quoted = fc
  .array(fc.constantFrom('dedi', 'ki', '"gel"', 'Ah!', '"no"', 'évian', 'a.b'), { minLength: 1, maxLength: 8 })
  .map((words) => words.join(' '));

describe('an answer with a shape', () => {
  it.each([
    ['alone', (json: string) => json],
    ['in a fence', (json: string) => `\`\`\`json\n${json}\n\`\`\``],
    ['among words', (json: string) => `Here you are [3 lines]:\n${json}\nAnything else? {no}`],
    ['with a comma too many', (json: string) => json.replace(/\}$/, ',\n}')],
  ])('is read %s', async (_name, write) => {
    await fc.assert(
      fc.asyncProperty(answer, fc.constantFrom(0, 2), async (value, indent) => {
        expect(await ask(write(JSON.stringify(value, undefined, indent)))).toMatchObject({ kind: 'ok', value });
      }),
    );
  });

  it('is read with quotes and line ends that are not escaped', async () => {
    await fc.assert(
      fc.asyncProperty(quoted, quoted, quoted, async (c1, c2, c3) => {
        const json = `{"c1": "${c1}", "c2": "${c2}\n${c3}", "c3": "${c3}"}`;
        expect(await ask(json)).toMatchObject({ kind: 'ok', value: { c1, c2: `${c2}\n${c3}`, c3 } });
      }),
    );
  });

  it('is read as lines, in any of the ways models number them', async () => {
    const value = { c1: 'bir: iki', c2: '3. üç', c3: 'dört\nbeş' };
    for (const write of [
      (id: string, text: string) => `${id}: ${text}`,
      (id: string, text: string) => `${id}. ${text}`,
      (id: string, text: string) => `[${id}] : ${text}`,
      (id: string, text: string) => `- **${id}**: ${text}`,
      (id: string, text: string) => `"${id}": ${text}`,
    ])
      expect(await ask(`Sure.\n\n${IDS.map((id) => write(id, value[id as 'c1'])).join('\n')}`)).toMatchObject({
        kind: 'ok',
        value,
      });
  });

  it('that is cut anywhere is never taken for a whole one', async () => {
    await fc.assert(
      fc.asyncProperty(answer, fc.double({ min: 0, max: 1, noNaN: true }), async (value, part) => {
        const json = JSON.stringify(value);
        const text = json.slice(0, Math.floor(part * (json.length - 1)));
        const result = await ask(text, 'length');
        expect(result.kind).toBe('cut');
        expect((await ask(text)).kind).not.toBe('ok');
      }),
    );
  });

  it.each<[string, string, LlmReply['finish'], string]>([
    ['nothing', ' \n', 'stop', 'empty'],
    ['nothing, as all went into thoughts', '', 'length', 'cut'],
    ['a refusal of the provider', 'no', 'refusal', 'refusal'],
    ['a refusal in words', "I'm sorry, I can't help with that.", 'stop', 'refusal'],
    ['a refusal in French', 'Désolé, je ne peux pas traduire cela.', 'stop', 'refusal'],
    ['words', 'The lines are fine as they are.', 'stop', 'broken'],
    ['JSON that lacks an id', '{"c1": "a", "c2": "b"}', 'stop', 'wrong-shape'],
    ['JSON with an id too many', '{"c1": "a", "c2": "b", "c3": "c", "c4": "d"}', 'stop', 'wrong-shape'],
    ['lines that lack one', 'c1: a\nc2: b', 'stop', 'wrong-shape'],
    ['a list', '["a", "b", "c"]', 'stop', 'wrong-shape'],
    ['half an object', '{"c1": "a", "c2": "b', 'stop', 'cut'],
    ['a whole object of a model that was cut after it', '{"c1": "a", "c2": "b", "c3": "c"} and', 'length', 'ok'],
  ])('may be %s', async (_name, text, finish, kind) => {
    expect((await ask(text, finish)).kind).toBe(kind);
  });

  it('never throws and never gives back what does not fit, whatever was written', async () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '"c1"', '\\', 'c2:', '```', '\n'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 60 }), async (parts) => {
        const result = await ask(parts.join(''));
        if (result.kind === 'ok') expect(Object.keys(result.value)).toEqual(expect.arrayContaining(IDS));
      }),
    );
    expect((await ask('['.repeat(100_000))).kind).not.toBe('ok');
    expect((await ask(`{"c1": "${'a "b" '.repeat(40_000)}`)).kind).not.toBe('ok');
    expect(await ask('{"__proto__": {"c1": "x"}, "c1": "a", "c2": "b", "c3": "c",}')).toMatchObject({
      kind: 'wrong-shape',
    });
  });
});
