import type { SpeakerId, Turn } from '../../timeline/types.ts';
import { LOCAL_SPEAKERS } from './evidence.ts';
import type { PlacedEvidence } from './evidence-codec.ts';
import { frameSpeakers, speakersOfRows } from './frame-speakers.ts';
import { globalFrames } from './speaker-count.ts';
import { normalisedRows } from './vectors.ts';
import { type Voiceprint, voiceprints } from './voiceprints.ts';

/**
 * What the speakers of a track sound like, by who talks when now: each voice that was heard is counted for the speaker with
 * most of its time. For turns that were corrected after diarization; those of other channels are left out.
 */
export function voicesOfTurns(
  { evidence, place }: PlacedEvidence,
  turns: readonly Turn[],
): { readonly id: SpeakerId; readonly voiceprint?: Voiceprint }[] {
  const { activity, embeddings } = evidence;
  const heard = frameSpeakers(turns, globalFrames(activity), place);
  const labels = new Int32Array(activity.windowCount * LOCAL_SPEAKERS).fill(-1);
  speakersOfRows(evidence, heard).forEach((owner, row) => {
    labels[embeddings.window[row] * LOCAL_SPEAKERS + embeddings.local[row]] = owner;
  });
  const vectors = { count: embeddings.count, dim: embeddings.dim, data: embeddings.vectors };
  const unit = normalisedRows(vectors, [...Array(embeddings.count).keys()]);
  const prints = voiceprints(embeddings, unit, labels, heard.ids.length);
  return heard.ids.map((id, k) => {
    const voiceprint = prints[k];
    return voiceprint === undefined ? { id } : { id, voiceprint };
  });
}
