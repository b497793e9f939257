import type { InferenceSession } from '../../ports/inference.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { Emissions } from './forced-align.ts';

/** Added to the variance, as the models' feature extractor does. */
const EPSILON = 1e-7;
/** wav2vec2 hears 400 samples (25 ms) at once; with less there is no frame. */
const LEAST_SAMPLES = 400;

/**
 * What a CTC model hears in samples at 16 kHz, as log probabilities. Too little sound gives no frames. Throws
 * `inference-failed`.
 */
export async function ctcEmissions(
  session: InferenceSession,
  samples: Float32Array,
  normalise: boolean,
): Promise<Emissions> {
  const [input] = session.inputs;
  const [output] = session.outputs;
  if (samples.length < LEAST_SAMPLES) return { logProbs: new Float32Array(0), frames: 0, classes: 1 };
  const data = normalise ? normalised(samples) : samples;
  const feeds = { [input.name]: { type: 'float32', dims: [1, data.length], data } };
  const logits = (await session.run(feeds, [output.name]))[output.name];
  const [, frames, classes] = logits.dims;
  if (!(logits.data instanceof Float32Array) || logits.dims.length !== 3 || logits.data.length !== frames * classes) {
    throw new AppError('inference-failed', {
      what: `The alignment model gave a tensor of ${logits.dims.join(' x ')} (${logits.type}).`,
      meaning: 'Words keep the times they had.',
      action: 'Choose another alignment model and report this one.',
    });
  }
  return { logProbs: logSoftmax(logits.data, classes), frames, classes };
}

function normalised(samples: Float32Array): Float32Array {
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  const variance = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples.length;
  const scale = 1 / Math.sqrt(variance + EPSILON);
  return samples.map((value) => (value - mean) * scale);
}

function logSoftmax(logits: Float32Array, classes: number): Float32Array {
  const result = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += classes) {
    let most = -Infinity;
    for (let at = from; at < from + classes; at++) most = Math.max(most, logits[at]);
    let sum = 0;
    for (let at = from; at < from + classes; at++) sum += Math.exp(logits[at] - most);
    const log = most + Math.log(sum);
    for (let at = from; at < from + classes; at++) result[at] = logits[at] - log;
  }
  return result;
}
