import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askStructured } from '../../src/core/llm/ask-structured.ts';
import type { LimiterStore } from '../../src/core/llm/limiter/limiter-store.ts';
import { type LlmWish, llmSpecOf } from '../../src/core/llm/llm-spec.ts';
import type { JsonSchema, LlmEngine } from '../../src/core/ports/llm.ts';
import { AnthropicTransport } from '../../src/platform/llm/anthropic/anthropic-transport.ts';
import type { AnswerLimits } from '../../src/platform/llm/answer-limits.ts';
import { LimitedLlm } from '../../src/platform/llm/limited-llm.ts';
import { OpenAiTransport } from '../../src/platform/llm/openai-compatible/openai-transport.ts';
import { sharedLimiter } from '../../src/platform/llm/shared-limiter.ts';
import type { RequestClock } from '../../src/platform/net/request-clock.ts';
import { DIRECT } from '../../src/platform/net/route.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { type HostFault, type LlmHost, startLlmHost } from '../support/llm-host.ts';

const KEY = 'sk-canary-0123456789';
const WALL_MS = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');
let host: LlmHost;
let model = 0;

beforeAll(async () => {
  host = await startLlmHost(() => ({ text: 'unset' }));
});
afterAll(() => host.close());
beforeEach(() => {
  host.questions.length = 0;
  host.faults.length = 0;
  host.answered.length = 0;
  Object.assign(host.billed, { calls: 0, tokens: 0 });
  Object.assign(host, {
    answer: () => ({ text: 'Bonjour à tous — merhaba « şeker »', inputTokens: 40, outputTokens: 9 }),
    key: undefined,
    formats: 'schema',
    refuses: [],
    tellsUsage: true,
    streams: true,
    noise: '',
    lineEnd: '\n',
    headers: {},
  });
  // What a server takes is remembered for host and model.
  model++;
});

/** Time that passes only by waiting. */
function clock(waits: number[] = []): RequestClock {
  let passed = 0;
  return {
    nowMs: () => passed,
    wallMs: () => WALL_MS + passed,
    random: () => 0.5,
    async sleep(ms, signal) {
      waits.push(ms);
      passed += ms;
      await sleep(0, undefined, { signal });
    },
  };
}

interface Setup extends Partial<LlmWish> {
  readonly waits?: number[];
  readonly answerLimits?: Partial<AnswerLimits>;
  readonly store?: LimiterStore;
  readonly pauses?: unknown[];
}

function memoryStore(): LimiterStore & { readonly states: Map<string, string> } {
  const states = new Map<string, string>();
  return {
    states,
    load: (key) => Promise.resolve(states.get(key)),
    save: async (key, state) => void states.set(key, state),
  };
}

function engine({ waits, answerLimits, store = memoryStore(), pauses = [], ...wish }: Setup = {}): LlmEngine {
  const spec = llmSpecOf({ url: host.url, model: `m${model}`, kind: 'openai', ...wish });
  const time = clock(waits);
  const Transport = spec.kind === 'anthropic' ? AnthropicTransport : OpenAiTransport;
  const transport = new Transport({ spec, key: KEY, route: DIRECT, clock: time, limits: answerLimits ?? {} });
  return new LimitedLlm(
    transport,
    () => sharedLimiter(store, spec, KEY, transport.capabilities.concurrency, time),
    time,
    (pause) => pauses.push(pause),
  );
}

const REQUEST = {
  messages: [
    { role: 'system', content: 'Translate.' },
    { role: 'user', content: 'hello everybody' },
  ],
  maxOutputTokens: 200,
  temperature: 0,
} as const;
const SCHEMA: JsonSchema = { type: 'object', properties: { c1: { type: 'string' }, c2: { type: 'string' } } };
const PARSE = z.object({ c1: z.string(), c2: z.string() });
const GOOD = JSON.stringify({ c1: 'bir "iki"', c2: 'üç' });

/** What is read of a limiter's state. */
interface State {
  readonly days: { readonly requests: number; readonly tokens: number }[];
}

const never = new AbortController().signal;
const ask = (llm: LlmEngine) => askStructured(llm, { ...REQUEST, schema: SCHEMA }, PARSE, never);

async function errorOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  expect(JSON.stringify(error.toData())).not.toContain(KEY);
  expect(Object.values(error.parts).every((part) => part.length > 10)).toBe(true);
  return error;
}

