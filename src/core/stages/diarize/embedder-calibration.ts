import type { ClusterParams } from './cluster.ts';
import type { FrontEndName } from './front-end.ts';

/** Values of a manifest's `params`. */
type Params = Readonly<Record<string, string | number | boolean>>;

/** How far voices of one embedding model are apart. */
export interface EmbedderCalibration extends ClusterParams {
  /** True when the threshold is an estimate for the front end, because the model's manifest states none. */
  readonly uncalibrated: boolean;
}

/**
 * Cosine above which the publisher of each family calls two recordings one voice: SpeechBrain's `verify_batch` 0.25; NeMo's
 * `verify_speakers` 0.7 of (cosine + 1) / 2; 3D-Speaker's agglomerative clustering 0.4; WavLM's speaker verification model
 * card 0.86. WeSpeaker publishes none; its value is the one that gives pyannote's distance.
 */
const PUBLISHED_COSINE: Readonly<Record<FrontEndName, number>> = {
  wespeaker: 0.5,
  '3d-speaker': 0.4,
  speechbrain: 0.25,
  nemo: 0.4,
  waveform: 0.86,
};

/**
 * Centroids of one voice are closer than single recordings of it. Measured with the bundled embedder: its best distance of
 * centroids 0.77 over sqrt(2 - 2 x 0.4), the distance at its best cosine of single turns.
 */
const CENTROID_SHARE = 0.703;

/** pyannote's value for WeSpeaker ResNet34-LM. */
const DEFAULT_MIN_CLUSTER_SIZE = 12;

/** What a manifest states about an embedding model, with estimates for what it does not. Out of range counts as not stated. */
export function embedderCalibration(frontEnd: FrontEndName, params: Params): EmbedderCalibration {
  const threshold = params['clusterThreshold'];
  const stated = typeof threshold === 'number' && threshold > 0 && threshold < 2;
  const size = params['minClusterSize'];
  return {
    clusterThreshold: stated ? threshold : CENTROID_SHARE * Math.sqrt(2 - 2 * PUBLISHED_COSINE[frontEnd]),
    minClusterSize: typeof size === 'number' && size >= 1 ? Math.round(size) : DEFAULT_MIN_CLUSTER_SIZE,
    uncalibrated: !stated,
  };
}
