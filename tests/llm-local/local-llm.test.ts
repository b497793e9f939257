import { readFile, truncate, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { findProfile } from '../../src/core/cues/profiles.ts';
import { noCheckpoints } from '../../src/core/ports/checkpoints.ts';
import type { JsonSchema, LlmRequest } from '../../src/core/ports/llm.ts';
import { batchSchema } from '../../src/core/stages/translate/prompt.ts';
import { NO_RELATIONS } from '../../src/core/stages/translate/relation-sheet.ts';
import { translate } from '../../src/core/stages/translate/translate.ts';
import { loadLlamaBinding } from '../../src/platform/llm/llama-cpp/llama-binding.ts';
import { loadLlama } from '../../src/platform/llm/llama-cpp/llama-model.ts';
import { importModel } from '../../src/platform/models/import-model.ts';
import { LocalLlmEngine, type LocalLlmStep } from '../../src/studio/llm/local/local-llm.ts';
import { type LlamaGgufOptions, randomLlamaGguf } from '../support/llama-gguf.ts';
import { scratchFolder } from '../support/scratch.ts';
import { scriptedWhisperGguf } from '../support/whisper-gguf.ts';

const scratch = scratchFolder();
const never = new AbortController().signal;
const KEYS = Array.from({ length: 20 }, (_, i) => String(i + 1));
/** Enough for the shape of 20 lines, and for some letters. */
const ROOM = 2200;

beforeAll(async () => {
  // Threads wait for each other by spinning, which takes for ever on a machine that does other things too.
  vi.stubEnv('VOXLANE_THREADS', '1');
  await write('endless.gguf', {});
  await write('ending.gguf', { quotes: 4 });
});

async function write(name: string, options: LlamaGgufOptions): Promise<string> {
  await writeFile(scratch.at(name), randomLlamaGguf(options));
  return scratch.at(name);
}

function open(
  model: string,
  { steps = [], ...more }: { contextTokens?: number; steps?: LocalLlmStep[]; folders?: string[] } = {},
): LocalLlmEngine {
  const { contextTokens, folders = [] } = more;
  const choice = { kind: 'local' as const, model, ...(contextTokens === undefined ? {} : { contextTokens }) };
  const onStep = (step: LocalLlmStep): void => void steps.push(step);
  const engine = new LocalLlmEngine(choice, { modelFolders: folders, gpu: false, onStep });
  onTestFinished(() => engine.dispose());
  return engine;
}

/** A model that several tests ask; its process starts once. */
function share(name: string): LocalLlmEngine {
  const known = shared.get(name);
  if (known !== undefined) return known;
  const engine = new LocalLlmEngine({ kind: 'local', model: scratch.at(name) }, { modelFolders: [], gpu: false });
  shared.set(name, engine);
  return engine;
}
const shared = new Map<string, LocalLlmEngine>();
afterAll(async () => {
  for (const engine of shared.values()) await engine.dispose();
});

const ask = (schema: JsonSchema | undefined, text: string, more: Partial<LlmRequest> = {}): LlmRequest => ({
  messages: [
    { role: 'system', content: 'You translate subtitles.' },
    { role: 'user', content: text },
  ],
  ...(schema === undefined ? {} : { schema }),
  maxOutputTokens: ROOM,
  temperature: 0,
  ...more,
});
const short = ask({ type: 'object', properties: { a: { type: 'string' } } }, 'one', { maxOutputTokens: 80 });

describe('the real library and the smallest model', () => {
  it.each(['endless.gguf', 'ending.gguf'])('%s held to a schema gives exactly the ids asked for', async (name) => {
    const engine = share(name);
    for (const [round, temperature] of [0, 0.8, 1.5].entries()) {
      const heard: string[] = [];
      const request = ask(batchSchema(KEYS), `{"lines": "${'çok güzel "'.repeat(round + 1)}"}`, { temperature });
      const reply = await engine.complete(request, never, (text) => heard.push(text));
      const answer = JSON.parse(reply.text) as { lines: Record<string, unknown>; story: unknown };
      expect(Object.keys(answer)).toEqual(['lines', 'story']);
      expect(Object.keys(answer.lines)).toEqual(KEYS);
      for (const line of Object.values(answer.lines))
        expect(line).toEqual({ echo: expect.any(String) as string, text: expect.any(String) as string });
      expect(reply).toMatchObject({ finish: 'stop', shape: 'grammar', usage: { estimated: false } });
      expect(reply.usage.inputTokens).toBeGreaterThan(50);
      expect(reply.usage.outputTokens).toBeLessThanOrEqual(ROOM);
      expect(heard.every((text, i) => text.startsWith(heard[i - 1] ?? ''))).toBe(true);
      expect(reply.text.startsWith(heard[0]?.trimEnd() ?? '?')).toBe(true);
    }
  });

  it('ends lists, and keeps to the choices it is given', async () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: {
        tags: { type: 'array', items: { type: 'object', properties: { word: { type: 'string' } } } },
        kind: { type: 'string', enum: ['in', 'out'] },
        sure: { type: 'boolean' },
        count: { type: 'integer' },
      },
    };
    const engine = share('ending.gguf');
    for (const temperature of [0, 1, 2]) {
      const { text } = await engine.complete(ask(schema, 'x', { temperature, maxOutputTokens: 400 }), never);
      const answer = JSON.parse(text) as { tags: unknown[]; kind: string; sure: unknown; count: unknown };
      expect(Array.isArray(answer.tags)).toBe(true);
      expect(['in', 'out']).toContain(answer.kind);
      expect([typeof answer.sure, typeof answer.count]).toEqual(['boolean', 'number']);
    }
  });

  it('writes the same again, and without a schema is cut at the tokens it may write', async () => {
    const engine = share('endless.gguf');
    const free = ask(undefined, 'go', { maxOutputTokens: 30 });
    const first = await engine.complete(free, never);
    expect(first).toMatchObject({ finish: 'length', shape: 'text', usage: { outputTokens: 30 } });
    expect((await engine.complete(free, never)).text).toBe(first.text);
    expect(engine.capabilities).toEqual({ contextTokens: 8192, concurrency: 1, local: true });
  });

  it('is left in the middle of a word, and answers the next call', async () => {
    const engine = share('endless.gguf');
    await engine.complete(short, never);
    const { pid } = engine;
    const stop = new AbortController();
    const long = engine.complete(ask(undefined, 'x', { maxOutputTokens: 8000 }), stop.signal, () => stop.abort());
    const waiting = engine.complete(short, never);
    await expect(long).rejects.toMatchObject({ code: 'cancelled' });
    expect(JSON.parse((await waiting).text)).toEqual({ a: expect.any(String) as string });
    expect(engine.pid).toBe(pid);
  });

  it('refuses what its context has no room for, before it reads it', async () => {
    const engine = open(scratch.at('endless.gguf'), { contextTokens: 512 });
    await expect(engine.complete(ask(undefined, 'x'.repeat(600)), never)).rejects.toMatchObject({
      code: 'llm-context-overflow',
    });
    await expect(engine.complete(ask(batchSchema(KEYS), 'x'), never)).rejects.toMatchObject({
      code: 'llm-context-overflow',
    });
    expect((await engine.complete(short, never)).finish).toBe('stop');
  });
});

