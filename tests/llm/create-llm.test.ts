import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askStructured } from '../../src/core/llm/ask-structured.ts';
import type { LimiterStore } from '../../src/core/llm/limiter/limiter-store.ts';
import { llmSpecOf } from '../../src/core/llm/llm-spec.ts';
import { fileLimiterStore } from '../../src/platform/llm/file-limiter-store.ts';
import { tableLimiterStore } from '../../src/platform/store/limiters-table.ts';
import { openStore } from '../../src/platform/store/open-store.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { createLlm } from '../../src/studio/llm/create-llm.ts';
import { llmKey } from '../../src/studio/llm/llm-key.ts';
import { refuseUnagreedLlm } from '../../src/studio/llm/refuse-unagreed-llm.ts';
import { type HostFault, type LlmHost, startLlmHost } from '../support/llm-host.ts';
import { scratchFolder } from '../support/scratch.ts';
import { seeded } from '../support/seeded.ts';

const KEY = 'sk-canary-0123456789';
const scratch = scratchFolder();
/** What is read of a limiter's state. */
interface State {
  readonly days: { readonly requests: number; readonly tokens: number }[];
}

const never = new AbortController().signal;
let host: LlmHost;

beforeAll(async () => {
  host = await startLlmHost(({ messages }) => {
    const ids = [...messages.at(-1)!.content.matchAll(/#(\d+)/g)].map(([, id]) => id);
    return { text: JSON.stringify(Object.fromEntries(ids.map((id) => [id, `« ${id} »`]))) };
  });
});
afterAll(() => host.close());
beforeEach(() => {
  host.questions.length = 0;
  host.faults.length = 0;
  host.chance = () => undefined;
  host.answered.length = 0;
  Object.assign(host.billed, { calls: 0, tokens: 0 });
});

const ask = (content: string) => ({
  messages: [{ role: 'user', content }] as const,
  maxOutputTokens: 100,
  temperature: 0,
});

describe('what was used', () => {
  it.each(['file', 'library'])('outlives the process (%s)', async (kind) => {
    const open = async (): Promise<{ store: LimiterStore; close: () => void }> => {
      if (kind === 'file') return { store: fileLimiterStore(scratch.at('limits')), close: () => undefined };
      const library = await openStore(scratch.at('library'), { log: silentLogger, reserveBytes: 0 });
      return { store: tableLimiterStore(library), close: () => library.close() };
    };
    const spec = llmSpecOf({ url: host.url, model: kind, limits: { requestsPerDay: 2 } });
    for (let i = 0; i < 2; i++) {
      const { store, close } = await open();
      await createLlm(spec, KEY, store).complete(ask('#1'), never);
      close();
    }
    const { store, close } = await open();
    const pauses: string[] = [];
    const third = createLlm(spec, KEY, store, { onPause: ({ reason }) => pauses.push(reason) });
    await expect(third.complete(ask('#1'), never)).rejects.toMatchObject({ code: 'quota-exhausted' });
    // Another key is another account.
    await createLlm(spec, 'other', store).complete(ask('#1'), never);
    expect(pauses).toEqual(['day']);
    expect(host.questions).toHaveLength(3);
    close();
  });

  it('survives kill -9 in the middle of a request', async () => {
    host.faults.push('hang');
    const folder = scratch.at('killed');
    const child = fork(fileURLToPath(new URL('workers/ask-once.ts', import.meta.url)), [host.url, folder]);
    while (host.questions.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const spec = llmSpecOf({ url: host.url, model: 'once', limits: { requestsPerDay: 1 } });
    const llm = createLlm(spec, undefined, fileLimiterStore(folder));
    await expect(llm.complete(ask('#1'), never)).rejects.toMatchObject({ code: 'quota-exhausted' });
    expect(host.questions).toHaveLength(1);
  });
});

describe('a server with faults at random', () => {
  it('answers every question once, and everything it billed is counted', async () => {
    const faults: HostFault[] = [
      ...(['rate', 'rate-seconds', 'error-500', 'overloaded', 'cut', 'not-json', 'empty', 'broken-json'] as const),
    ];
    const random = seeded(7);
    host.chance = () => (random() < 0.3 ? faults[Math.floor(random() * faults.length)] : undefined);
    let passed = 0;
    const clock = {
      nowMs: () => passed,
      wallMs: () => Date.parse('2026-11-28T00:00:00Z') + passed,
      random,
      sleep: async (ms: number, signal: AbortSignal) => {
        passed += ms;
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
      },
    };
    const states = new Map<string, string>();
    const store: LimiterStore = {
      load: (key) => Promise.resolve(states.get(key)),
      save: async (key, state) => void states.set(key, state),
    };
    const llm = createLlm(llmSpecOf({ url: host.url, model: 'faults' }), undefined, store, { clock });
    const batches = Array.from({ length: 60 }, (_, i) => [`${i * 3}`, `${i * 3 + 1}`, `${i * 3 + 2}`]);
    const done = await Promise.all(
      batches.map(async (ids) => {
        const schema = {
          type: 'object',
          properties: Object.fromEntries(ids.map((id) => [id, { type: 'string' as const }])),
        } as const;
        const parse = z.record(z.string(), z.string()).refine((found) => ids.every((id) => id in found));
        for (let tries = 0; tries < 10; tries++) {
          const question = { ...ask(ids.map((id) => `#${id}`).join(' ')), schema };
          const result = await askStructured(llm, question, parse, never);
          if (result.kind === 'ok') return result.value;
        }
        throw new Error(`no answer for ${ids.join()}`);
      }),
    );
    expect(done).toEqual(batches.map((ids) => Object.fromEntries(ids.map((id) => [id, `« ${id} »`]))));
    const asked = host.answered.map(({ messages }) => messages.at(-1)!.content);
    expect(asked).toHaveLength(batches.length);
    expect(new Set(asked).size).toBe(batches.length);
    const [state] = [...states.values()].map((text) => JSON.parse(text) as State);
    expect(state.days[0].requests).toBe(host.questions.length);
    expect(state.days[0].tokens).toBeGreaterThanOrEqual(host.billed.tokens);
  });
});

describe('texts', () => {
  const here = llmSpecOf({ url: 'http://127.0.0.1:1', model: 'm' });
  const away = llmSpecOf({ url: 'https://llm.example.org', model: 'm' });

  it('go to this computer and to hosts that were agreed to, and nowhere else', () => {
    refuseUnagreedLlm(here, { offline: true, llmHosts: [] });
    refuseUnagreedLlm(away, { offline: false, llmHosts: ['llm.example.org'] });
    const refused = (rules: { offline: boolean; llmHosts: string[] }) => () => refuseUnagreedLlm(away, rules);
    expect(refused({ offline: false, llmHosts: ['example.org'] })).toThrow(/Nobody agreed/);
    expect(refused({ offline: true, llmHosts: ['llm.example.org'] })).toThrow(/offline/);
  });

  it('go with the key of their own host before the one for any host', async () => {
    const stored = new Map([
      ['llm', 'general'],
      ['llm@llm.example.org', 'own'],
    ]);
    const read = (name: string) => {
      const value = stored.get(name);
      return Promise.resolve(value === undefined ? ({ kind: 'absent' } as const) : ({ kind: 'found', value } as const));
    };
    const other = llmSpecOf({ url: 'https://other.example.org', model: 'm' });
    expect(await llmKey(away, never, { environment: {}, read })).toBe('own');
    expect(await llmKey(other, never, { environment: {}, read })).toBe('general');
  });

  it('go with the key of the environment, else with that of the keychain, which is not asked for this computer', async () => {
    const asked: string[] = [];
    const read = (name: string) => {
      asked.push(name);
      return Promise.resolve({ kind: 'found' as const, value: 'stored' });
    };
    expect(await llmKey(away, never, { environment: { VOXLANE_LLM_KEY: ' given ' }, read })).toBe('given');
    expect(await llmKey(here, never, { environment: {}, read })).toBeUndefined();
    expect(asked).toEqual([]);
    expect(await llmKey(away, never, { environment: {}, read })).toBe('stored');
    expect(asked).toEqual(['llm@llm.example.org']);
  });
});
