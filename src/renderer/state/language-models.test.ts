import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { llmSpecOf } from '../../core/llm/llm-spec.ts';
import { blockOf, hostsOf, moved, usableModels } from './language-models.ts';

const here = llmSpecOf({ url: 'http://127.0.0.1:11434', model: 'a' });
const groq = llmSpecOf({ url: 'https://api.groq.com/openai/v1', model: 'b' });
const local = { kind: 'local', model: '/m.gguf' } as const;

it('knows which hosts texts go to, and that nothing leaves this computer for the others', () => {
  expect(hostsOf([here, groq, local, { ...groq, model: 'c' }])).toEqual(['api.groq.com']);
});

it('uses what was agreed to, and nothing of the network while that is switched off', () => {
  const languageModels = [groq, here, local];
  expect(usableModels({ languageModels, offline: false, llmHosts: [] })).toEqual([here, local]);
  expect(usableModels({ languageModels, offline: false, llmHosts: ['api.groq.com'] })).toEqual(languageModels);
  expect(usableModels({ languageModels, offline: true, llmHosts: ['api.groq.com'] })).toEqual([here, local]);
  expect(blockOf(groq, { offline: false, llmHosts: ['groq.com'] })).toBe('not-agreed');
  expect(blockOf(groq, { offline: true, llmHosts: [] })).toBe('offline');
});

it('moves one entry and keeps the order of the others', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer(), { maxLength: 8 }),
      fc.integer({ min: -1, max: 9 }),
      fc.integer({ min: -1, max: 9 }),
      (list, from, to) => {
        const after = moved(list, from, to);
        const entry = list[from];
        if (entry === undefined || to < 0 || to >= list.length) {
          expect(after).toBe(list);
          return;
        }
        expect(after[to]).toBe(entry);
        expect(after.filter((one) => one !== entry)).toEqual(list.filter((one) => one !== entry));
      },
    ),
  );
});
