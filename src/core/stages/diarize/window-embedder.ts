import type { InferenceSession } from '../../ports/inference.ts';
import { cropFeatures } from './crop.ts';
import { describeEmbedder } from './embedder-io.ts';
import { type EmbeddingRows, createEmbedder } from './embedder.ts';
import { createFeatureWindow } from './feature-window.ts';
import { type FrontEndName, createFrontEnd } from './front-end.ts';
import { type VoiceTest, createMaskedEmbedder } from './masked-embedder.ts';

/** A window of the track and the voices in it that want an embedding. */
interface VoiceWindow {
  readonly startSample: number;
  /** Read before the first wait; may be reused afterwards. */
  readonly samples: Float32Array;
  readonly masks: Uint8Array;
  readonly voices: readonly VoiceTest[];
}

/** Embeddings of the voices of windows, which come in order. */
export interface WindowEmbedder {
  /** Adds one row per voice, in order. */
  add(window: VoiceWindow): Promise<void>;
  /** Runs what is still queued and returns all rows. */
  finish(): Promise<EmbeddingRows>;
}

/**
 * Embeds voices as the model's graph allows: whole windows with masks where it takes them, else a crop of each voice.
 * Throws `model-unsupported` when its inputs or outputs are of no known kind.
 */
export function createWindowEmbedder(
  session: InferenceSession,
  model: { readonly id: string; readonly frontEnd: FrontEndName },
): WindowEmbedder {
  const frontEnd = createFrontEnd(model.frontEnd);
  const io = describeEmbedder(session, model.id, frontEnd);
  const features = createFeatureWindow(frontEnd);
  if (io.mask !== undefined) {
    const embedder = createMaskedEmbedder(session, io, io.mask, frontEnd, model.id);
    return {
      async add({ startSample, samples, masks, voices }) {
        features.moveTo(startSample, samples);
        for (let t = 0; t < frontEnd.frames; t += 1) features.need(t);
        await embedder.add(features.values, masks, voices);
      },
      finish: () => Promise.resolve(embedder.finish()),
    };
  }
  const embedder = createEmbedder(session, io, frontEnd, model.id);
  return {
    async add({ startSample, samples, masks, voices }) {
      features.moveTo(startSample, samples);
      const crops = voices.map((wanted) => cropFeatures(frontEnd, features, masks, wanted));
      for (const crop of crops) await embedder.add(crop);
    },
    finish: () => embedder.finish(),
  };
}
