import { writeFile } from 'node:fs/promises';
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LocalLlm } from '../../src/core/llm/llm-choice.ts';
import type { LlmEngine, LlmReply, LlmRequest } from '../../src/core/ports/llm.ts';
import { type Logger, silentLogger } from '../../src/shared/logger.ts';
import { LocalLlmEngine } from '../../src/studio/llm/local/local-llm.ts';
import { WarmModels } from '../../src/studio/llm/local/warm-models.ts';
import { randomLlamaGguf } from '../support/llama-gguf.ts';
import { isAlive } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
const never = new AbortController().signal;
const WAIT = { timeout: 20_000, interval: 20 };
const HOUR_MS = 3_600_000;
let warnings: string[] = [];
const log: Logger = { ...silentLogger, warn: (message) => void warnings.push(message) };

beforeAll(async () => {
  vi.stubEnv('VOXLANE_THREADS', '1');
  await writeFile(scratch.at('one.gguf'), randomLlamaGguf());
  await writeFile(scratch.at('other.gguf'), randomLlamaGguf({ seed: 2 }));
});
afterEach(() => {
  warnings = [];
});

function open(idleMs = HOUR_MS): WarmModels {
  const models = new WarmModels(log, idleMs);
  onTestFinished(() => models.close());
  return models;
}

const lend = (models: WarmModels, file = 'one.gguf', more: Partial<LocalLlm> = {}): LlmEngine =>
  models.lend({ kind: 'local', model: scratch.at(file), ...more }, { modelFolders: [], gpu: false });

const ask = (maxOutputTokens = 20, text = 'go'): LlmRequest => ({
  messages: [{ role: 'user', content: text }],
  maxOutputTokens,
  temperature: 0.8,
});

/** What somebody waits for. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

/** One piece of work of so many calls. */
async function work(models: WarmModels, calls = 1, file?: string): Promise<string[]> {
  const engine = lend(models, file);
  const texts: string[] = [];
  for (let i = 0; i < calls; i++) texts.push((await engine.complete(ask(20, `line ${i}`), never)).text);
  await engine.dispose();
  return texts;
}

