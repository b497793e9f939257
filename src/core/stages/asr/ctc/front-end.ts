import { createFbank, FBANK_FRAME, FBANK_SHIFT, FLOAT_EPSILON, type FbankSpec } from '../../../audio/fbank.ts';
import { type Normalisation, normaliseFeatures } from '../../../audio/normalise-features.ts';

/** How a CTC model wants its input made. */
export type CtcFrontEndSpec =
  | {
      readonly kind: 'waveform';
      /** Zero mean and unit variance; `guard` is added to the variance. `undefined` gives the samples as they are. */
      readonly guard: number | undefined;
    }
  | {
      readonly kind: 'features';
      readonly fbank: FbankSpec;
      readonly bands: number;
      readonly normalisation: Normalisation;
      /** Frame t is centred on sample 160 t, with zeros around, and whole hops count; otherwise it starts there. */
      readonly centred: boolean;
      /** Frames joined to one; what is left over at the end is dropped. */
      readonly stack: number;
      /** Order of the input tensor's last two dimensions. */
      readonly order: 'frames-first' | 'bands-first';
    };

/** One window's input, `length` steps (samples or frames) of `width` values, step by step. */
export interface CtcInput {
  readonly values: Float32Array;
  readonly length: number;
}

/** Makes input of samples. Keeps scratch buffers, so one instance serves one caller at a time. */
export interface CtcFrontEnd {
  readonly spec: CtcFrontEndSpec;
  /** Values per step. */
  readonly width: number;
  /** Samples from one step to the next. */
  readonly hop: number;
  /** Steps for so many samples. */
  length(samples: number): number;
  make(samples: Float32Array): CtcInput;
}

/** wav2vec2, HuBERT and WavLM as their feature extractor normalises. */
export const WAV2VEC2_FRONT_END: CtcFrontEndSpec = { kind: 'waveform', guard: 1e-7 };
/** Omnilingual models: a layer norm over the samples. */
export const OMNILINGUAL_FRONT_END: CtcFrontEndSpec = { kind: 'waveform', guard: 1e-5 };

/** w2v-BERT: Kaldi features of int16 values with the Povey window, two frames joined to 160 values. */
export const W2V_BERT_FRONT_END: CtcFrontEndSpec = {
  kind: 'features',
  fbank: {
    scale: 32_768,
    removeDc: true,
    preEmphasis: 'frame',
    window: 'povey',
    fftSize: 512,
    mel: { kind: 'kaldi', lowHertz: 20, highHertz: 8000 },
    log: { kind: 'floor', value: FLOAT_EPSILON },
  },
  bands: 80,
  normalisation: 'mean-and-variance',
  centred: false,
  stack: 2,
  order: 'frames-first',
};

/** NeMo's `AudioToMelSpectrogramPreprocessor`; newer models take 128 bands instead of 80. */
export function nemoFrontEnd(bands: number, normalisation: Normalisation = 'mean-and-deviation'): CtcFrontEndSpec {
  return {
    kind: 'features',
    fbank: {
      scale: 1,
      removeDc: false,
      preEmphasis: 'signal',
      window: 'hann',
      fftSize: 512,
      mel: { kind: 'slaney', lowHertz: 0, highHertz: 8000 },
      log: { kind: 'add', value: 2 ** -24 },
    },
    bands,
    normalisation,
    centred: true,
    stack: 1,
    order: 'bands-first',
  };
}

/** A front end with its tables. */
export function createCtcFrontEnd(spec: CtcFrontEndSpec): CtcFrontEnd {
  if (spec.kind === 'waveform') {
    return {
      spec,
      width: 1,
      hop: 1,
      length: (samples) => samples,
      make: (samples) => ({ values: normaliseSamples(samples, spec.guard), length: samples.length }),
    };
  }
  const { bands, centred, stack } = spec;
  const fbank = createFbank(spec.fbank, bands);
  const firstStart = centred ? -FBANK_FRAME / 2 : 0;
  const frames = (samples: number): number =>
    centred ? Math.floor(samples / FBANK_SHIFT) : Math.max(0, 1 + Math.floor((samples - FBANK_FRAME) / FBANK_SHIFT));
  return {
    spec,
    width: bands * stack,
    hop: FBANK_SHIFT * stack,
    length: (samples: number) => Math.floor(frames(samples) / stack),
    make(samples: Float32Array) {
      const count = frames(samples.length);
      const values = new Float32Array(count * bands);
      for (let frame = 0; frame < count; frame += 1)
        fbank.frame(samples, firstStart + frame * FBANK_SHIFT, values, frame * bands);
      normaliseFeatures(values, bands, spec.normalisation);
      const length = Math.floor(count / stack);
      return { values: values.subarray(0, length * stack * bands), length };
    },
  };
}

function normaliseSamples(samples: Float32Array, guard: number | undefined): Float32Array {
  if (guard === undefined || samples.length === 0) return samples;
  let sum = 0;
  for (const sample of samples) sum += sample;
  const mean = sum / samples.length;
  let squares = 0;
  for (const sample of samples) squares += (sample - mean) ** 2;
  const scale = 1 / Math.sqrt(squares / samples.length + guard);
  return samples.map((sample: number) => (sample - mean) * scale);
}
