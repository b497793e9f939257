import { env, pipeline } from '@huggingface/transformers';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeRandomWhisper } from '../../bench/whisper-shapes/write-folder.ts';
import { tokenBudget } from '../../src/core/stages/asr/whisper/budget.ts';
import { loadWhisperEngine } from '../../src/platform/models/whisper-loader.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { scratchFolder } from '../support/scratch.ts';
import { seeded } from '../support/seeded.ts';

const SECONDS = 2;
const scratch = scratchFolder();
const random = seeded(3);
const samples = Float32Array.from({ length: SECONDS * 16_000 }, () => random() - 0.5);

describe.each(['fp32', 'int8'] as const)(
  'a random model of the shape of whisper-tiny with one layer, %s',
  (precision) => {
    beforeAll(() => writeRandomWhisper(scratch.at(precision), { size: 384, layers: 1 }, precision));

    it('writes to the last token it may, and what @huggingface/transformers reads from the same files', async () => {
      const engine = await loadWhisperEngine(createOnnxRuntime(), scratch.at(precision), {
        id: 'random',
        threads: 2,
        precision,
        settings: { timestamps: false, temperatures: [0] },
      });
      const windows = [0, 1].map((index) => {
        const startMs = index * 30_000;
        const speech = [{ startMs, endMs: startMs + SECONDS * 1000 }];
        return { index, startMs, endMs: startMs + SECONDS * 1000, samples, speech };
      });
      const request = { language: 'en', beamSize: 1, batchSize: 2 };
      const results = await engine.transcribe(windows, request, new AbortController().signal);
      await engine.dispose();
      const budget = tokenBudget(SECONDS, 'en', Infinity);
      for (const { text } of results) expect(text.split(' ')).toHaveLength(budget);

      env.allowRemoteModels = false;
      env.localModelPath = scratch.path;
      const recognise = await pipeline('automatic-speech-recognition', precision, { dtype: precision });
      const options = { language: 'en', task: 'transcribe', max_new_tokens: budget };
      const { text } = (await recognise(samples, options)) as { text: string };
      await recognise.dispose();
      expect(text.trim().split(' ')).toHaveLength(budget);
      if (precision === 'fp32') expect(results.map((result) => result.text)).toEqual([text.trim(), text.trim()]);
    });
  },
);
