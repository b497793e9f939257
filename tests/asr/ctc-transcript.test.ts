import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordErrorRate } from '../../src/core/metrics/wer.ts';
import type { AsrEngine } from '../../src/core/ports/asr-engine.ts';
import { loadCtcEngine } from '../../src/platform/models/ctc-loader.ts';
import { listInstalledModels } from '../../src/platform/models/model-store.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { audioFixture } from '../support/fixtures.ts';
import { decodePcm } from '../support/pcm.ts';
import { truthWindows, type TruthWindow } from '../support/truth-windows.ts';

const never = new AbortController().signal;

describe('ctc-digits on windows cut in known pauses', () => {
  let engine: AsrEngine;
  beforeAll(async () => {
    const model = (await listInstalledModels([])).find(({ manifest }) => manifest.id === 'ctc-digits')!;
    const runtime = createOnnxRuntime();
    engine = await loadCtcEngine(runtime, model, { threads: runtime.cores });
  });
  afterAll(() => engine.dispose());

  function windowsOf(id: string): TruthWindow[] {
    return truthWindows(id, decodePcm(audioFixture(`${id}.flac`)));
  }

  // Twice what the model's card says, for windows of 30 s instead of its 20 s.
  it.each([
    ['digits-mono-20s', 0.01],
    ['digits-dialog-2spk-60s', 0.056],
    ['digits-noisy-10dB', 0.14],
  ])('%s: word errors at most %s, greedy and by beam', async (id, limit) => {
    const windows = windowsOf(id);
    for (const beamSize of [1, 5]) {
      const steps: number[] = [];
      const results = await engine.transcribe(windows, { language: 'en', beamSize, batchSize: 8 }, never, (done) =>
        steps.push(done),
      );
      expect(steps.at(-1)).toBe(1);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
      const truth = windows.flatMap((window) => window.truth.map(({ word }) => word));
      const heard = results.flatMap((result) => result.words.map(({ text }) => text));
      const { wer } = wordErrorRate(truth, heard);
      console.info(`${id} beam ${beamSize}: WER ${(wer * 100).toFixed(1)} % of ${truth.length}`);
      expect(wer).toBeLessThanOrEqual(limit);
    }
  });

  it('hears the same alone and in a batch', async () => {
    const windows = windowsOf('digits-dialog-2spk-60s');
    const texts = async (batchSize: number) =>
      (await engine.transcribe(windows, { language: 'en', beamSize: 1, batchSize }, never)).map(({ text }) => text);
    expect(await texts(8)).toEqual(await texts(1));
  });

  it('stops when cancelled', async () => {
    const stop = new AbortController();
    const request = { language: 'en', beamSize: 1, batchSize: 1 };
    const running = engine.transcribe(windowsOf('digits-mono-20s'), request, stop.signal);
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});
