import { SAMPLE_RATE } from '../../../../shared/units.ts';

/** How a model's output frames lie on its samples. */
export interface FrameGeometry {
  /** Samples from one frame to the next. */
  readonly strideSamples: number;
  /** Sample that frame 0 is centred on. */
  readonly centreSample: number;
  /** Frames for so many samples; 0 when there are too few for one. */
  frames(samples: number): number;
}

export interface Convolution {
  readonly kernel: number;
  readonly stride: number;
  /** Zeros added on either side. */
  readonly padding?: number;
}

/** Output length of stacked convolutions. */
export function convolvedLength(length: number, layers: readonly Convolution[]): number {
  return layers.reduce(
    (rest, { kernel, stride, padding = 0 }) => Math.max(0, Math.floor((rest + 2 * padding - kernel) / stride) + 1),
    length,
  );
}

/** Geometry of convolutions over samples (wav2vec2: stride 320, receptive field 400), perhaps with an adapter behind. */
export function waveformGeometry(layers: readonly Convolution[]): FrameGeometry {
  let stride = 1;
  let centre = 0;
  for (const { kernel, stride: step, padding = 0 } of layers) {
    centre += ((kernel - 1) / 2 - padding) * stride;
    stride *= step;
  }
  return {
    strideSamples: stride,
    centreSample: centre + 0.5,
    frames: (samples) => convolvedLength(samples, layers),
  };
}

/** The time that a frame stands for, half a stride to either side of its centre, in seconds from the window's start. */
export function frameSeconds({ strideSamples, centreSample }: FrameGeometry, frame: number): number {
  return Math.max(0, (frame * strideSamples + centreSample - strideSamples / 2) / SAMPLE_RATE);
}
