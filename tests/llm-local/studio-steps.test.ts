import { writeFile } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LanguageProgress } from '../../src/contract/language-calls.ts';
import { valueOf } from '../../src/contract/reply.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { Studio } from '../../src/studio/studio.ts';
import { killFirstLlm } from '../support/dying-llm.ts';
import { fillLibrary } from '../support/fill-library.ts';
import { randomLlamaGguf } from '../support/llama-gguf.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
let studio: Studio;
let id = 0;
let round = 0;

beforeAll(async () => {
  // Threads wait for each other by spinning, which takes for ever on a machine that does other things too.
  vi.stubEnv('VOXLANE_THREADS', '1');
  await writeFile(scratch.at('words.gguf'), randomLlamaGguf({ quotes: 4 }));
});

beforeEach(async () => {
  const live = killFirstLlm();
  const home = scratch.at(`library-${round++}`);
  const cues = [{ id: 'c1', startMs: 0, endMs: 2000, lines: ['one word'], wordIds: [] }];
  [id = 0] = await fillLibrary(home, [{ path: '/r/talk.wav', document: newDocument({ language: 'en', cues }) }]);
  studio = await Studio.open({ home, log: silentLogger, patienceMs: 2000 });
  const models = [{ kind: 'local', model: scratch.at('words.gguf'), contextTokens: 4096 }];
  valueOf(await studio.call('settings.set', { key: 'languageModels', value: models }));
  return async () => {
    live();
    await studio.close();
  };
});

const STEP = {
  code: 'llm-stepped-down',
  severity: 'warning',
  values: { variant: 'context', from: 'words.gguf', tokens: 2048 },
};

describe('a local model that goes on with less memory', () => {
  it('is told while it works and in what came of it', async () => {
    const events: LanguageProgress[] = [];
    studio.on('language', (event) => events.push(event));
    const wish = { id, language: 'fr', readFirst: false };
    const outcome = valueOf(await studio.call('language.translate', wish));
    expect(outcome.alerts).toMatchObject([STEP]);
    expect(events[0]).not.toHaveProperty('alerts');
    expect(events.find(({ alerts }) => alerts !== undefined)?.alerts).toMatchObject([STEP]);
    expect(outcome.alerts[0]?.message).toContain('now words.gguf with 2048 tokens of context');
    expect(valueOf(await studio.call('language.translate', { ...wish, again: true })).alerts).toEqual([]);
  });

  it('is told by a test of it', async () => {
    const choice = { kind: 'local' as const, model: scratch.at('words.gguf'), contextTokens: 4096 };
    const test = valueOf(await studio.call('llm.test', { choice }));
    expect(['works', 'useless']).toContain(test.kind);
    expect(test).toMatchObject({ alerts: [STEP] });
  });
});
