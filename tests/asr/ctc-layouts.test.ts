import { afterEach, describe, expect, it } from 'vitest';
import type { AsrEngine, AsrRequest, AsrWindow } from '../../src/core/ports/asr-engine.ts';
import { loadAsr } from '../../src/engine/server/asr/asr-loaders.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { scratchFolder } from '../support/scratch.ts';
import {
  installToy,
  saidAt,
  say,
  TONE_SECONDS,
  type ToyCtc,
  toyNemo,
  toyOmnilingual,
  toyW2vBert,
  toyWav2vec2,
  windowOf,
} from '../support/toy-ctc.ts';

const scratch = scratchFolder();
const never = new AbortController().signal;
const greedy: AsrRequest = { language: 'en', beamSize: 1, batchSize: 8 };
let folders = 0;
let engine: AsrEngine | undefined;
afterEach(async () => {
  await engine?.dispose();
  engine = undefined;
});

async function open(toy: ToyCtc, params: Parameters<typeof installToy>[2] = {}): Promise<AsrEngine> {
  const model = installToy(scratch.at(`model${folders++}`), toy, params);
  engine = (await loadAsr({ kind: 'ctc-onnx', model, device: 'cpu', threads: 1 })).engine;
  return engine;
}

/** As pieces of which a and c begin words, b does not, and the space is none. */
const inPieces = (text: string): string => text.replaceAll(' ', '').replaceAll(/(?<=.)[ac]/g, ' $&');

/** Layouts; the step between frames in seconds; whether the graph is told what is padding; how it writes what was said. */
const LAYOUTS: readonly (readonly [string, () => ToyCtc, number, boolean, (text: string) => string])[] = [
  ['wav2vec2 without a mask', () => toyWav2vec2(false), 0.02, false, (text) => text],
  ['wav2vec2 with a mask', () => toyWav2vec2(true), 0.02, true, (text) => text],
  ['omnilingual', toyOmnilingual, 0.02, false, (text) => text],
  ['w2v-BERT', () => toyW2vBert(false), 0.02, true, (text) => text],
  ['w2v-BERT with an adapter', () => toyW2vBert(true), 0.04, true, (text) => text],
  ['NeMo', toyNemo, 0.08, true, inPieces],
  ['NeMo with 128 bands', () => toyNemo(128), 0.08, true, inPieces],
];

describe.each(LAYOUTS)('%s, from file to words', (_name, toy, step, told, written) => {
  it('writes what was said, loud or quiet, greedily and by beam, at the right times', async () => {
    const asr = await open(toy());
    for (const beamSize of [1, 5])
      for (const level of [0.8, 0.05]) {
        const text = 'aab cab bc';
        const [result] = await asr.transcribe([windowOf(say(text, level))], { ...greedy, beamSize }, never);
        expect(result.text).toBe(written(text));
        expect(result.drops).toEqual([]);
        const letters = [...text].filter((letter) => letter !== ' ');
        const places = [...text].flatMap((letter, at) => (letter === ' ' ? [] : [at]));
        expect(result.words.map((word) => word.text).join('')).toBe(letters.join(''));
        let spelled = 0;
        for (const word of result.words) {
          const first = saidAt(places[spelled]);
          spelled += word.text.length;
          const last = saidAt(places[spelled - 1]) + TONE_SECONDS;
          // A frame hears 12.5 ms to either side of its own share of time.
          expect(Math.abs(word.startMs / 1000 - first)).toBeLessThanOrEqual(step + 0.0125);
          expect(Math.abs(word.endMs / 1000 - last)).toBeLessThanOrEqual(step + 0.0125);
        }
      }
  });

  it('writes the same for a short clip beside a long one as alone, to the last digit of its times', async () => {
    const asr = await open(toy());
    const clips = ['ab', 'cab ab', 'b', 'aab cab bc', 'c a'].map((text) => say(text));
    clips.push(clips[3].subarray(0, clips[3].length * 0.95));
    const windows = clips.map((samples, index) => windowOf(samples, index));
    const together = await asr.transcribe(windows, greedy, never);
    for (const [at, window] of windows.entries()) {
      const [alone] = await asr.transcribe([window], greedy, never);
      expect(together[at].text).toBe(alone.text);
      expect(together[at].words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
        alone.words.map(({ startMs, endMs }) => [startMs, endMs]),
      );
      expect(alone.words.length).toBeGreaterThan(0);
    }
  });

  it('says nothing to silence and to a window too short for a frame', async () => {
    const asr = await open(toy());
    const quiet: AsrWindow[] = [windowOf(new Float32Array(16_000)), windowOf(new Float32Array(300), 1)];
    const results = await asr.transcribe(quiet, greedy, never);
    expect(results.map(({ text }) => text)).toEqual(['', '']);
    expect(results.map(({ drops }) => drops.map(({ reason }) => reason))).toEqual([['empty-decode'], ['empty-decode']]);
  });

  it(`${told ? 'fills batches with' : 'keeps apart'} clips of other lengths`, async () => {
    const asr = await open(toy());
    const steps: number[] = [];
    const said = say('ab cc');
    const windows = [said, said.subarray(0, said.length * 0.97)].map((samples, index) => windowOf(samples, index));
    await asr.transcribe(windows, greedy, never, (done) => steps.push(done));
    // One report a batch.
    expect(steps).toHaveLength(told ? 1 : 2);
  });
});

