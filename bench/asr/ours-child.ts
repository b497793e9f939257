import { join } from 'node:path';
import type { AsrEngine, AsrWindow } from '../../src/core/ports/asr-engine.ts';
import { tokenBudget } from '../../src/core/stages/asr/whisper/budget.ts';
import { loadTranscribeCppEngine } from '../../src/platform/gguf/transcribe-cpp-engine.ts';
import { loadCtcEngine } from '../../src/platform/models/ctc-loader.ts';
import { loadWhisperEngine } from '../../src/platform/models/whisper-loader.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { installedFixture } from '../../tests/support/bundled-model.ts';
import { type Measured, measureInChild } from './child.ts';
import { installedGguf } from './installed.ts';
import type { Task } from './measurement.ts';

const LANGUAGE = 'en';

await measureInChild(async (task): Promise<Measured> => {
  const engine = await load(task);
  const speechMs = task.tokens === undefined ? undefined : speechFor(task.tokens);
  return {
    async decode(windows, batchSize) {
      const results = await engine.transcribe(
        windows.map((samples, index) => windowOf(samples, index, speechMs)),
        { language: LANGUAGE, beamSize: 1, batchSize },
        new AbortController().signal,
      );
      return results.reduce((sum, { text }) => sum + text.split(' ').filter((word) => word !== '').length, 0);
    },
    dispose: () => engine.dispose(),
  };
});

async function load({ kind, root, name, precision, device, threads }: Task): Promise<AsrEngine> {
  if (kind === 'transcribe-cpp') {
    const loaded = await loadTranscribeCppEngine({ model: installedGguf(root, name), backend: 'cpu', threads });
    return loaded.engine;
  }
  const runtime = createOnnxRuntime(threads, device);
  if (kind === 'ctc-onnx') return loadCtcEngine(runtime, installedFixture(name), { threads });
  // Decoded once, without timestamps, as the other side does.
  const settings = { timestamps: false, temperatures: [0] };
  return loadWhisperEngine(runtime, join(root, name), { id: name, threads, precision, settings });
}

/** Speech that gives a window exactly so many tokens to write. */
function speechFor(tokens: number): number {
  for (let ms = 0; ms <= 30_000; ms += 25) if (tokenBudget(ms / 1000, LANGUAGE, Infinity) === tokens) return ms;
  throw new RangeError(`no window is given ${tokens} tokens`);
}

function windowOf(samples: Float32Array, index: number, speechMs = samples.length / 16): AsrWindow {
  const startMs = index * 30_000;
  const speech = [{ startMs, endMs: startMs + speechMs }];
  return { index, startMs, endMs: startMs + samples.length / 16, samples, speech };
}
