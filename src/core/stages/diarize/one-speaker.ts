import { SAMPLE_RATE } from '../../../shared/units.ts';
import { type Casting, activeSpeakers } from './casting.ts';
import type { ClusterParams } from './cluster.ts';
import { FRAME_STEP } from './frame-grid.ts';
import { kMeans } from './k-means.ts';
import { groupMeans, squaredDistance } from './vectors.ts';
import type { VoiceSpace } from './voice-space.ts';

/** With less speech than this a second voice could not be told from chance. */
const MIN_SPEECH_SECONDS = 30;
/** A second voice must hold this share of the samples. */
const MIN_SHARE = 0.1;
/** Distance of two halves, as a share of the threshold, from which they sound like two people. */
const DISTANT = 0.85;
/** Share of the speech in which two people were heard at once. */
const MIN_OVERLAP = 0.05;

/**
 * Looks whether a recording in which one speaker was found sounds like several: people talk over each other, or its voice
 * samples fall into two distant halves. `undefined` when nothing speaks for it.
 */
export function doubtOneSpeaker(space: VoiceSpace, casting: Casting, params: ClusterParams): string | undefined {
  if (activeSpeakers(casting.lanes) !== 1) return undefined;
  let speech = 0;
  let overlap = 0;
  for (const count of space.counts) {
    if (count > 0) speech += 1;
    if (count > 1) overlap += 1;
  }
  if ((speech * FRAME_STEP) / SAMPLE_RATE < MIN_SPEECH_SECONDS) return undefined;
  if (overlap >= MIN_OVERLAP * speech) {
    return `One speaker was found, but in ${Math.round((100 * overlap) / speech)} % of the speech two people talk at once. ${ADVICE}`;
  }
  return halvesApart(space) >= DISTANT * params.clusterThreshold
    ? `One speaker was found, but the voice changes a lot in the recording. ${ADVICE}`
    : undefined;
}

const ADVICE = 'If there are several people, give their number (--speakers N).';

/** Distance of the two halves of all samples; 0 when one of them is a handful. */
function halvesApart({ condensed: { rows, weights } }: VoiceSpace): number {
  const halves = kMeans(rows, weights, 2);
  if (halves === undefined) return 0;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const first = weights.reduce((sum, weight, i) => (halves.labels[i] === 0 ? sum + weight : sum), 0);
  if (Math.min(first, total - first) < MIN_SHARE * total) return 0;
  const centres = groupMeans(rows, halves.labels, weights, 2);
  return Math.sqrt(squaredDistance(centres, 0, centres, 1));
}
