/** Local speakers a powerset segmentation model can tell apart inside one window. */
export const LOCAL_SPEAKERS = 3;

/**
 * What the segmentation model heard, one byte per window and frame: bit k set = local speaker k is active. Window w starts
 * at sample w * stepSamples and owns `masks[w * framesPerWindow ..]`. About 25 MB for 12 h at a 1 s step.
 */
export interface WindowActivity {
  readonly windowCount: number;
  readonly framesPerWindow: number;
  readonly stepSamples: number;
  /** Length of the track; the last window may reach past it. */
  readonly sampleCount: number;
  readonly masks: Uint8Array;
  /** How many talk at each global frame by the models' likelihoods; absent: to be counted from the masks. */
  readonly speaking?: Uint8Array;
}

/**
 * Voice embeddings of local speakers, as the model gave them (not normalised): row i is `vectors[i * dim ..]` and belongs
 * to local speaker `local[i]` of window `window[i]`. Rows are ordered by window, then local speaker; local speakers with
 * too little speech have no row.
 */
export interface EmbeddingSet {
  readonly model: string;
  readonly dim: number;
  readonly count: number;
  readonly vectors: Float32Array;
  readonly window: Uint32Array;
  readonly local: Uint8Array;
  /** Frames in which the local speaker is active alone. */
  readonly cleanFrames: Uint16Array;
}

/** Everything the models said about a recording; clustering can be repeated from it without running them again. */
export interface DiarizeEvidence {
  readonly activity: WindowActivity;
  readonly embeddings: EmbeddingSet;
}
