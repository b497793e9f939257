import type { Speaker, Turn } from '../../../../core/timeline/types.ts';
import { timecode } from '../../../ui/time.ts';

/** A speaker's name, or the id where there is none. */
export function nameOf(speakers: readonly Speaker[], id: string): string {
  return speakers.find((speaker) => speaker.id === id)?.name ?? id;
}

/** A turn in words for lists and readers: who, from when to when. */
export function turnText(speakers: readonly Speaker[], turn: Turn): string {
  return `${nameOf(speakers, turn.speaker)}, ${timecode(turn.startMs, 1)} – ${timecode(turn.endMs, 1)}`;
}