describe('model folders that do not fit', () => {
  const w2v = toyW2vBert(false).files;
  const nemo = toyNemo().files;
  const cut = (file: string | Uint8Array | undefined): Uint8Array => (file as Uint8Array).slice(0, 200);
  const vocab = (pieces: object): string => JSON.stringify(pieces);

  it.each<readonly [string, () => ToyCtc, Record<string, string | Uint8Array | undefined>, string, RegExp]>([
    ['no vocabulary', () => toyW2vBert(false), { 'vocab.json': undefined }, 'model-missing', /tokenizer\.json/],
    ['no list of pieces', toyNemo, { 'tokens.txt': undefined }, 'model-missing', /tokens\.txt/],
    ['an empty vocabulary', () => toyWav2vec2(false), { 'vocab.json': '{}' }, 'model-corrupt', /names no pieces/],
    ['an empty list', toyOmnilingual, { 'tokens.txt': '\n\n' }, 'model-corrupt', /names no pieces/],
    ['a list of words alone', toyOmnilingual, { 'tokens.txt': '<s> 0\na\n' }, 'model-corrupt', /line 2/],
    [
      'two pieces for a number',
      () => toyWav2vec2(false),
      { 'vocab.json': vocab({ '<pad>': 0, '<unk>': 1, '|': 2, a: 3, b: 4, c: 4 }) },
      'model-corrupt',
      /number 4 has two pieces/,
    ],
    ['two lines for a number', toyNemo, { 'tokens.txt': 'a 0\nb 1\nc 1\n<blk> 2\n' }, 'model-corrupt', /number 1/],
    ['specials alone', toyOmnilingual, { 'tokens.txt': '<s> 0\n<pad> 1\n' }, 'model-corrupt', /writes anything/],
    [
      'a blank that is no piece',
      () => toyW2vBert(false),
      {
        'vocab.json': vocab({ a: 0, b: 1, c: 2, '|': 3 }),
        'config.json': vocab({ model_type: 'wav2vec2-bert', pad_token_id: 9 }),
      },
      'model-unsupported',
      /blank/,
    ],
    ['a list without a blank', toyNemo, { 'tokens.txt': 'a 0\nb 1\nc 2\n' }, 'model-unsupported', /<blk>/],
    [
      'fewer pieces than outputs',
      () => toyWav2vec2(false),
      { 'vocab.json': vocab({ '<pad>': 0, a: 1 }) },
      'model-unsupported',
      /6 outputs and a vocabulary of 2/,
    ],
    ['no config', () => toyW2vBert(false), { 'config.json': undefined }, 'model-missing', /config\.json/],
    [
      'no feature config',
      () => toyW2vBert(false),
      { 'preprocessor_config.json': undefined },
      'model-missing',
      /preprocessor_config\.json/,
    ],
    [
      'no feature config of samples',
      () => toyWav2vec2(true),
      { 'preprocessor_config.json': undefined },
      'model-missing',
      /preprocessor_config\.json/,
    ],
    [
      'features of another stride',
      () => toyW2vBert(false),
      { 'preprocessor_config.json': vocab({ stride: 1 }) },
      'model-unsupported',
      /stride/,
    ],
    [
      'sound of another rate',
      () => toyWav2vec2(false),
      { 'preprocessor_config.json': vocab({ sampling_rate: 8000 }) },
      'model-unsupported',
      /sampling_rate/,
    ],
    [
      'not as many strides as kernels',
      () => toyWav2vec2(false),
      { 'config.json': vocab({ model_type: 'wav2vec2', conv_kernel: [10, 3], conv_stride: [5] }) },
      'model-corrupt',
      /strides/,
    ],
    [
      'other frames than promised',
      () => toyWav2vec2(false),
      { 'config.json': vocab({ model_type: 'wav2vec2', conv_kernel: [400], conv_stride: [160] }) },
      'frames',
      /frames where its configuration promises/,
    ],
    ['a cut graph', () => toyW2vBert(false), { 'onnx/model.onnx': cut(w2v['onnx/model.onnx']) }, 'model-corrupt', /./],
    ['a cut graph of NeMo', toyNemo, { 'model.onnx': cut(nemo['model.onnx']) }, 'model-corrupt', /./],
    [
      'samples where features are made',
      () => toyW2vBert(false),
      { 'onnx/model.onnx': toyWav2vec2(false).files['onnx/model.onnx'] },
      'model-unsupported',
      /input_values/,
    ],
    [
      'features of another width',
      () => toyNemo(),
      { 'model.onnx': toyNemo(128, { feat_dim: '80' }).files['model.onnx'] },
      'model-unsupported',
      /takes 128 values a frame where its layout makes 80/,
    ],
    [
      'another subsampling than it says',
      () => toyNemo(80, { subsampling_factor: '4' }),
      {},
      'frames',
      /frames where its configuration promises/,
    ],
    ['features of GigaAM', () => toyNemo(80, { is_giga_am: '1' }), {}, 'model-unsupported', /GigaAM/],
    [
      'another normalisation',
      () => toyNemo(80, { normalize_type: 'all_features' }),
      {},
      'model-unsupported',
      /all_features/,
    ],
  ])('%s: says what, what it means and what to do', async (_name, toy, files, code, words) => {
    const made = toy();
    const opened = open({ ...made, files: { ...made.files, ...files } });
    const windows = [windowOf(say('ab')), windowOf(say('ab'), 1)];
    // Frames are counted when the graph runs.
    const failed: unknown = await (
      code === 'frames' ? opened.then((asr) => asr.transcribe(windows, greedy, never)) : opened
    ).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(AppError);
    const { code: given, parts } = failed as AppError;
    expect(given).toBe(code === 'frames' ? 'model-unsupported' : code);
    expect(parts.what).toMatch(words);
    expect([parts.meaning, parts.action].every((part) => part.length > 10)).toBe(true);
  });

  it('hears features that its exporter left as they are', async () => {
    // Log energies are all far below zero there, so the toy, which wants a variance of one, hears nothing.
    const asr = await open(toyNemo(80, { normalize_type: 'NA' }));
    expect((await asr.transcribe([windowOf(say('ab'))], greedy, never))[0].text).toBe('');
  });

  it('takes a vocabulary that names fewer pieces than the configuration counts outputs', async () => {
    const { layout, files } = toyWav2vec2(false);
    const config = JSON.parse(files['config.json'] as string) as object;
    const asr = await open({
      layout,
      files: {
        ...files,
        'config.json': JSON.stringify({ ...config, pad_token_id: 1, vocab_size: 6 }),
        'vocab.json': vocab({ a: 3, b: 4, '|': 2 }),
      },
    });
    expect((await asr.transcribe([windowOf(say('ab ba'))], greedy, never))[0].text).toBe('ab ba');
  });
});
