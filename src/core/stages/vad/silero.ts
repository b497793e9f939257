import type { InferenceSession, Tensor } from '../../ports/inference.ts';
import { AppError } from '../../../shared/app-error.ts';
import { SAMPLE_RATE } from '../../../shared/units.ts';

/** New samples per frame. */
export const FRAME_SAMPLES = 512;

/** Samples of the previous frame that the model sees again in front of the new ones. */
const CONTEXT = 64;
const STATE_SIZE = 128;

/**
 * Silero VAD v6 fed frame by frame. Input `[1, 64 + 512]` float32, state `[2, 1, 128]` carried from frame to frame,
 * `sr` int64 scalar; output: speech probability of the 512 new samples. Model: snakers4/silero-vad, MIT.
 *
 * Frames must go in one by one: the export takes a single 512-sample frame, and the LSTM's cell state remembers whole
 * recordings (states started 16 s apart still differ), so neither long inputs nor parallel stretches give equal results.
 */
export class SileroFrames {
  readonly #session: InferenceSession;
  readonly #buffer = new Float32Array(CONTEXT + FRAME_SAMPLES);
  readonly #feeds: { input: Tensor; state: Tensor; sr: Tensor };
  #repaired = 0;

  /** Throws `AppError` `model-unsupported` when the session is not a Silero v5/v6 graph. */
  constructor(session: InferenceSession) {
    const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
    const fits =
      ['input', 'state', 'sr'].every((name) => names(session.inputs).includes(name)) &&
      ['output', 'stateN'].every((name) => names(session.outputs).includes(name));
    if (!fits) {
      throw new AppError('model-unsupported', {
        what: `The speech detection model has inputs ${names(session.inputs).join(', ')}; expected input, state, sr.`,
        meaning: 'It is not a Silero v5 or v6 model, so speech cannot be found with it.',
        action: 'Reinstall Voxlane, which carries the right model.',
      });
    }
    this.#session = session;
    this.#feeds = {
      input: { type: 'float32', dims: [1, this.#buffer.length], data: this.#buffer },
      state: { type: 'float32', dims: [2, 1, STATE_SIZE], data: new Float32Array(2 * STATE_SIZE) },
      sr: { type: 'int64', dims: [], data: BigInt64Array.of(BigInt(SAMPLE_RATE)) },
    };
  }

  /** Frames that held NaN or infinite samples, which were read as silence. */
  get repairedFrames(): number {
    return this.#repaired;
  }

  /**
   * Speech probability 0..1 of the frame at `samples[offset, offset + 512)`; missing samples at the end count as
   * silence. Throws `AppError` `inference-failed`.
   */
  async next(samples: Float32Array, offset: number): Promise<number> {
    this.#buffer.copyWithin(0, FRAME_SAMPLES);
    const frame = samples.subarray(offset, offset + FRAME_SAMPLES);
    this.#buffer.set(frame, CONTEXT);
    if (frame.length < FRAME_SAMPLES) this.#buffer.fill(0, CONTEXT + frame.length);
    if (this.#silenceBadSamples()) this.#repaired++;
    const { output, stateN } = await this.#session.run(this.#feeds);
    const probability = output?.data[0];
    if (typeof probability !== 'number' || Number.isNaN(probability) || stateN === undefined) {
      throw new AppError('inference-failed', {
        what: 'The speech detection model returned no number.',
        meaning: 'Speech cannot be found in this recording.',
        action: 'Reinstall Voxlane; if it happens again, report the recording.',
      });
    }
    this.#feeds.state = stateN;
    return probability;
  }

  /** One NaN would stay in the carried state and silence the rest of the recording. */
  #silenceBadSamples(): boolean {
    let found = false;
    for (let i = CONTEXT; i < this.#buffer.length; i++) {
      if (!Number.isFinite(this.#buffer[i])) {
        this.#buffer[i] = 0;
        found = true;
      }
    }
    return found;
  }
}
