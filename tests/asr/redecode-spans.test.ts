import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { AsrWindow } from '../../src/core/ports/asr-engine.ts';
import { loadAsr } from '../../src/engine/server/asr/asr-loaders.ts';
import type { Hardware } from '../../src/engine/server/device-for-job.ts';
import { redecodeSpans } from '../../src/engine/server/redecode-spans.ts';
import { forgetGpuMemory } from '../../src/platform/devices/gpu-memory.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { fakeNvidiaSmi } from '../support/fake-nvidia-smi.ts';
import { audioFixture, bundledModel, readTruth } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';

it('transcribes stretches again, in the order given, and nothing around them', async () => {
  const { words } = readTruth('digits-dialog-2spk-60s');
  const spans = [12, 4].map((from) => ({
    startMs: Math.floor((words[from - 1].end + words[from].start) * 500),
    endMs: Math.ceil((words[from + 3].end + words[from + 4].start) * 500),
  }));
  const fractions: number[] = [];
  const input = {
    path: audioFixture('digits-dialog-2spk-60s.flac'),
    modelFolders: [bundledModel('')],
    model: 'whisper-digits',
    stream: 0,
    channel: 'mix' as const,
    spans,
    language: 'en',
    threads: 1,
  };
  const context = {
    signal: new AbortController().signal,
    log: silentLogger,
    emit: ({ fraction }: { readonly fraction: number }) => void fractions.push(fraction),
  };
  const { heard } = await redecodeSpans(input, context);
  expect(fractions).toEqual([0, 0.5, 1]);
  for (const [at, span] of spans.entries()) {
    const words = heard[at] ?? [];
    expect(words.length).toBeGreaterThanOrEqual(3);
    for (const { startMs, endMs } of words) expect((startMs + endMs) / 2).toBeGreaterThanOrEqual(span.startMs);
    for (const { startMs, endMs } of words) expect((startMs + endMs) / 2).toBeLessThan(span.endMs);
  }
  await expect(redecodeSpans({ ...input, model: 'nobody' }, context)).rejects.toMatchObject({ code: 'model-missing' });
});

const input = {
  path: audioFixture('digits-dialog-2spk-60s.flac'),
  modelFolders: [bundledModel('')],
  model: 'whisper-digits',
  stream: 0,
  channel: 'mix' as const,
  spans: [
    { startMs: 30_000, endMs: 34_000 },
    { startMs: 4000, endMs: 8000 },
    { startMs: 20_000, endMs: 24_000 },
  ],
  language: 'en',
  threads: 1,
};
const context = { signal: new AbortController().signal, log: silentLogger, emit: () => undefined };

const scratch = scratchFolder();

/** The real model, on a device that passed its test, with `before` in front of each window. */
function machine(device: 'cpu' | 'cuda', before: (window: AsrWindow, at: number) => void): Hardware {
  let at = 0;
  return {
    verdictOf: (asked) =>
      Promise.resolve(asked === device ? { state: 'works' } : { state: 'absent', reason: 'not here.' }),
    runtimeOn: (_device, threads) => createOnnxRuntime(threads),
    async openAsr(spec) {
      const { engine } = await loadAsr(spec, (threads) => createOnnxRuntime(threads));
      return {
        id: engine.id,
        capabilities: engine.capabilities,
        device,
        async transcribe(windows, ...rest) {
          for (const window of windows) before(window, at++);
          return engine.transcribe(windows, ...rest);
        },
        dispose: () => engine.dispose(),
      };
    },
  };
}

it('keeps what it heard before the model was gone, and nothing when that was nothing', async () => {
  const gone = (from: number): Hardware =>
    machine('cpu', (_window, at) => {
      if (at >= from) throw new Error('the process ended');
    });
  // In the order of time: the second of the list, the third, the first.
  const { heard, failed } = await redecodeSpans(input, context, gone(2));
  expect(heard.map((words) => words !== undefined)).toEqual([false, true, true]);
  expect(failed?.what).toContain('the process ended');
  await expect(redecodeSpans(input, context, gone(0))).rejects.toThrow('the process ended');
});

it('goes on behind a stretch that the model could make nothing of', async () => {
  const hardware = machine('cpu', () => undefined);
  const broken: Hardware = {
    ...hardware,
    async openAsr(spec, owner) {
      const opened = await hardware.openAsr(spec, owner);
      return {
        ...opened,
        async transcribe(windows, ...rest) {
          const results = await opened.transcribe(windows, ...rest);
          return results.map((result, at) => {
            const startMs = windows[at]?.startMs ?? 0;
            if (startMs > 10_000) return result;
            const drop = { startMs, endMs: startMs + 1, reason: 'decode-failed', detail: 'NaN in the logits' } as const;
            return { ...result, words: [], drops: [drop] };
          });
        },
      };
    },
  };
  const { heard, failed } = await redecodeSpans(input, context, broken);
  expect(heard.map((words) => words !== undefined)).toEqual([true, false, true]);
  expect(failed).toMatchObject({ code: 'inference-failed', what: expect.stringContaining('NaN in the logits') });
});

it('waits for its turn on the GPU and holds it until the model is gone', async () => {
  vi.stubEnv('VOXLANE_CACHE', scratch.at('cache'));
  vi.stubEnv('PATH', fakeNvidiaSmi(scratch.at('bin'), 'echo "Small, 550.54, 8192, 6000"'));
  // What was asked a moment ago was asked of the real machine.
  forgetGpuMemory();
  try {
    const book = (): unknown[] =>
      JSON.parse(readFileSync(join(scratch.at('cache'), 'leases', 'leases.json'), 'utf8')) as unknown[];
    const during: number[] = [];
    await redecodeSpans(
      input,
      context,
      machine('cuda', () => during.push(book().length)),
    );
    expect(during).toEqual([1, 1, 1]);
    expect(book()).toEqual([]);
  } finally {
    vi.unstubAllEnvs();
    forgetGpuMemory();
  }
});