describe('a model that is kept in memory', () => {
  it('answers the next piece of work from the same process, as a new process would', async () => {
    const models = open();
    const first = await work(models, 3);
    const [pid] = models.pids;
    expect(pid).toBeDefined();
    const second = await work(models, 3);
    expect(models.pids).toEqual([pid]);
    expect(second).toEqual(first);
    const own = new LocalLlmEngine({ kind: 'local', model: scratch.at('one.gguf') }, { modelFolders: [], gpu: false });
    onTestFinished(() => own.dispose());
    for (const [i, text] of first.entries())
      expect((await own.complete(ask(20, `line ${i}`), never)).text, String(i)).toBe(text);
  });

  it('goes when nobody asked it for a while, and the next piece of work has a new process', async () => {
    const models = open(300);
    await work(models);
    const [pid = 0] = models.pids;
    // Used again in time, it stays.
    await work(models);
    expect(models.pids).toEqual([pid]);
    await expect.poll(() => models.pids, WAIT).toEqual([]);
    await expect.poll(() => isAlive(pid), WAIT).toBe(false);
    await work(models);
    expect(models.pids).toHaveLength(1);
    expect(models.pids).not.toContain(pid);
    expect(warnings).toEqual([]);
  });

  it('is used by several, call by call, in order; who leaves waiting or working disturbs nobody', async () => {
    const models = open();
    const [long, brief, leaver] = [lend(models), lend(models), lend(models)];
    const ends: string[] = [];
    const ended = (name: string) => (reply: LlmReply) => (ends.push(name), reply);
    const started = gate();
    const first = long.complete(ask(600), never, () => started.open()).then(ended('first'));
    await started.opened;
    const stop = new AbortController();
    const left = leaver.complete(ask(), stop.signal);
    const between = brief.complete(ask(), never).then(ended('between'));
    const second = long.complete(ask(), never).then(ended('second'));
    stop.abort();
    await expect(left).rejects.toMatchObject({ code: 'cancelled' });
    expect(ends).toEqual([]);
    await leaver.dispose();
    expect((await first).usage.outputTokens).toBe(600);
    await Promise.all([between, second]);
    expect(ends).toEqual(['first', 'between', 'second']);
    expect(models.pids).toHaveLength(1);
    const last = brief.complete(ask(8000), never);
    await Promise.all([expect(last).rejects.toMatchObject({ code: 'cancelled' }), brief.dispose()]);
    expect((await long.complete(ask(), never)).usage.outputTokens).toBe(20);
    await long.dispose();
    expect(models.pids).toHaveLength(1);
  });

  it('a process that died is replaced, whether anybody used it or not', async () => {
    const models = open();
    const first = await work(models);
    const [pid = 0] = models.pids;
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => models.pids, WAIT).toEqual([]);
    expect(await work(models)).toEqual(first);
    const [next = 0] = models.pids;
    expect(next).not.toBe(pid);
    const engine = lend(models);
    let killed = false;
    const reply = await engine.complete(ask(300), never, () => {
      if (!killed) killed = process.kill(next, 'SIGKILL');
    });
    expect(reply.usage.outputTokens).toBe(300);
    expect(models.pids).toHaveLength(1);
    expect(models.pids).not.toContain(next);
    expect(warnings).toEqual([expect.stringContaining('goes on as one.gguf with 4096 tokens')]);
    await engine.dispose();
  });

  it('tells every piece of work that uses it what it goes on without, and none that is over', async () => {
    const models = open();
    const told: string[] = [];
    const lendTo = (name: string): LlmEngine =>
      models.lend(
        { kind: 'local', model: scratch.at('one.gguf') },
        { modelFolders: [], gpu: false, onStep: ({ to }) => void told.push(`${name} ${to.contextTokens}`) },
      );
    const over = lendTo('over');
    await over.complete(ask(), never);
    await over.dispose();
    const [waiting, hit] = [lendTo('waiting'), lendTo('hit')];
    await waiting.complete(ask(), never);
    let killed = false;
    await hit.complete(ask(300), never, () => {
      if (!killed) killed = process.kill(models.pids[0] ?? 0, 'SIGKILL');
    });
    expect(told).toEqual(['waiting 4096', 'hit 4096']);
    await Promise.all([waiting.dispose(), hit.dispose()]);
  });

  it('makes room for another model before that is loaded, and for whatever else needs the memory', async () => {
    const models = open();
    await work(models);
    const [pid = 0] = models.pids;
    await work(models, 1, 'other.gguf');
    expect(isAlive(pid)).toBe(false);
    const [other = 0] = models.pids;
    expect(models.pids).toEqual([other]);
    const engine = lend(models, 'other.gguf');
    await engine.complete(ask(), never);
    await models.giveUpIdle();
    expect(models.pids).toEqual([other]);
    await engine.dispose();
    await models.giveUpIdle();
    expect(models.pids).toEqual([]);
    expect(isAlive(other)).toBe(false);
  });

  it('what is in use when the settings change ends with its work; what comes next has a new process', async () => {
    const models = open();
    const [before, after] = [lend(models), lend(models)];
    await before.complete(ask(), never);
    const [pid = 0] = models.pids;
    await models.giveUp();
    expect((await before.complete(ask(), never)).usage.outputTokens).toBe(20);
    await after.complete(ask(), never);
    expect(models.pids).toHaveLength(2);
    await before.dispose();
    await expect.poll(() => isAlive(pid), WAIT).toBe(false);
    expect(models.pids).toHaveLength(1);
    await after.dispose();
  });

  it('a file that was exchanged is loaded anew, and one that is gone is missed', async () => {
    await writeFile(scratch.at('changing.gguf'), randomLlamaGguf());
    const models = open();
    const first = await work(models, 1, 'changing.gguf');
    await writeFile(scratch.at('changing.gguf'), randomLlamaGguf({ seed: 9 }));
    const second = await work(models, 1, 'changing.gguf');
    expect(second).not.toEqual(first);
    expect(models.pids).toHaveLength(1);
    const gone = lend(models, 'nowhere.gguf');
    await expect(gone.complete(ask(), never)).rejects.toMatchObject({ code: 'model-missing' });
    await gone.dispose();
    expect((await work(models, 1, 'changing.gguf'))[0]).toBe(second[0]);
  });

  it('nothing of it is left when the studio is closed, also in the middle of an answer', async () => {
    const models = open();
    const engine = lend(models);
    const started = gate();
    const answer = engine.complete(ask(8000), never, () => started.open());
    await started.opened;
    const [pid = 0] = models.pids;
    await Promise.all([expect(answer).rejects.toMatchObject({ code: 'cancelled' }), models.close()]);
    expect(isAlive(pid)).toBe(false);
    await engine.dispose();
    await expect(lend(models).complete(ask(), never)).rejects.toMatchObject({ code: 'cancelled' });
    expect(models.pids).toEqual([]);
    expect(warnings).toEqual([]);
  });
});
