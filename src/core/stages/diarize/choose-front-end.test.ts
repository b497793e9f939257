import { describe, expect, it } from 'vitest';
import { chooseFrontEnd } from './choose-front-end.ts';

const facts = { layout: 'wespeaker-onnx', param: undefined, metadata: {} };

describe('chooseFrontEnd', () => {
  it.each([
    ['wespeaker-onnx', 'wespeaker'],
    ['campplus-onnx', '3d-speaker'],
    ['ecapa-onnx', 'speechbrain'],
    ['titanet-onnx', 'nemo'],
  ])('takes the layout %s for %s', (layout, frontEnd) => {
    expect(chooseFrontEnd({ ...facts, layout })).toEqual({ frontEnd });
  });

  it('believes the file more than the layout, and the manifest more than the file', () => {
    const metadata = { framework: '3d-speaker', sample_rate: '16000', normalize_samples: '1' };
    expect(chooseFrontEnd({ ...facts, metadata })).toEqual({ frontEnd: '3d-speaker' });
    expect(chooseFrontEnd({ ...facts, metadata, param: 'waveform' })).toEqual({ frontEnd: 'waveform' });
    expect(chooseFrontEnd({ ...facts, metadata: { framework: 'else' } })).toEqual({ frontEnd: 'wespeaker' });
  });

  it('accepts the metadata of the NeMo export script and refuses other windows', () => {
    const metadata = {
      framework: 'nemo',
      sample_rate: '16000',
      output_dim: '192',
      feature_normalize_type: 'per_feature',
      window_size_ms: '25',
      window_stride_ms: '10',
      window_type: 'hann',
      feat_dim: '80',
    };
    expect(chooseFrontEnd({ ...facts, metadata })).toEqual({ frontEnd: 'nemo' });
    for (const other of [{ window_size_ms: '20' }, { feat_dim: '64' }, { sample_rate: '8000' }]) {
      expect(chooseFrontEnd({ ...facts, metadata: { ...metadata, ...other } })).toHaveProperty('problem');
    }
  });

  it('names what it does not know', () => {
    expect(chooseFrontEnd({ ...facts, param: 'mfcc' })).toEqual({ problem: 'asks for the unknown front end "mfcc"' });
    expect(chooseFrontEnd({ ...facts, layout: 'gguf' })).toHaveProperty('problem');
  });
});