const KINDS = ['openai', 'anthropic'] as const;

describe.each(KINDS)('a server of the kind %s', (kind) => {
  it.each([
    ['as a stream', {}],
    [
      'with comments, \\r\\n and lines in between',
      { noise: ': keep-alive\n\nid: 7\nretry: 10\n', lineEnd: '\r\n' as const },
    ],
    ['whole, though a stream was asked for', { streams: false }],
  ])('answers %s', async (_name, change) => {
    Object.assign(host, { key: KEY, ...change });
    const heard: string[] = [];
    const reply = await engine({ kind }).complete(REQUEST, never, (text) => heard.push(text));
    expect(reply).toEqual({
      text: 'Bonjour à tous — merhaba « şeker »',
      finish: 'stop',
      usage: { inputTokens: 40, outputTokens: 9, estimated: false },
      shape: 'text',
    });
    expect(heard.at(-1)).toBe(reply.text);
    for (const [i, text] of heard.entries()) expect(text.startsWith(heard[i - 1] ?? '')).toBe(true);
    expect(host.questions[0].messages).toEqual(REQUEST.messages);
  });

  it('is held to a schema', async () => {
    host.answer = ({ schema }) => {
      expect(schema).toMatchObject({ required: ['c1', 'c2'], additionalProperties: false });
      return { text: GOOD, inputTokens: 5, outputTokens: 6 };
    };
    const usage = { inputTokens: 5, outputTokens: 6, estimated: false };
    expect(await ask(engine({ kind }))).toEqual({ kind: 'ok', value: JSON.parse(GOOD), usage });
    host.streams = false;
    expect(await ask(engine({ kind }))).toEqual({ kind: 'ok', value: JSON.parse(GOOD), usage });
    expect(host.questions).toHaveLength(2);
  });

  it('may think first, and thoughts are no answer', async () => {
    host.answer = () => ({ text: 'Salut', thoughts: 'They want French, informal.' });
    expect((await engine({ kind }).complete(REQUEST, never)).text).toBe('Salut');
    host.answer = () => ({ text: '<think>informal {"c1": 1}</think>\n\nSalut' });
    expect((await engine({ kind }).complete(REQUEST, never)).text).toBe('Salut');
  });

  it('says why it stopped', async () => {
    host.answer = () => ({ text: 'Sa', finish: 'length' });
    expect((await engine({ kind }).complete(REQUEST, never)).finish).toBe('length');
    host.faults.push('refusal');
    expect((await engine({ kind }).complete(REQUEST, never)).finish).toBe('refusal');
    host.answer = () => ({ text: GOOD });
    host.faults.push('refusal');
    expect((await ask(engine({ kind }))).kind).toBe('refusal');
  });

  it.each<[HostFault, number]>([
    ['rate-seconds', 7000],
    ['rate-date', 9000],
    ['rate', 500],
    ['error-500', 500],
    ['overloaded', 500],
    ['cut', 500],
    ['not-json', 500],
  ])('is asked again after %s', async (fault, wait) => {
    host.faults.push(fault);
    const waits: number[] = [];
    const reply = await engine({ kind, waits }).complete(REQUEST, never);
    expect(reply.text).toContain('Bonjour');
    expect(waits[0]).toBe(wait);
    expect(host.questions).toHaveLength(2);
  });

  it.each<[HostFault, string]>([
    ['quota', 'quota-exhausted'],
    ['payment', 'quota-exhausted'],
    ['key', 'key-refused'],
    ['forbidden', 'key-refused'],
    ['overflow', 'llm-context-overflow'],
    ['elsewhere', 'remote-failed'],
    ['huge', 'remote-failed'],
  ])('is not asked again after %s', async (fault, code) => {
    host.faults.push(fault);
    const waits: number[] = [];
    const error = await errorOf(
      engine({ kind, waits, answerLimits: { answerBytes: 100_000 } }).complete(REQUEST, never),
    );
    expect(error.code).toBe(code);
    expect(waits).toEqual([]);
    expect(host.questions).toHaveLength(1);
  });

  it.each<[HostFault, Partial<AnswerLimits>]>([
    ['hang', { firstMs: 150 }],
    ['hang-midway', { betweenMs: 150 }],
    ['hang-midway', { wholeMs: 400 }],
  ])('that goes silent (%s, %o) is left after some tries', async (fault, answerLimits) => {
    host.faults.push(fault, fault, fault, fault, fault);
    const error = await errorOf(engine({ kind, answerLimits }).complete(REQUEST, never));
    expect(error.code).toBe('llm-failed');
    expect(error.message).toMatch(/within 0 s.*5 tries/);
  });

  it('ends with its user, and with its engine', async () => {
    host.faults.push('hang-midway', 'hang');
    const stop = new AbortController();
    const first = errorOf(engine({ kind }).complete(REQUEST, stop.signal));
    while (host.questions.length < 1) await sleep(5);
    stop.abort();
    expect((await first).code).toBe('cancelled');
    const llm = engine({ kind });
    const second = errorOf(llm.complete(REQUEST, never));
    while (host.questions.length < 2) await sleep(5);
    await llm.dispose();
    expect((await second).code).toBe('cancelled');
  });

  it('that is not there is left after some tries', async () => {
    const error = await errorOf(engine({ kind, url: 'http://127.0.0.1:9' }).complete(REQUEST, never));
    expect(error.code).toBe('remote-failed');
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('with nothing left of its limits is given the time it wants', async () => {
    host.headers =
      kind === 'openai'
        ? { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1m2.5s' }
        : {
            'anthropic-ratelimit-tokens-remaining': '0',
            'anthropic-ratelimit-tokens-reset': '2026-10-21T07:28:20Z',
          };
    const waits: number[] = [];
    const llm = engine({ kind, waits });
    await llm.complete(REQUEST, never);
    await llm.complete(REQUEST, never);
    expect(waits).toEqual([kind === 'openai' ? 60_000 : 20_000]);
  });
});

describe('what a server does not take', () => {
  it.each([
    [['stream_options'], 1],
    [['max_tokens'], 1],
    [['temperature'], 1],
    [['stream'], 1],
    [['max_tokens', 'temperature', 'stream'], 3],
  ] as const)('%j is left out, and found out once', async (refuses, refusals) => {
    host.refuses = refuses;
    const llm = engine();
    expect((await llm.complete(REQUEST, never)).text).toContain('Bonjour');
    expect(host.questions).toHaveLength(1 + refusals);
    const again = await engine().complete(REQUEST, never);
    expect(again.text).toContain('Bonjour');
    expect(host.questions).toHaveLength(2 + refusals);
    const { body } = host.questions.at(-1)!;
    for (const field of refuses) expect(body[field]).toBeUndefined();
    expect(body['max_tokens'] ?? body['max_completion_tokens']).toBe(200);
  });

  it.each([
    ['object', 'json-object', 1],
    ['none', 'text', 2],
  ] as const)('of formats (%s) leads to %s', async (formats, shape, refusals) => {
    host.formats = formats;
    host.answer = ({ messages }) => {
      // Nothing but the prompt says what is wanted.
      expect(messages[0].content).toMatch(formats === 'object' ? /JSON Schema/ : /Keys: c1, c2/);
      return { text: formats === 'object' ? GOOD : 'c1: bir "iki"\n\nc2: üç' };
    };
    const llm = engine();
    expect(await ask(llm)).toMatchObject({ kind: 'ok', value: JSON.parse(GOOD) });
    expect(host.questions).toHaveLength(1 + refusals);
    expect((await llm.complete({ ...REQUEST, schema: SCHEMA }, never)).shape).toBe(shape);
    expect(host.questions).toHaveLength(2 + refusals);
  });

  it('but passes over in silence is found out by its answers, which are paid for', async () => {
    host.formats = 'ignored';
    host.answer = ({ messages }) => ({
      text: messages[0].content.includes('Keys: c1, c2') ? 'c1: bir "iki"\nc2: üç' : 'With pleasure: one, two.',
      inputTokens: 10,
      outputTokens: 5,
    });
    const store = memoryStore();
    const llm = engine({ store });
    expect(await ask(llm)).toMatchObject({ kind: 'ok', value: JSON.parse(GOOD) });
    expect(await ask(llm)).toMatchObject({ kind: 'ok' });
    expect(host.billed).toEqual({ calls: 4, tokens: 60 });
    const [state] = [...store.states.values()].map((text) => JSON.parse(text) as State);
    expect(state.days).toEqual([{ id: '2026-10-21', requests: 4, tokens: 60, usd: 0 }]);
  });

  it('at all ends the call, and nothing wrong is learnt from that', async () => {
    host.refuses = ['temperature'];
    host.answer = () => ({ text: GOOD });
    const llm = engine();
    const odd: JsonSchema = { type: 'array', items: SCHEMA };
    host.faults.push(undefined);
    expect((await llm.complete({ ...REQUEST, schema: odd }, never)).shape).toBe('json-schema');
  });

  it('of usage is estimated', async () => {
    host.tellsUsage = false;
    const { usage } = await engine().complete(REQUEST, never);
    expect(usage.estimated).toBe(true);
    expect(usage.inputTokens).toBeGreaterThan(5);
    expect(usage.outputTokens).toBeGreaterThan(5);
  });
});

describe('the limits of an account', () => {
  const limits = { requestsPerDay: 3 };

  it('are shared by all engines over one store, outlive the process, and say until when', async () => {
    const store = memoryStore();
    const pauses: { untilMs: number; reason: string }[] = [];
    for (let i = 0; i < 3; i++) await engine({ store, limits, model: 'shared' }).complete(REQUEST, never);
    // Another process knows what was stored and nothing else.
    const after = memoryStore();
    for (const [key, state] of store.states) await after.save(key, state);
    for (const where of [store, after]) {
      const error = await errorOf(engine({ store: where, limits, model: 'shared', pauses }).complete(REQUEST, never));
      expect(error.code).toBe('quota-exhausted');
      expect(error.toData().details).toMatchObject({ until: '2026-10-22T00:00:00.000Z', reason: 'day' });
    }
    expect(pauses).toEqual(Array.from({ length: 2 }, () => ({ untilMs: Date.parse('2026-10-22'), reason: 'day' })));
    expect(host.questions).toHaveLength(3);
    expect([...store.states.keys()].join()).not.toContain(KEY);
    expect([...store.states.values()].join()).not.toContain(KEY);
  });

  it('are written before the request goes, so that a kill forgets nothing', async () => {
    const store = memoryStore();
    host.faults.push('hang');
    const stop = new AbortController();
    const work = errorOf(engine({ store, limits }).complete(REQUEST, stop.signal));
    while (host.questions.length === 0) await sleep(5);
    const [state] = [...store.states.values()].map((text) => JSON.parse(text) as State);
    expect(state.days[0].requests).toBe(1);
    expect(state.days[0].tokens).toBeGreaterThanOrEqual(200);
    stop.abort();
    await work;
  });

  it('that nothing can be written of stop the request', async () => {
    const full = new AppError('disk-full', {
      what: 'The disk is full.',
      meaning: 'Nothing was written.',
      action: 'Free some space.',
    });
    const store = { ...memoryStore(), save: () => Promise.reject(full) };
    expect((await errorOf(engine({ store, limits }).complete(REQUEST, never))).code).toBe('disk-full');
    expect(host.questions).toHaveLength(0);
  });

  it('of money are kept to', async () => {
    const prices = { inputUsd: 1000, outputUsd: 0 };
    const llm = engine({ limits: { usdPerMonth: 0.1 }, prices });
    await llm.complete(REQUEST, never);
    await llm.complete(REQUEST, never);
    const error = await errorOf(llm.complete(REQUEST, never));
    expect(error.code).toBe('quota-exhausted');
    expect(error.toData().details).toMatchObject({ until: '2026-11-01T00:00:00.000Z', reason: 'spend-cap' });
  });

  it('turn away what never fits', async () => {
    const error = await errorOf(engine({ limits: { tokensPerMinute: 100 } }).complete(REQUEST, never));
    expect(error.code).toBe('llm-context-overflow');
    expect(host.questions).toHaveLength(0);
  });

  it('are waited for when that is short', async () => {
    const waits: number[] = [];
    const pauses: unknown[] = [];
    const llm = engine({ limits: { requestsPerMinute: 1 }, waits, pauses });
    await llm.complete(REQUEST, never);
    await llm.complete(REQUEST, never);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(60_000);
    expect(pauses).toMatchObject([{ reason: 'rate' }]);
  });
});
