import type { Matrix } from '../../math/matrix.ts';
import { type Candidate, type ClusterParams, clusterCandidates } from './cluster.ts';
import type { SpeakerRange } from './speaker-range.ts';
import { type VbxModel, vbxCandidates, vbxSpeakers } from './vbx-candidates.ts';
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
  const { voices, speakers } = heardByVbx(space, model.vbx);
  return vbxCandidates(space.condensed, voices, speakers, range);
}

/** What VBx starts from and finds in a recording; no count that is asked for changes it. */
interface VbxFindings {
  readonly model: VbxModel;
  readonly voices: Rows;
  /** The voices in the PLDA space of the model; no threshold changes them. */
  readonly features: Matrix;
  readonly speakers: Rows;
}

const findings = new WeakMap<VoiceSpace, VbxFindings>();

/** Worked out once for a space and a model, since a user may ask for one count after the other. */
function heardByVbx(space: VoiceSpace, model: VbxModel): VbxFindings {
  const known = findings.get(space);
  if (known !== undefined && isSameModel(known.model, model)) return known;
  const voices = known?.voices ?? meanVoices(space);
  const features = known?.model.plda === model.plda ? known.features : model.plda.project(voices);
  const speakers = vbxSpeakers(space.condensed, voices, model, space.tree, features);
  const found = { model, voices, features, speakers };
  findings.set(space, found);
  return found;
}

function isSameModel(a: VbxModel, b: VbxModel): boolean {
  return a.plda === b.plda && a.fa === b.fa && a.fb === b.fb && a.threshold === b.threshold;
}

/** Mean of the raw embeddings behind each condensed row: PLDA is trained on vectors that are not normalised. */
function meanVoices({ evidence, training, condensed }: VoiceSpace): Rows {
  const { count, dim, vectors } = evidence.embeddings;
  const raw = selectRows({ count, dim, data: vectors }, training);
  const groups = condensed.rows.count;
  return groupMeans(raw, condensed.member, new Float64Array(raw.count).fill(1), groups);
}
