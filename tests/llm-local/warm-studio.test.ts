import { writeFileSync } from 'node:fs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { valueOf } from '../../src/contract/reply.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { Studio } from '../../src/studio/studio.ts';
import { randomLlamaGguf } from '../support/llama-gguf.ts';
import { processesWithEnv } from '../support/processes-of.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
const WAIT = { timeout: 20_000, interval: 50 };

it.skipIf(process.platform !== 'linux')(
  'a studio asks the model that is in memory again, lets it go when its settings change, and leaves none behind',
  async () => {
    vi.stubEnv('VOXLANE_THREADS', '1');
    vi.stubEnv('VOXLANE_DEVICE', 'cpu');
    // It reaches the processes that are started from here, and no others.
    vi.stubEnv('VOXLANE_CACHE', scratch.at('cache'));
    onTestFinished(() => void vi.unstubAllEnvs());
    writeFileSync(scratch.at('tiny.gguf'), randomLlamaGguf({ quotes: 4 }));
    const choice = { kind: 'local' as const, model: scratch.at('tiny.gguf') };
    const studio = await Studio.open({ home: scratch.at('home'), log: silentLogger, patienceMs: 0 });
    const models = (): number[] => processesWithEnv(`VOXLANE_CACHE=${scratch.at('cache')}`).map(({ pid }) => pid);
    const test = async (): Promise<void> => {
      expect(['works', 'useless']).toContain(valueOf(await studio.call('llm.test', { choice })).kind);
    };
    try {
      await test();
      const first = models();
      expect(first).toHaveLength(1);
      await test();
      expect(models()).toEqual(first);
      valueOf(await studio.call('settings.set', { key: 'theme', value: 'dark' }));
      await test();
      expect(models()).toEqual(first);
      valueOf(await studio.call('settings.set', { key: 'languageModels', value: [choice] }));
      await expect.poll(models, WAIT).toEqual([]);
      await test();
      expect(models()).toHaveLength(1);
    } finally {
      await studio.close();
    }
    expect(models()).toEqual([]);
  },
);
