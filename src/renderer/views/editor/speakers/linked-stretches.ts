import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Span } from '../../../../core/timeline/span.ts';
import type { SpeakerId } from '../../../../core/timeline/types.ts';
import type { Selection } from '../../../state/selection.ts';
import { cueById } from '../timeline/selected-turn.ts';

interface Stretch extends Span {
  readonly speaker?: SpeakerId;
}

/** Two stretches of one track that a user can say something about. */
export interface StretchPair {
  readonly track: number;
  readonly a: Stretch;
  readonly b: Stretch;
}

/** The two that are selected: two cues, or a turn and a cue outside of it; nothing when they lie in different tracks. */
export function selectedPair(document: VoxlaneDocument, selected: Selection): StretchPair | undefined {
  const { cueIds, cueId, turn } = selected;
  const ids = cueIds.size === 2 ? [...cueIds] : turn !== undefined && cueId !== undefined ? [cueId] : [];
  const cues = ids.flatMap((id) => cueById(document.cues, id) ?? []);
  const stretches: Stretch[] = cues.map(({ startMs, endMs, speaker }) => ({
    ...{ startMs, endMs },
    ...(speaker === undefined ? {} : { speaker }),
  }));
  if (cues.length === 1 && turn !== undefined)
    stretches.push({ startMs: turn.startMs, endMs: turn.endMs, speaker: turn.speaker });
  const [a, b] = stretches.sort((one, other) => one.startMs - other.startMs);
  if (a === undefined || b === undefined || b.startMs < a.endMs) return undefined;
  const trackOf = ({ speaker }: Stretch): number | undefined =>
    document.speakers.find(({ id }) => id === speaker)?.channel;
  const [track, other] = [trackOf(a), trackOf(b)];
  return track === other ? { track: track ?? 0, a, b } : undefined;
}
