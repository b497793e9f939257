import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { LlmRequest } from '../../src/core/ports/llm.ts';
import { memoryWorker } from '../../src/engine/host/memory-worker.ts';
import type { JobHandlers } from '../../src/engine/protocol/contract.ts';
import type { LlmJobs } from '../../src/engine/protocol/llm-jobs.ts';
import { serveEngine } from '../../src/engine/server/serve-engine.ts';
import { claimableGpuMemory, leaseGpu } from '../../src/platform/devices/gpu-leases.ts';
import { forgetGpuMemory } from '../../src/platform/devices/gpu-memory.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { WarmModels } from '../../src/studio/llm/local/warm-models.ts';
import { fakeNvidiaSmi } from '../support/fake-nvidia-smi.ts';
import { randomLlamaGguf } from '../support/llama-gguf.ts';
import { scratchFolder } from '../support/scratch.ts';

const GIB = 1024 ** 3;
const scratch = scratchFolder();
const never = new AbortController().signal;
const question: LlmRequest = { messages: [{ role: 'user', content: 'go' }], maxOutputTokens: 5, temperature: 0 };
const answer = {
  text: 'yes',
  finish: 'stop',
  shape: 'text',
  usage: { inputTokens: 1, outputTokens: 1, estimated: false },
} as const;

/** What is free on the card, as its driver would say. */
const setFree = (mib: number): void => {
  writeFileSync(scratch.at('free'), `Small, 550.54, 8192, ${mib}\n`);
  forgetGpuMemory();
};

beforeEach(() => {
  vi.stubEnv('VOXLANE_CACHE', scratch.at('cache'));
  vi.stubEnv('PATH', fakeNvidiaSmi(scratch.at('bin'), `cat '${scratch.at('free')}'`));
  setFree(6000);
  writeFileSync(scratch.at('one.gguf'), randomLlamaGguf());
});
afterEach(() => {
  vi.unstubAllEnvs();
  forgetGpuMemory();
});

it('a model on a GPU that nobody uses counts as free there, and goes when another process waits for its place', async () => {
  let isAlive = false;
  const handlers: JobHandlers<LlmJobs> = {
    open() {
      setFree(100);
      return Promise.resolve({ contextTokens: 512, device: 'cuda' });
    },
    complete: () => Promise.resolve(answer),
  };
  const workers = memoryWorker((transport, exit) => {
    isAlive = true;
    serveEngine(transport, handlers, {
      exit(code) {
        isAlive = false;
        setFree(6000);
        exit(code);
      },
    });
  });
  const models = new WarmModels(silentLogger);
  onTestFinished(() => models.close());
  const engine = models.lend(
    { kind: 'local', model: scratch.at('one.gguf') },
    { modelFolders: [], gpu: true, workers },
  );
  await engine.complete(question, never);
  const free = async (): Promise<number> => (await claimableGpuMemory())[0]?.freeBytes ?? 0;
  expect(await free()).toBeLessThan(0.2 * GIB);
  // While it is used, others wait for it.
  expect(await leaseGpu({ needBytes: 4 * GIB, signal: never, waitMs: 1200 })).toBeUndefined();
  expect(isAlive).toBe(true);
  await engine.dispose();
  await expect.poll(free).toBeGreaterThan(0.5 * GIB);
  expect(isAlive).toBe(true);
  const lease = await leaseGpu({ needBytes: 4 * GIB, signal: never, waitMs: 20_000 });
  expect(lease?.gpu).toBe('Small');
  expect(isAlive).toBe(false);
  await lease?.release();
});
