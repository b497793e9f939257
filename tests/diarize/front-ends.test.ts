import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  ParakeetFeatureExtractor,
  SeamlessM4TFeatureExtractor,
  WeSpeakerFeatureExtractor,
} from '@huggingface/transformers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFbank } from '../../src/core/audio/fbank.ts';
import { FRONT_END_DATA, type FrontEndName, createFrontEnd } from '../../src/core/stages/diarize/front-end.ts';
import { audioFixture } from '../support/fixtures.ts';
import { writeOnnx } from '../support/onnx-writer.ts';
import { decodePcm } from '../support/pcm.ts';
import { scratchFolder } from '../support/scratch.ts';

const BANDS = 80;
const scratch = scratchFolder();
let speech: Float32Array;

beforeAll(() => {
  speech = decodePcm(audioFixture('digits-dialog-2spk-60s.flac')).slice(160_000, 320_000);
});

/** All frames of the 10 s window, normalised as one voice sample. */
function ours(name: FrontEndName, normalise = true): Float32Array {
  const frontEnd = createFrontEnd(name);
  const out = new Float32Array(frontEnd.frames * frontEnd.width);
  for (let t = 0; t < frontEnd.frames; t++) frontEnd.frame(speech, t, out, t * frontEnd.width);
  if (normalise) frontEnd.normalise(out);
  return out;
}

function worst(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}

type Extractor = (samples: Float32Array, options?: object) => Promise<{ input_features: { data: Float32Array } }>;

describe('front ends against another implementation', () => {
  it('wespeaker equals transformers.js on 10 s of speech', async () => {
    const reference = new WeSpeakerFeatureExtractor({
      sampling_rate: 16_000,
      num_mel_bins: BANDS,
      min_num_frames: 9,
      fbank_centering_span: null,
    }) as unknown as Extractor;
    const { data } = (await reference(speech)).input_features;
    expect(data).toHaveLength(998 * BANDS);
    expect(worst(ours('wespeaker'), data)).toBeLessThan(2e-3);
  });

  it('nemo equals the Parakeet extractor of transformers.js', async () => {
    const reference = new ParakeetFeatureExtractor({
      feature_size: BANDS,
      sampling_rate: 16_000,
      hop_length: 160,
      n_fft: 512,
      win_length: 400,
      preemphasis: 0.97,
    }) as unknown as Extractor;
    const { data } = (await reference(speech)).input_features;
    // It keeps the last, half empty frame and zeroes it; ours ends before it, as the length given to NeMo's encoder does.
    expect(data).toHaveLength(1001 * BANDS);
    expect(worst(ours('nemo'), data)).toBeLessThan(2e-3);
  });

  it('3d-speaker equals the Povey features of transformers.js, which are of samples 32768 times as large', async () => {
    const reference = new SeamlessM4TFeatureExtractor({
      sampling_rate: 16_000,
      num_mel_bins: BANDS,
      stride: 1,
    }) as unknown as Extractor;
    const options = { padding: false, do_normalize_per_mel_bins: false };
    const { data } = (await reference(speech, options)).input_features;
    const plain = ours('3d-speaker', false);
    expect(data).toHaveLength(plain.length);
    const shift = 2 * Math.log(32_768);
    // Energies near the floor, which is not scaled, differ; the rest is the same up to the constant.
    const loud = [...plain.keys()].filter((i) => plain[i] > -15.5);
    expect(loud.length).toBeGreaterThan(plain.length / 2);
    expect(Math.max(...loud.map((i) => Math.abs(plain[i] + shift - data[i])))).toBeLessThan(2e-3);
  });

  it.each([
    ['3d-speaker', '1', 'global-mean'],
    ['wespeaker', '0', ''],
  ] as const)(
    '%s: the filter bank equals what sherpa-onnx computes with its own options',
    (framework, scaled, level) => {
      const samples = speech.slice(0, 16_000);
      // sherpa-onnx uses the Povey window and 20-7600 Hz for both, and frames that reach over the edges.
      const spec = { ...FRONT_END_DATA[framework].fbank, window: 'povey' } as const;
      const fbank = createFbank({ ...spec, mel: { ...spec.mel, highHertz: 7600 } });
      const frames = 100;
      const theirs = sherpaFeatures(samples, {
        framework,
        language: 'English',
        sample_rate: '16000',
        output_dim: String(frames * BANDS),
        normalize_samples: scaled,
        feature_normalize_type: level,
      });
      expect(theirs).toHaveLength(frames * BANDS);
      const inside = Array.from({ length: frames }, (_, t) => t).filter(
        (t) => t * 160 >= 120 && t * 160 + 280 <= 16_000,
      );
      expect(inside.length).toBeGreaterThan(95);
      const mean = new Float64Array(BANDS);
      const differences: number[] = [];
      const rows = inside.map((t) => {
        const row = new Float32Array(BANDS);
        fbank.frame(samples, t * 160 - 120, row, 0);
        return { t, row };
      });
      // Where sherpa-onnx takes a mean away it is the same for all frames of a band.
      if (level !== '') {
        for (const { t, row } of rows)
          row.forEach((value, i) => (mean[i] += (value - theirs[t * BANDS + i]) / rows.length));
      }
      for (const { t, row } of rows)
        row.forEach((value, i) => differences.push(Math.abs(value - mean[i] - theirs[t * BANDS + i])));
      expect(Math.max(...differences)).toBeLessThan(5e-3);
    },
  );
});

/** Features as sherpa-onnx gives them to a model: one that hands its whole input back as the embedding. */
function sherpaFeatures(samples: Float32Array, metadata: Readonly<Record<string, string>>): Float32Array {
  const [model, input, output] = ['model.onnx', 'samples.f32', 'features.f32'].map((name) => scratch.at(name));
  writeFileSync(
    model,
    writeOnnx({
      inputs: [{ name: 'x', type: 'float32', shape: ['N', 'T', BANDS] }],
      outputs: [{ name: 'embedding', type: 'float32', shape: ['N', 'D'] }],
      constants: [{ name: 'flat', dims: [2], data: BigInt64Array.from([1n, -1n]) }],
      nodes: [{ op: 'Reshape', inputs: ['x', 'flat'], outputs: ['embedding'] }],
      metadata,
    }),
  );
  writeFileSync(input, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
  const child = fileURLToPath(new URL('workers/sherpa-features.ts', import.meta.url));
  execFileSync(process.execPath, [child, model, input, output], { timeout: 60_000 });
  const bytes = readFileSync(output);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
