import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Speaker } from '../../../../core/timeline/types.ts';

/** How much a speaker has. `share` is of all speech, 0..1. `isEmpty`: neither turns nor words nor cues. */
export interface SpeakerFigures {
  readonly speaker: Speaker;
  readonly speechMs: number;
  readonly share: number;
  readonly cues: number;
  readonly isEmpty: boolean;
}

/** What each speaker of a document has, in the document's order, which is that of lanes, colours and keys. */
export function speakerFigures(document: VoxlaneDocument): readonly SpeakerFigures[] {
  const { speakers, exclusiveTurns, turns, words, cues } = document;
  const speech = new Map<string, number>();
  const heard = new Set<string | undefined>();
  let total = 0;
  for (const { speaker, startMs, endMs } of exclusiveTurns) {
    speech.set(speaker, (speech.get(speaker) ?? 0) + endMs - startMs);
    total += endMs - startMs;
  }
  for (const { speaker } of turns) heard.add(speaker);
  for (const { speaker } of words) heard.add(speaker);
  const counts = new Map<string, number>();
  for (const { speaker, lineSpeakers = [] } of cues) {
    if (speaker !== undefined) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
    for (const other of lineSpeakers) heard.add(other);
  }
  return speakers.map((speaker) => {
    const speechMs = speech.get(speaker.id) ?? 0;
    const count = counts.get(speaker.id) ?? 0;
    const isEmpty = count === 0 && speechMs === 0 && !heard.has(speaker.id);
    return { speaker, speechMs, share: total === 0 ? 0 : speechMs / total, cues: count, isEmpty };
  });
}
