import { talkingPairs } from './assign.ts';
import { type Dendrogram, centroidLinkage } from './centroid-linkage.ts';
import type { DiarizeEvidence, EmbeddingSet } from './evidence.ts';
import { type Condensed, condense } from './premerge.ts';
import { countSpeakers } from './speaker-count.ts';
import { type Rows, normalisedRows } from './vectors.ts';

/** Share of a window's frames a voice must fill alone to take part in clustering (pyannote 4). */
const MIN_CLEAN_SHARE = 0.2;

/**
 * What clustering needs from a recording's evidence and no wish of a user changes: worked out once, it makes every further
 * clustering take milliseconds. About 30 MB for 4 h beside the evidence itself.
 */
export interface VoiceSpace {
  readonly evidence: DiarizeEvidence;
  /** Speakers talking at each global frame. */
  readonly counts: Uint8Array;
  /** Local speakers of each window that talk at the same time, as `talkingPairs` gives them. */
  readonly clashes: Uint8Array;
  /** Every embedding, scaled to length 1. */
  readonly unit: Rows;
  /** Embeddings (row numbers) that take part in clustering, in the order of `condensed.member`. */
  readonly training: readonly number[];
  readonly condensed: Condensed;
  /** Merges of the condensed embeddings. */
  readonly tree: Dendrogram;
}

/** Prepares evidence for clustering. Deterministic; about a second for 4 h. */
export function createVoiceSpace(evidence: DiarizeEvidence): VoiceSpace {
  const { activity, embeddings } = evidence;
  const vectors: Rows = { count: embeddings.count, dim: embeddings.dim, data: embeddings.vectors };
  const unit = normalisedRows(
    vectors,
    Array.from({ length: embeddings.count }, (_, i) => i),
  );
  const training = trainingRows(embeddings, activity.framesPerWindow);
  const condensed = condense(normalisedRows(vectors, training));
  const tree = centroidLinkage(condensed.rows, condensed.weights);
  return {
    evidence,
    counts: activity.speaking ?? countSpeakers(activity),
    clashes: talkingPairs(activity),
    unit,
    training,
    condensed,
    tree,
  };
}

/** Embeddings good enough to cluster: enough speech without overlap. All of them when too few are. */
function trainingRows(set: EmbeddingSet, framesPerWindow: number): number[] {
  const all = Array.from({ length: set.count }, (_, i) => i);
  const good = all.filter((i) => set.cleanFrames[i] >= MIN_CLEAN_SHARE * framesPerWindow);
  return good.length >= 2 ? good : all;
}
