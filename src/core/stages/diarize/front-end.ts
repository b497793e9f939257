import { FBANK_FRAME, FBANK_SHIFT, FLOAT_EPSILON, type FbankSpec, MEL_BANDS, createFbank } from '../../audio/fbank.ts';
import { WINDOW_SAMPLES, nearestFrame } from './frame-grid.ts';
import { type Normalisation, normaliseFeatures } from '../../audio/normalise-features.ts';

/** How an embedding model wants its input made; `waveform` models take the samples themselves. */
export const FRONT_ENDS = ['wespeaker', '3d-speaker', 'speechbrain', 'nemo', 'waveform'] as const;
export type FrontEndName = (typeof FRONT_ENDS)[number];

/** A model's input, frame by frame, every 10 ms. Keeps scratch buffers, so one instance serves one caller at a time. */
export interface FrontEnd {
  readonly name: FrontEndName;
  /** Values per frame. */
  readonly width: number;
  /** Frames of one 10 s window. */
  readonly frames: number;
  /** Segmentation frame of a window, out of `count`, whose centre is nearest to that of frame `t`. */
  segmentationFrame(t: number, count: number): number;
  /** Frames `wholeFrom .. wholeTo - 1` see only samples inside the window, so they are the same in every window. */
  readonly wholeFrom: number;
  readonly wholeTo: number;
  /** Writes frame `t` of a window's samples to `out[outOffset ..]`. */
  frame(window: Float32Array, t: number, out: Float32Array, outOffset: number): void;
  /** Puts a voice sample [frames, width] on the model's level, in place. */
  normalise(sample: Float32Array): void;
}

interface FrontEndData {
  readonly fbank: FbankSpec;
  /** Frame t is centred on sample 160 t, with zeros around the window, instead of starting there. */
  readonly centred: boolean;
  readonly frames: number;
  readonly normalisation: Normalisation;
}

const SNIPPED_FRAMES = 1 + Math.floor((WINDOW_SAMPLES - FBANK_FRAME) / FBANK_SHIFT);

/**
 * The known front ends. WeSpeaker and 3D-Speaker call torchaudio's Kaldi fbank with their own window and level; SpeechBrain's
 * `Fbank` and NeMo's `AudioToMelSpectrogramPreprocessor` centre their frames. NeMo counts one frame for every whole hop.
 */
export const FRONT_END_DATA: Readonly<Record<Exclude<FrontEndName, 'waveform'>, FrontEndData>> = {
  wespeaker: {
    fbank: {
      scale: 32_768,
      removeDc: true,
      preEmphasis: 'frame',
      window: 'hamming',
      fftSize: 512,
      mel: { kind: 'kaldi', lowHertz: 20, highHertz: 8000 },
      log: { kind: 'floor', value: FLOAT_EPSILON },
    },
    centred: false,
    frames: SNIPPED_FRAMES,
    normalisation: 'mean',
  },
  '3d-speaker': {
    fbank: {
      scale: 1,
      removeDc: true,
      preEmphasis: 'frame',
      window: 'povey',
      fftSize: 512,
      mel: { kind: 'kaldi', lowHertz: 20, highHertz: 8000 },
      log: { kind: 'floor', value: FLOAT_EPSILON },
    },
    centred: false,
    frames: SNIPPED_FRAMES,
    normalisation: 'mean',
  },
  speechbrain: {
    fbank: {
      scale: 1,
      removeDc: false,
      preEmphasis: 'none',
      window: 'hamming-periodic',
      fftSize: 400,
      mel: { kind: 'speechbrain', lowHertz: 0, highHertz: 8000 },
      log: { kind: 'decibel', value: 1e-10 },
    },
    centred: true,
    frames: WINDOW_SAMPLES / FBANK_SHIFT + 1,
    normalisation: 'top-db',
  },
  nemo: {
    fbank: {
      scale: 1,
      removeDc: false,
      preEmphasis: 'signal',
      window: 'hann',
      fftSize: 512,
      mel: { kind: 'slaney', lowHertz: 0, highHertz: 8000 },
      log: { kind: 'add', value: 2 ** -24 },
    },
    centred: true,
    frames: WINDOW_SAMPLES / FBANK_SHIFT,
    normalisation: 'mean-and-deviation',
  },
};

/** A front end with its tables. */
export function createFrontEnd(name: FrontEndName): FrontEnd {
  return name === 'waveform' ? createWaveform() : createFeatures(name, FRONT_END_DATA[name]);
}

function createFeatures(name: FrontEndName, data: FrontEndData): FrontEnd {
  const fbank = createFbank(data.fbank);
  const firstStart = data.centred ? -FBANK_FRAME / 2 : 0;
  const firstNeeded = firstStart - (data.fbank.preEmphasis === 'signal' ? 1 : 0);
  const wholeTo = 1 + Math.floor((WINDOW_SAMPLES - FBANK_FRAME - firstStart) / FBANK_SHIFT);
  return {
    name,
    width: MEL_BANDS,
    frames: data.frames,
    segmentationFrame: (t, count) => nearestFrame(t * FBANK_SHIFT + firstStart + FBANK_FRAME / 2, count),
    wholeFrom: Math.max(0, Math.ceil(-firstNeeded / FBANK_SHIFT)),
    wholeTo: Math.min(data.frames, wholeTo),
    frame: (window, t, out, outOffset) => fbank.frame(window, firstStart + t * FBANK_SHIFT, out, outOffset),
    normalise: (sample) => normaliseFeatures(sample, MEL_BANDS, data.normalisation),
  };
}

/** A frame is 10 ms of samples, so joined frames are a waveform. */
function createWaveform(): FrontEnd {
  const frames = WINDOW_SAMPLES / FBANK_SHIFT;
  return {
    name: 'waveform',
    width: FBANK_SHIFT,
    frames,
    segmentationFrame: (t, count) => nearestFrame((t + 0.5) * FBANK_SHIFT, count),
    wholeFrom: 0,
    wholeTo: frames,
    frame(window, t, out, outOffset) {
      out.set(window.subarray(t * FBANK_SHIFT, (t + 1) * FBANK_SHIFT), outOffset);
    },
    normalise: () => undefined,
  };
}
