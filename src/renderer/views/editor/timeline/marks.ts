import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { transport } from '../../../state/playback.ts';
import { itemsIn, spanIndex } from './span-index.ts';
import { endMs, type TimelineView, visibleMs } from './timeline-view.ts';

/** Moments that draw drags to themselves: edges of cues, words and turns around the view, and the playhead. */
export function snapMarks(
  document: VoxlaneDocument,
  view: TimelineView,
  except: { readonly cueId?: string; readonly turn?: object } = {},
): number[] {
  const from = view.startMs - visibleMs(view);
  const to = endMs(view) + visibleMs(view);
  const marks: number[] = [];
  for (const cue of itemsIn(spanIndex(document.cues), from, to)) {
    if (cue.id !== except.cueId) marks.push(cue.startMs, cue.endMs);
  }
  for (const turn of itemsIn(spanIndex(document.turns), from, to)) {
    if (turn !== except.turn) marks.push(turn.startMs, turn.endMs);
  }
  for (const word of itemsIn(spanIndex(document.words), from, to)) marks.push(word.startMs, word.endMs);
  const player = transport();
  if (player !== undefined) marks.push(player.nowMs());
  return marks;
}
