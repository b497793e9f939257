import type { Turn } from '../../timeline/types.ts';
import { assignSpeakers } from './assign.ts';
import { type ClusterMethod, type ClusterParams, clusterCandidates } from './cluster.ts';
import type { DiarizeEvidence, EmbeddingSet } from './evidence.ts';
import { condense } from './premerge.ts';
import { type ActiveRun, reconstruct } from './reconstruct.ts';
import { countSpeakers } from './speaker-count.ts';
import type { SpeakerRange } from './speaker-range.ts';
import { type DiarizedSpeaker, type TrackPlace, nameSpeakers, summariseSpeakers, toTurns } from './turns.ts';
import { type Rows, normalisedRows } from './vectors.ts';

/** Share of a window's frames a voice must fill alone to take part in clustering (pyannote 4). */
const MIN_CLEAN_SHARE = 0.2;

/** Who speaks when, as far as the evidence tells. */
export interface Resolution {
  readonly turns: readonly Turn[];
  readonly exclusiveTurns: readonly Turn[];
  readonly speakers: readonly DiarizedSpeaker[];
  /** How the speakers were found; absent when nobody speaks. */
  readonly method?: ClusterMethod;
  /** Why the number of speakers is outside the wanted range; absent when it is inside. */
  readonly shortfall?: string;
}

/**
 * Clusters the embeddings, names every local speaker, and rebuilds overlapping and exclusive turns. Pure and fast: a new
 * count or threshold needs only this, not the models.
 */
export function resolveTurns(
  evidence: DiarizeEvidence,
  params: ClusterParams,
  range: SpeakerRange,
  place: Omit<TrackPlace, 'sampleCount'>,
): Resolution {
  const { activity, embeddings } = evidence;
  const track: TrackPlace = { ...place, sampleCount: activity.sampleCount };
  const counts = countSpeakers(activity).map((count) => Math.min(count, range.max));
  const vectors: Rows = { count: embeddings.count, dim: embeddings.dim, data: embeddings.vectors };
  const condensed = condense(normalisedRows(vectors, trainingRows(embeddings, activity.framesPerWindow)));
  let best: Resolution | undefined;
  for (const { method, centroids } of clusterCandidates(condensed, params, range)) {
    const labels = assignSpeakers(embeddings, centroids, activity);
    const lanes = reconstruct(activity, labels, centroids.count, counts);
    const single = reconstruct(
      activity,
      labels,
      centroids.count,
      counts.map((count) => Math.min(count, 1)),
    );
    const resolution = describe(lanes, single, track, method);
    const missing = distance(resolution.speakers.length, range);
    if (missing === 0) return resolution;
    if (best === undefined || missing < distance(best.speakers.length, range)) best = resolution;
  }
  const result = best ?? { turns: [], exclusiveTurns: [], speakers: [] };
  if (distance(result.speakers.length, range) === 0 || range.min <= 1) return result;
  return { ...result, shortfall: shortfall(result.speakers.length, condensed.member.length, range) };
}

/** Embeddings good enough to cluster: enough speech without overlap. All of them when too few are. */
function trainingRows(set: EmbeddingSet, framesPerWindow: number): number[] {
  const all = Array.from({ length: set.count }, (_, i) => i);
  const good = all.filter((i) => set.cleanFrames[i] >= MIN_CLEAN_SHARE * framesPerWindow);
  return good.length >= 2 ? good : all;
}

function describe(
  lanes: readonly ActiveRun[],
  single: readonly ActiveRun[],
  track: TrackPlace,
  method: ClusterMethod,
): Resolution {
  const names = nameSpeakers(lanes);
  const turns = toTurns(lanes, names, track);
  return { turns, exclusiveTurns: toTurns(single, names, track), speakers: summariseSpeakers(turns), method };
}

function distance(speakers: number, range: SpeakerRange): number {
  return Math.max(0, range.min - speakers, speakers - range.max);
}

function shortfall(found: number, samples: number, range: SpeakerRange): string {
  if (found === 0) return 'no speech was found';
  if (samples < range.min) {
    return `the speech is too short: it gives ${samples} voice sample${samples === 1 ? '' : 's'} for ${range.min} speakers`;
  }
  return 'the voices could not be told apart further';
}
