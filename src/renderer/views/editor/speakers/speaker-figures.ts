import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Speaker } from '../../../../core/timeline/types.ts';

/** How much a speaker has. `share` is of all speech, 0..1. */
export interface SpeakerFigures {
  readonly speaker: Speaker;
  readonly speechMs: number;
  readonly share: number;
  readonly cues: number;
}

/** What each speaker of a document has, in the document's order, which is that of lanes, colours and keys. */
export function speakerFigures({ speakers, exclusiveTurns, cues }: VoxlaneDocument): readonly SpeakerFigures[] {
  const speech = new Map<string, number>();
  let total = 0;
  for (const { speaker, startMs, endMs } of exclusiveTurns) {
    speech.set(speaker, (speech.get(speaker) ?? 0) + endMs - startMs);
    total += endMs - startMs;
  }
  const counts = new Map<string, number>();
  for (const { speaker } of cues) if (speaker !== undefined) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
  return speakers.map((speaker) => {
    const speechMs = speech.get(speaker.id) ?? 0;
    return { speaker, speechMs, share: total === 0 ? 0 : speechMs / total, cues: counts.get(speaker.id) ?? 0 };
  });
}
