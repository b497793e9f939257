import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordErrorRate } from '../../src/core/metrics/wer.ts';
import type { InstalledModel } from '../../src/core/models/manifest.ts';
import type { AsrEngine } from '../../src/core/ports/asr-engine.ts';
import { loadCtcEngine } from '../../src/platform/models/ctc-loader.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { installed } from '../support/bundled-stage.ts';
import { audioFixture } from '../support/fixtures.ts';
import { writeArpa } from '../support/kenlm-writer.ts';
import { decodePcm } from '../support/pcm.ts';
import { scratchFolder } from '../support/scratch.ts';
import { truthWindows, type TruthWindow } from '../support/truth-windows.ts';

const never = new AbortController().signal;
const scratch = scratchFolder();
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** The model with a language model beside it in which every digit and the end are as likely as the others. */
function withDigitsModel(model: InstalledModel): InstalledModel {
  const log10 = Math.log10(1 / (DIGITS.length + 1));
  const gram = (word: string, value = log10) => ({ words: [word], log10: value, backoff: 0 });
  const arpa = writeArpa([[gram('<unk>', -7), gram('<s>', -99), gram('</s>'), ...DIGITS.map((word) => gram(word))]]);
  const folder = scratch.at('with-digits');
  cpSync(model.folder, folder, { recursive: true });
  writeFileSync(scratch.at('with-digits', 'digits.arpa'), arpa);
  const file = { path: 'digits.arpa', bytes: arpa.length, sha256: '0'.repeat(64) };
  const manifest = {
    ...model.manifest,
    files: [...model.manifest.files, file],
    params: { ...model.manifest.params, languageModel: file.path },
  };
  return { ...model, folder, manifest };
}

describe('ctc-digits on windows cut in known pauses', () => {
  let engine: AsrEngine;
  let guided: AsrEngine;
  beforeAll(async () => {
    const model = installed('ctc-digits');
    const runtime = createOnnxRuntime();
    engine = await loadCtcEngine(runtime, model, { threads: runtime.cores });
    guided = await loadCtcEngine(runtime, withDigitsModel(model), { threads: runtime.cores });
  });
  afterAll(async () => {
    await engine.dispose();
    await guided.dispose();
  });

  function windowsOf(id: string, channel?: number): TruthWindow[] {
    const path = [`${id}.flac`, `${id}.opus`].map(audioFixture).find((file) => existsSync(file))!;
    return truthWindows(id, decodePcm(path, channel), channel);
  }

  // Greedily and by beam at most twice what the model's card says (or four words, in short recordings) for windows of 30 s
  // instead of its 20 s; with the language model at most what the card says for greedy decoding without one.
  it.each([
    ['digits-mono-20s', undefined, 0.01, 0],
    ['digits-dialog-2spk-60s', undefined, 0.056, 0.029],
    ['digits-noisy-10dB', undefined, 0.14, 0.071],
    ['digits-stereo-call-60s', 0, 0.117, 0.024],
    ['digits-stereo-call-60s', 1, 0.087, 0.023],
    ['digits-meeting-4spk-180s', undefined, 0.342, 0.171],
    ['digits-long-20min', undefined, 0.146, 0.073],
  ] as const)('%s, channel %s: words wrong by greedy decoding, beam and language model', async (...args) => {
    const [id, channel, limit, guidedLimit] = args;
    const windows = windowsOf(id, channel);
    const truth = windows.flatMap((window) => window.truth.map(({ word }) => word));
    for (const [name, asr, beamSize, most] of [
      ['greedy', engine, 1, limit],
      ['beam', engine, 5, limit],
      ['language model', guided, 1, guidedLimit],
    ] as const) {
      const steps: number[] = [];
      const results = await asr.transcribe(windows, { language: 'en', beamSize, batchSize: 8 }, never, (done) =>
        steps.push(done),
      );
      expect(steps.at(-1)).toBe(1);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
      const heard = results.flatMap((result) => result.words.map(({ text }) => text));
      const { wer } = wordErrorRate(truth, heard);
      console.info(`${id} ${channel ?? ''} ${name}: WER ${(wer * 100).toFixed(1)} % of ${truth.length}`);
      expect(wer).toBeLessThanOrEqual(most);
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
