import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AsrWindow } from '../../src/core/ports/asr-engine.ts';
import { createLogMel } from '../../src/core/stages/asr/whisper/log-mel.ts';
import { findWhisperFiles } from '../../src/platform/models/whisper-files.ts';
import { loadWhisperEngine } from '../../src/platform/models/whisper-loader.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { bundledModel } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { toyAnswer, writeToyWhisper } from '../support/toy-whisper.ts';

const scratch = scratchFolder();
const runtime = createOnnxRuntime();
const never = new AbortController().signal;

/** Noise that fills `share` of 30 s: the fuller, the louder its mean log-mel, the more the toy says. */
function windowOf(index: number, share: number): AsrWindow {
  let state = 7;
  const samples = new Float32Array(480_000);
  for (let i = 0; i < samples.length * share; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    samples[i] = state / 2 ** 31 - 1;
  }
  return { index, startMs: index * 30_000, endMs: (index + 1) * 30_000, samples, speech: [] };
}

function levelOf(window: AsrWindow): number {
  const features = new Float32Array(80 * 3000);
  createLogMel(80).write(window.samples, features);
  return features.reduce((sum, value) => sum + value, 0) / features.length;
}

const WINDOWS = [0, 1, 0.5, 0.9, 0.1].map((share, index) => windowOf(index, share));

describe.each([
  ['fp32', 'float32', ''],
  ['fp16', 'float16', '_fp16'],
] as const)('encoder + decoder + decoder_with_past in %s on the real runtime', (precision, type, suffix) => {
  let folder: string;
  beforeAll(() => {
    folder = scratch.at(precision);
    writeToyWhisper(folder, type, suffix);
  });

  it('keeps both caches through a batch whose rows end at different steps', async () => {
    const engine = await loadWhisperEngine(runtime, folder, { id: 'toy', threads: 1, settings: { temperatures: [0] } });
    expect(engine.capabilities).toMatchObject({ wordTimes: 'interpolated', languages: ['en', 'de'], maxSeconds: 30 });
    const results = await engine.transcribe(WINDOWS, { language: 'en', beamSize: 1, batchSize: 8 }, never);
    const expected = WINDOWS.map((window) => toyAnswer(levelOf(window)));
    expect(new Set(expected).size).toBeGreaterThan(2);
    expect(results.map((result) => result.text)).toEqual(expected);
    expect(results.every((result) => result.words.every((word) => word.timing === 'interpolated'))).toBe(true);
    await engine.dispose();
  });

  it('detects the language per window', async () => {
    const engine = await loadWhisperEngine(runtime, folder, { id: 'toy', threads: 1, settings: { temperatures: [0] } });
    const results = await engine.transcribe(WINDOWS, { language: undefined, beamSize: 1, batchSize: 8 }, never);
    expect(results.map((result) => result.language)).toEqual(
      WINDOWS.map((window) => (2 * levelOf(window) > 1 ? 'de' : 'en')),
    );
    expect(new Set(results.map((result) => result.language)).size).toBe(2);
    expect(results.map((result) => result.text)).toEqual(WINDOWS.map((window) => toyAnswer(levelOf(window))));
    await engine.dispose();
  });

  it('searches beams with reordered caches', async () => {
    const engine = await loadWhisperEngine(runtime, folder, { id: 'toy', threads: 1, settings: { temperatures: [0] } });
    const results = await engine.transcribe(WINDOWS, { language: 'en', beamSize: 3, batchSize: 8 }, never);
    // The likeliest sentence holds as many words as the greedy one or ends earlier; every window is its own.
    for (const [i, result] of results.entries()) {
      const [alone] = await engine.transcribe([WINDOWS[i]], { language: 'en', beamSize: 3, batchSize: 1 }, never);
      expect(result.text).toBe(alone.text);
      expect(result.text.split(' ').every((word) => word === 'a' || word === 'b')).toBe(true);
    }
    await engine.dispose();
  });
});

describe('finding and checking model files', () => {
  it('prefers the merged decoder and full precision, takes the asked precision, knows both int8 names', async () => {
    const folder = scratch.at('names');
    mkdirSync(join(folder, 'onnx'), { recursive: true });
    const touch = (name: string): void => writeFileSync(join(folder, 'onnx', name), '');
    for (const suffix of ['', '_quantized', '_q4f16']) touch(`encoder_model${suffix}.onnx`);
    touch('decoder_model_merged_quantized.onnx');
    expect(await findWhisperFiles(folder)).toMatchObject({ precision: 'int8', decoderWithPast: undefined });
    expect((await findWhisperFiles(folder, 'int8')).decoder).toMatch(/decoder_model_merged_quantized\.onnx$/);
    touch('decoder_model.onnx');
    touch('decoder_with_past_model.onnx');
    expect((await findWhisperFiles(folder)).decoderWithPast).toMatch(/decoder_with_past_model\.onnx$/);
    touch('decoder_model_merged.onnx');
    expect(await findWhisperFiles(folder)).toMatchObject({ precision: 'fp32', decoderWithPast: undefined });
    await expect(findWhisperFiles(folder, 'q4f16')).rejects.toMatchObject({
      code: 'model-missing',
      parts: { what: expect.stringContaining('decoder_model_merged_q4f16.onnx') },
    });
    await expect(findWhisperFiles(folder, 'bf16')).rejects.toMatchObject({ code: 'model-missing' });
    await expect(findWhisperFiles(scratch.at('nowhere'))).rejects.toMatchObject({ code: 'model-missing' });
  });

  /** A copy of the fixture model with one JSON file replaced. */
  function spoiled(name: string, file: string, content: string | undefined): string {
    const folder = scratch.at(name);
    cpSync(bundledModel('whisper-digits'), folder, { recursive: true });
    if (content === undefined) rmSync(join(folder, file));
    else writeFileSync(join(folder, file), content);
    return folder;
  }

  it.each([
    ['no config', 'config.json', undefined, 'model-missing'],
    ['broken config', 'config.json', '{"model_type":', 'model-corrupt'],
    ['another kind of model', 'config.json', '{"model_type":"wav2vec2"}', 'model-unsupported'],
    ['absurd numbers', 'config.json', '{"model_type":"whisper","d_model":-1}', 'model-unsupported'],
    ['another front end', 'preprocessor_config.json', '{"feature_size":128}', 'model-unsupported'],
    ['bad generation config', 'generation_config.json', '{"alignment_heads":"all"}', 'model-corrupt'],
    ['a tokenizer of nothing', 'tokenizer.json', '{"added_tokens":[],"model":{"vocab":{}}}', 'model-unsupported'],
    ['a damaged graph', 'onnx/decoder_model_merged.onnx', 'not a graph', 'model-corrupt'],
    ['a graph of another model', 'config.json', JSON.stringify({ model_type: 'whisper' }), 'model-unsupported'],
  ])('%s: a named error', async (name, file, content, code) => {
    const folder = spoiled(name, file, content);
    await expect(loadWhisperEngine(runtime, folder, { id: 'x', threads: 1 })).rejects.toMatchObject({ code });
  });

  it('works without tokenizer.json and generation_config.json', async () => {
    const folder = spoiled('bare', 'generation_config.json', undefined);
    const engine = await loadWhisperEngine(runtime, folder, { id: 'x', threads: 1 });
    expect(engine.capabilities).toMatchObject({ wordTimes: 'dtw', maxSeconds: 30 });
    expect(engine.capabilities.languages).toHaveLength(99);
    await engine.dispose();
  });
});
