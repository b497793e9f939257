import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LlmChoice, llmChoiceSchema } from '../../../../core/llm/llm-choice.ts';
import { choiceOfDraft, draftOf, LIMIT_NAMES, newDraft } from './llm-draft.ts';
import { LLM_PRESETS } from './llm-presets.ts';

const limits = fc.record(
  Object.fromEntries(
    LIMIT_NAMES.map((name) => [
      name,
      name === 'concurrency' ? fc.integer({ min: 1, max: 64 }) : fc.integer({ min: 1, max: 1e9 }),
    ]),
  ),
  { requiredKeys: [] },
);
const usd = fc.integer({ min: 0, max: 100_000 }).map((cents) => cents / 100);
const remote = fc.record(
  {
    kind: fc.constantFrom('openai', 'anthropic'),
    url: fc.constantFrom(...LLM_PRESETS.map(({ url }) => url), 'https://llm.example.org:8443/v1'),
    model: fc.stringMatching(/^[a-z0-9.:/-]{1,40}$/),
    plainHttp: fc.constant(false),
    contextTokens: fc.integer({ min: 256, max: 1_000_000 }),
    limits: limits.filter((some) => Object.keys(some).length > 0),
    prices: fc.record({ inputUsd: usd, outputUsd: usd }),
  },
  { requiredKeys: ['kind', 'url', 'model', 'plainHttp'] },
);
const local = fc.record(
  {
    kind: fc.constant('local'),
    model: fc.constantFrom('/models/gemma 3.gguf', 'gemma-3-4b'),
    contextTokens: fc.constant(8192),
  },
  { requiredKeys: ['kind', 'model'] },
);

describe('a language model while it is written', () => {
  it('is the same model after nothing was changed', () => {
    fc.assert(
      fc.property(fc.oneof(remote, local), (some) => {
        const choice: LlmChoice = llmChoiceSchema.parse(some);
        expect(choiceOfDraft(draftOf(choice))).toEqual(choice);
      }),
    );
  });

  it('needs only the name of the model where a preset knows the rest', () => {
    for (const { id, url, kind, example } of LLM_PRESETS)
      expect(choiceOfDraft({ ...newDraft(id), model: ` ${example} ` })).toEqual({
        ...{ kind, url, model: example, plainHttp: false },
      });
  });

  it.each([
    [{ url: '' }, { field: 'url', fault: 'missing' }],
    [{ url: 'nowhere' }, { field: 'url', fault: 'wrong' }],
    [{ url: 'https://me:secret@host/v1' }, { field: 'url', fault: 'wrong' }],
    [{ url: 'http://192.168.1.7:8080' }, { field: 'url', fault: 'unencrypted' }],
    [{ model: ' ' }, { field: 'model', fault: 'missing' }],
    [{ model: 'two words' }, { field: 'model', fault: 'wrong' }],
    [{ contextTokens: '12' }, { field: 'contextTokens', fault: 'wrong' }],
    [{ limits: { requestsPerDay: 'many' } }, { field: 'requestsPerDay', fault: 'wrong' }],
    [{ limits: { burst: '1.5' } }, { field: 'burst', fault: 'wrong' }],
    [{ timeZone: 'Mars/Olympus' }, { field: 'timeZone', fault: 'wrong' }],
    [{ inputUsd: '1' }, { field: 'prices', fault: 'missing' }],
    [
      { inputUsd: '1', outputUsd: '-2' },
      { field: 'prices', fault: 'wrong' },
    ],
  ])('says what is wrong with %j', (change, fault) => {
    expect(choiceOfDraft({ ...newDraft('groq'), model: 'm', ...change })).toEqual(fault);
  });

  it('may be another computer without encryption when that is wished, and takes decimal commas', () => {
    const draft = { ...newDraft('other'), url: 'http://192.168.1.7:8080', model: 'm', plainHttp: true };
    expect(choiceOfDraft({ ...draft, limits: { requestsPerSecond: '0,5' } })).toMatchObject({
      plainHttp: true,
      url: 'http://192.168.1.7:8080/v1',
      limits: { requestsPerSecond: 0.5 },
    });
    // The wish does not outlive an address that needs none.
    expect(choiceOfDraft({ ...draft, url: 'https://host' })).toMatchObject({ plainHttp: false });
  });
});
