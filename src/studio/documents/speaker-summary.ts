import { turnsFromCues } from '../../core/document/derive.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { coveredMs, type Span } from '../../core/timeline/span.ts';
import type { SpeakerRow } from '../../platform/store/speakers-table.ts';

/** Who talks for how long in a document: by turns, or by cues where nothing else is known. */
export function summariseSpeakers(document: VoxlaneDocument): SpeakerRow[] {
  const turns = document.turns.length > 0 ? document.turns : turnsFromCues(document.cues).turns;
  const spans = new Map<string, Span[]>();
  for (const turn of turns) {
    const own = spans.get(turn.speaker);
    if (own === undefined) spans.set(turn.speaker, [turn]);
    else own.push(turn);
  }
  return document.speakers.map(({ id, name, color }, place) => ({
    ...{ id, name, speechMs: coveredMs(spans.get(id) ?? []), place },
    ...(color === undefined ? {} : { color }),
  }));
}

/** Whether the summary of one may differ from the other's. */
export function speakersChanged(before: VoxlaneDocument, after: VoxlaneDocument): boolean {
  const cuesCount = after.turns.length === 0 && before.cues !== after.cues;
  return before.speakers !== after.speakers || before.turns !== after.turns || cuesCount;
}
