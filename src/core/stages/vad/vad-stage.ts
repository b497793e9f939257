import type { AudioSource } from '../../ports/audio-source.ts';
import type { InferenceSession } from '../../ports/inference.ts';
import type { Stage, StageContext, StageIdentity } from '../../ports/stage.ts';
import type { SpeechSpan } from '../../timeline/types.ts';
import { cancelled } from '../../../shared/app-error.ts';
import { FRAME_SAMPLES, SileroFrames } from './silero.ts';
import { FRAME_MS, spansFromProbabilities } from './spans.ts';
import { checkVadSettings, defaultVadSettings, type VadSettings } from './settings.ts';

export const VAD_STAGE: StageIdentity = { id: 'vad', version: 1 };

export interface VadInput {
  readonly source: AudioSource;
}

/** Settings left out take their defaults. */
export type VadOptions = Partial<VadSettings>;

export interface VadOutput {
  /** Sorted, disjoint, in integer media milliseconds (the source's start offset included). */
  readonly spans: readonly SpeechSpan[];
  /** Speech probability of each frame as 0..255; frame i starts at `startOffsetMs + 32 i`. */
  readonly probabilities: Uint8Array;
  readonly frameMs: number;
  /** 16 kHz samples read. */
  readonly sampleCount: number;
}

/** Frames between two looks at the abort signal and two progress reports (8 s of audio, about 25 ms of work). */
const REPORT_FRAMES = 256;

/**
 * Speech detection: one pass over the source, one byte of memory per 32 ms, whatever the length. The session stays the
 * caller's to dispose. `run` throws `AppError` `options-invalid`, `model-unsupported`, `inference-failed`, `cancelled` and
 * what the source throws; the source's warnings become alerts.
 */
export function createVadStage(session: InferenceSession): Stage<VadInput, VadOutput, VadOptions> {
  return {
    ...VAD_STAGE,
    async run({ source }, options, ctx) {
      const settings = { ...defaultVadSettings, ...options };
      checkVadSettings(settings);
      const frames = new SileroFrames(session);
      const { probabilities, sampleCount } = await scan(source, frames, ctx);
      if (frames.repairedFrames > 0) {
        ctx.alert({
          code: 'vad-bad-samples',
          severity: 'warning',
          stage: 'vad',
          message: `${frames.repairedFrames} stretches of 32 ms hold invalid samples and were read as silence.`,
          values: { count: frames.repairedFrames },
          ...(source.channel === undefined ? {} : { channel: source.channel }),
        });
      }
      const spans = spansFromProbabilities(probabilities, sampleCount, settings, source.startOffsetMs);
      return { spans, probabilities, frameMs: FRAME_MS, sampleCount };
    },
  };
}

interface Scan {
  readonly probabilities: Uint8Array;
  readonly sampleCount: number;
}

async function scan(source: AudioSource, frames: SileroFrames, ctx: StageContext): Promise<Scan> {
  const expectedFrames = Math.ceil((source.expectedSamples ?? 0) / FRAME_SAMPLES);
  const scores = new ByteList(expectedFrames);
  const carry = new Float32Array(FRAME_SAMPLES);
  let carried = 0;
  let sampleCount = 0;
  const blocks = source.read(ctx.signal);

  const keep = (probability: number): void => {
    scores.push(Math.round(probability * 255));
    if (scores.length % REPORT_FRAMES !== 0) return;
    if (ctx.signal.aborted) throw cancelled(ctx.signal.reason);
    if (expectedFrames > 0) ctx.progress(Math.min(1, scores.length / expectedFrames));
  };

  try {
    for (;;) {
      if (ctx.signal.aborted) throw cancelled(ctx.signal.reason);
      const step = await blocks.next();
      if (step.done === true) {
        for (const alert of step.value.alerts) ctx.alert(alert);
        break;
      }
      const { samples } = step.value;
      sampleCount += samples.length;
      let offset = 0;
      if (carried > 0) {
        offset = Math.min(FRAME_SAMPLES - carried, samples.length);
        carry.set(samples.subarray(0, offset), carried);
        carried += offset;
        if (carried < FRAME_SAMPLES) continue;
        keep(await frames.next(carry, 0));
        carried = 0;
      }
      for (; offset + FRAME_SAMPLES <= samples.length; offset += FRAME_SAMPLES) {
        keep(await frames.next(samples, offset));
      }
      carry.set(samples.subarray(offset));
      carried = samples.length - offset;
    }
  } finally {
    await blocks.return({ sampleCount, alerts: [] });
  }
  if (carried > 0) keep(await frames.next(carry.subarray(0, carried), 0));
  return { probabilities: scores.toArray(), sampleCount };
}

/** Bytes in one growing buffer. */
class ByteList {
  #bytes: Uint8Array;
  #length = 0;

  constructor(expected: number) {
    // A header may claim anything; beyond this the list grows with what is really there.
    this.#bytes = new Uint8Array(Math.min(Math.max(1024, expected + 1), 1 << 21));
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#length++] = value;
  }

  toArray(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