describe('what may be wrong with it', () => {
  it('a file that is missing, cut, of something else or without weights is told apart', async () => {
    const cut = await write('cut.gguf', {});
    await truncate(cut, (await readFile(cut)).length - 5000);
    await writeFile(scratch.at('text.gguf'), 'no model');
    await writeFile(scratch.at('whisper.gguf'), scriptedWhisperGguf({ script: [' one'] }));
    await write('bare.gguf', { without: ['blk.0.attn_q.weight'] });
    await write('strange.gguf', { pairs: { 'general.architecture': { type: 'string', value: 'llamb' } } });
    const codeOf = (model: string): Promise<unknown> =>
      open(model)
        .complete(short, never)
        .catch((error: { code: string }) => error.code);
    expect(await codeOf(scratch.at('nowhere.gguf'))).toBe('model-missing');
    expect(await codeOf('not-installed')).toBe('model-missing');
    expect(await codeOf(cut)).toBe('model-corrupt');
    expect(await codeOf(scratch.at('text.gguf'))).toBe('model-corrupt');
    expect(await codeOf(scratch.at('whisper.gguf'))).toBe('model-unsupported');
    expect(await codeOf(scratch.at('bare.gguf'))).toBe('model-unsupported');
    expect(await codeOf(scratch.at('strange.gguf'))).toBe('model-unsupported');
  });

  it('a package that is missing or broken is a reason', async () => {
    const missing = Object.assign(new Error('no'), { code: 'ERR_MODULE_NOT_FOUND' });
    const state = await loadLlamaBinding(() => Promise.reject(missing));
    expect(state).toEqual({ kind: 'unavailable', reason: 'The package node-llama-cpp is not installed.' });
    expect(await loadLlamaBinding(() => Promise.reject(new Error('bad ELF\nat x')))).toMatchObject({
      reason: 'bad ELF.',
    });
    const spec = { path: scratch.at('ending.gguf'), gpu: false, contextTokens: 512, threads: 1 } as const;
    await expect(loadLlama(spec, never, state)).rejects.toMatchObject({ code: 'tool-missing' });
  });

  it('a process that is killed comes back with less context, then with a smaller file, and then is given up', async () => {
    await write('model-q8_0.gguf', { contextTokens: 16_384 });
    await writeFile(scratch.at('model-q4_0.gguf'), randomLlamaGguf({ pairs: { 'general.name': undefined } }));
    const steps: LocalLlmStep[] = [];
    const engine = open(scratch.at('model-q8_0.gguf'), { contextTokens: 8192, steps });
    const kills = async (): Promise<unknown> => {
      let killed = 0;
      return engine
        .complete(ask(undefined, 'x', { maxOutputTokens: 3000 }), never, () => {
          if (killed !== engine.pid) process.kill((killed = engine.pid ?? 0), 'SIGKILL');
        })
        .catch((error: unknown) => error);
    };
    expect(await kills()).toMatchObject({ code: 'engine-crashed', details: { signal: 'SIGKILL' } });
    expect(steps.map(({ to }) => [basename(to.path), to.contextTokens])).toEqual([
      ['model-q8_0.gguf', 4096],
      ['model-q4_0.gguf', 4096],
    ]);
    expect(steps.every(({ error }) => error.code === 'engine-crashed')).toBe(true);
    expect((await engine.complete(short, never)).finish).toBe('stop');
    expect(engine.capabilities.contextTokens).toBe(4096);
  });

  it('nothing of it is left when it is disposed of', async () => {
    const engine = open(scratch.at('ending.gguf'));
    await engine.complete(short, never);
    const pid = engine.pid ?? 0;
    const last = engine.complete(ask(undefined, 'x', { maxOutputTokens: 8000 }), never);
    await Promise.all([expect(last).rejects.toMatchObject({ code: 'cancelled' }), engine.dispose()]);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(engine.complete(short, never)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the work it is for', () => {
  it('is imported by its file alone, and used by its id', async () => {
    const models = scratch.at('models');
    const path = await write('Tiny-Words-Q8_0.gguf', { quotes: 4 });
    const manifest = await importModel(path, { modelsFolder: models, signal: never, entry: undefined });
    expect(manifest).toMatchObject({ id: 'tiny-words-q8_0', name: 'Random bytes', task: 'translate', layout: 'gguf' });
    const engine = open('tiny-words-q8_0', { folders: [models] });
    expect((await engine.complete(short, never)).finish).toBe('stop');
    expect(engine.id).toBe('tiny-words-q8_0');
  });

  it('a translation by it ends complete: every cue has its text or a flag', async () => {
    const profile = findProfile('netflix');
    if (profile === undefined) throw new Error('no profile');
    const lines = Array.from({ length: 30 }, (_, i) => ({
      id: `C${i + 1}`,
      startMs: i * 4000,
      endMs: i * 4000 + 3000,
      speaker: i % 2 === 0 ? 'Elif' : 'Kerem',
      lines: [`akşam numara ${i + 1}`],
    }));
    const options = { source: 'tr', target: 'fr', profile, glossary: [], relations: NO_RELATIONS, natural: false };
    const engine = share('ending.gguf');
    const parts = { engines: [engine], checkpoints: noCheckpoints };
    const { lines: translated, stopped } = await translate(lines, options, parts, never);
    expect(stopped).toBeUndefined();
    expect(translated.map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
    for (const [i, line] of translated.entries())
      expect(line.flags.length > 0 || line.lines.join() !== lines[i]?.lines.join()).toBe(true);
  });
});
