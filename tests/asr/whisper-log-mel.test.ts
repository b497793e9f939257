import { WhisperFeatureExtractor } from '@huggingface/transformers';
import { describe, expect, it } from 'vitest';
import { createLogMel } from '../../src/core/stages/asr/whisper/log-mel.ts';
import { audioFixture } from '../support/fixtures.ts';
import { decodePcm } from '../support/pcm.ts';

function noise(samples: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: samples }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 31 - 1) * 0.4;
  });
}

function dialog(from: number, to: number): Float32Array {
  return decodePcm(audioFixture('digits-dialog-2spk-60s.flac')).slice(from * 16_000, to * 16_000);
}

const inputs: readonly (readonly [string, () => Float32Array])[] = [
  ['dialog 0-30 s', () => dialog(0, 30)],
  ['dialog 31.3-38.7 s, a short window', () => dialog(31.3, 38.7)],
  ['noisy 20-50 s', () => decodePcm(audioFixture('digits-noisy-10dB.flac')).slice(20 * 16_000, 50 * 16_000)],
  ['call, right channel', () => decodePcm(audioFixture('digits-stereo-call-60s.flac'), 1).slice(0, 480_000)],
  ['white noise, 30 s', () => noise(480_000, 1)],
  ['white noise, 29.995 s: reflection reaches real samples', () => noise(479_920, 2)],
  ['white noise, one sample over 30 s', () => noise(480_001, 3)],
  ['white noise, 0.05 s', () => noise(800, 4)],
];

describe.each([80, 128])('log-mel with %i filters', (mels) => {
  const reference = new WhisperFeatureExtractor({
    feature_size: mels,
    sampling_rate: 16_000,
    hop_length: 160,
    n_fft: 400,
    n_samples: 480_000,
    nb_max_frames: 3000,
  });
  const ours = createLogMel(mels);

  it.each(inputs)('equals the reference extractor within 1e-3: %s', async (_name, make) => {
    const samples = make();
    const out = new Float32Array(mels * 3000);
    ours.write(samples, out);
    const { input_features: expected } = (await reference(samples)) as { input_features: { data: Float32Array } };
    let worst = 0;
    for (let i = 0; i < out.length; i++) worst = Math.max(worst, Math.abs(out[i] - expected.data[i]));
    expect(expected.data).toHaveLength(out.length);
    expect(worst).toBeLessThan(1e-3);
  });
});
