import { type Candidate, type ClusterParams, clusterCandidates } from './cluster.ts';
import type { SpeakerRange } from './speaker-range.ts';
import { type VbxModel, vbxCandidates } from './vbx-candidates.ts';
import { type Rows, groupMeans, selectRows } from './vectors.ts';
import type { VoiceSpace } from './voice-space.ts';

/** How speakers are found among embeddings: by centroids alone, or with `vbx` by the method of community-1. */
export interface ClusterModel extends ClusterParams {
  readonly vbx?: VbxModel | undefined;
  /** True when the threshold is an estimate; without `vbx` that raises the alert `embedder-uncalibrated`. */
  readonly uncalibrated?: boolean | undefined;
}

/** Speaker centroids by the chosen method, best first. */
export function findCandidates(
  space: VoiceSpace,
  model: ClusterModel,
  range: SpeakerRange,
): Generator<Candidate, void, void> {
  if (model.vbx === undefined) return clusterCandidates(space.condensed, model, range, space.tree);
  return vbxCandidates(space.condensed, meanVoices(space), model.vbx, range, space.tree);
}

/** Mean of the raw embeddings behind each condensed row: PLDA is trained on vectors that are not normalised. */
function meanVoices({ evidence, training, condensed }: VoiceSpace): Rows {
  const { count, dim, vectors } = evidence.embeddings;
  const raw = selectRows({ count, dim, data: vectors }, training);
  const groups = condensed.rows.count;
  return groupMeans(raw, condensed.member, new Float64Array(raw.count).fill(1), groups);
}
