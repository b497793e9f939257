import type { InferenceSession, Tensor } from '../../ports/inference.ts';
import { type EmbedderIo, type MaskInput, lengthFeed, readEmbeddings } from './embedder-io.ts';
import type { EmbeddingRows } from './embedder.ts';
import type { FrontEnd } from './front-end.ts';
import { createGrowableFloats } from './growable.ts';

/** Which of a window's segmentation frames belong to a voice, judged by their mask. */
export type VoiceTest = (mask: number) => boolean;

/** Turns whole windows and masks into voice embeddings. */
export interface MaskedEmbedder {
  /** Embeds the voices of one window, in order. `features` is [frames, width], not normalised. */
  add(features: Float32Array, masks: Uint8Array, voices: readonly VoiceTest[]): Promise<void>;
  finish(): EmbeddingRows;
}

/**
 * Wraps a model that takes a whole window and masks: its expensive part runs once for all voices of the window, and it pools
 * by mask itself. The window is normalised as a whole, as the reference pipeline does. Masks are resized by nearest frame: by
 * centre when there is one per feature frame, else by share of the window, as PyTorch does.
 * Throws `model-unsupported` when the output is not one vector per voice.
 */
export function createMaskedEmbedder(
  session: InferenceSession,
  io: EmbedderIo,
  mask: MaskInput,
  frontEnd: FrontEnd,
  modelId: string,
): MaskedEmbedder {
  const vectors = createGrowableFloats();
  let dim = 0;
  return {
    async add(features, masks, voices) {
      const window = features.slice();
      frontEnd.normalise(window);
      const atOnce = mask.slots ?? voices.length;
      for (let first = 0; first < voices.length; first += atOnce) {
        const some = voices.slice(first, first + atOnce);
        const rows = mask.slots ?? some.length;
        const result = await session.run(
          windowFeeds(io, mask, frontEnd, window, maskRows(mask, frontEnd, masks, some, rows)),
        );
        const embeddings = readEmbeddings(result[io.output], rows, dim, modelId);
        dim = embeddings.dim;
        vectors.write(embeddings.data.subarray(0, some.length * dim), vectors.reserve(some.length * dim));
      }
    },
    finish: () => ({ vectors: vectors.take(), dim }),
  };
}

/** [rows, frames] of 0 and 1; rows without a voice are 0. */
function maskRows(
  mask: MaskInput,
  frontEnd: FrontEnd,
  masks: Uint8Array,
  voices: readonly VoiceTest[],
  rows: number,
): { readonly data: Float32Array; readonly rows: number; readonly frames: number } {
  const perFeature = mask.frames === 'features' || mask.frames === frontEnd.frames;
  const frames = mask.frames === 'features' ? frontEnd.frames : (mask.frames ?? masks.length);
  const data = new Float32Array(rows * frames);
  for (let t = 0; t < frames; t += 1) {
    const source = perFeature ? frontEnd.segmentationFrame(t, masks.length) : Math.floor((t * masks.length) / frames);
    for (const [row, wanted] of voices.entries()) if (wanted(masks[source])) data[row * frames + t] = 1;
  }
  return { data, rows, frames };
}

function windowFeeds(
  io: EmbedderIo,
  mask: MaskInput,
  frontEnd: FrontEnd,
  window: Float32Array,
  { data, rows, frames }: ReturnType<typeof maskRows>,
): Record<string, Tensor> {
  const copies = mask.rows === 'paired' ? rows : 1;
  const input = copies === 1 ? window : new Float32Array(window.length * copies);
  if (copies > 1) for (let copy = 0; copy < copies; copy += 1) input.set(window, copy * window.length);
  return {
    [io.input]: { type: 'float32', dims: [copies, frontEnd.frames, frontEnd.width], data: input },
    [mask.name]: { type: 'float32', dims: mask.rows === 'window' ? [1, rows, frames] : [rows, frames], data },
    ...(io.length === undefined ? {} : lengthFeed(io.length, copies, frontEnd.frames)),
  };
}
