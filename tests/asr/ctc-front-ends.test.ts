import {
  ParakeetFeatureExtractor,
  SeamlessM4TFeatureExtractor,
  Wav2Vec2FeatureExtractor,
} from '@huggingface/transformers';
import { expect, it } from 'vitest';
import {
  createCtcFrontEnd,
  nemoFrontEnd,
  W2V_BERT_FRONT_END,
  WAV2VEC2_FRONT_END,
} from '../../src/core/stages/asr/ctc/front-end.ts';
import { say } from '../support/toy-ctc.ts';

type Extractor = (
  samples: Float32Array,
) => Promise<Record<'input_features' | 'input_values', { readonly data: Float32Array; readonly dims: number[] }>>;

const SOUND = say('aab cab bc ab', 0.2);

function worst(ours: Float32Array, theirs: Float32Array): number {
  return ours.reduce((most, value, at) => Math.max(most, Math.abs(value - theirs[at])), 0);
}

it('w2v-BERT features equal those of transformers.js', async () => {
  const config = { sampling_rate: 16_000, num_mel_bins: 80, feature_size: 80, stride: 2, padding_value: 0 };
  const reference = new SeamlessM4TFeatureExtractor(config) as unknown as Extractor;
  const { data, dims } = (await reference(SOUND)).input_features;
  const { values, length } = createCtcFrontEnd(W2V_BERT_FRONT_END).make(SOUND);
  expect(length).toBeGreaterThan(300);
  // Theirs may end with half a pair, which the mask takes back.
  expect(dims).toEqual([1, expect.toBeOneOf([length, length + 1]), 160]);
  expect(worst(values, data)).toBeLessThan(2e-3);
});

it('NeMo features equal those of transformers.js', async () => {
  const config = { feature_size: 80, sampling_rate: 16_000, hop_length: 160, n_fft: 512, win_length: 400 };
  const reference = new ParakeetFeatureExtractor({ ...config, preemphasis: 0.97 }) as unknown as Extractor;
  const { data } = (await reference(SOUND)).input_features;
  const { values, length } = createCtcFrontEnd(nemoFrontEnd(80)).make(SOUND);
  // Theirs has one frame more, of zeros.
  expect(data).toHaveLength((length + 1) * 80);
  expect(worst(values, data)).toBeLessThan(2e-3);
});

it('wav2vec2 samples equal those of transformers.js', async () => {
  const reference = new Wav2Vec2FeatureExtractor({ sampling_rate: 16_000, do_normalize: true }) as unknown as Extractor;
  const { data } = (await reference(SOUND)).input_values;
  const { values } = createCtcFrontEnd(WAV2VEC2_FRONT_END).make(SOUND);
  expect(data).toHaveLength(values.length);
  expect(worst(values, data)).toBeLessThan(1e-4);
});
