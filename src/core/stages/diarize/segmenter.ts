import type { InferenceSession, Tensor } from '../../ports/inference.ts';
import { AppError } from '../../../shared/app-error.ts';
import { clearDigitalSilence } from './digital-silence.ts';
import { WINDOW_SAMPLES } from './frame-grid.ts';
import { POWERSET_CLASSES, decodePowerset } from './powerset.ts';
import { type SpeechLikelihood, speechLikelihood } from './speech-likelihood.ts';

/** What a model hears in one window. */
interface Segmentation {
  /** One mask byte per frame, bit k = local speaker k. */
  readonly masks: Uint8Array;
  readonly likelihood: SpeechLikelihood;
}

/** Speaker segmentation of single windows. */
export interface Segmenter {
  /**
   * Which local speakers talk when, and how likely that is: 160000 samples of 16 kHz mono in, frames of 16.875 ms out.
   * Digital silence is never speech. Throws `model-unsupported` when the model's output is not [1, frames, 7].
   */
  segment(samples: Float32Array): Promise<Segmentation>;
}

/** Wraps a model with the signature of pyannote/segmentation-3.0: [b, 1, 160000] -> [b, 589, 7]. */
export function createSegmenter(session: InferenceSession, modelId: string): Segmenter {
  const input = session.inputs[0]?.name ?? '';
  const output = session.outputs[0]?.name ?? '';
  return {
    async segment(samples) {
      const feed: Tensor = { type: 'float32', dims: [1, 1, WINDOW_SAMPLES], data: samples };
      const result = (await session.run({ [input]: feed }))[output];
      const frames = result?.dims[1] ?? 0;
      if (!(result?.data instanceof Float32Array) || result.dims[2] !== POWERSET_CLASSES || frames < 1) {
        throw new AppError('model-unsupported', {
          what: `The segmentation model ${modelId} gave an output of shape [${result?.dims.join(', ') ?? ''}].`,
          meaning: 'Voxlane needs [windows, frames, 7], as pyannote/segmentation-3.0 gives it.',
          action: 'Install a segmentation model of that layout.',
        });
      }
      const masks = new Uint8Array(frames);
      decodePowerset(result.data, masks);
      const heard = masks.slice();
      clearDigitalSilence(samples, masks);
      const isCleared = (frame: number): boolean => heard[frame] !== masks[frame];
      return { masks, likelihood: speechLikelihood(result.data, frames, isCleared) };
    },
  };
}
