import { spanIndex } from '../../../../core/document/span-index.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { transport } from '../../../state/playback.ts';
import { endMs, type TimelineView, visibleMs } from './timeline-view.ts';

/** `snapMarks` for the view of the moment, made anew only when the view has moved on. */
export function marksAround(
  document: VoxlaneDocument,
  except: { readonly cueId?: string; readonly turn?: object },
): (view: TimelineView) => readonly number[] {
  let made: { readonly startMs: number; readonly marks: readonly number[] } | undefined;
  return (view) => {
    if (made === undefined || Math.abs(view.startMs - made.startMs) > visibleMs(view) / 2) {
      made = { startMs: view.startMs, marks: snapMarks(document, view, except) };
    }
    return made.marks;
  };
}

/** Moments that draw drags to themselves: edges of cues, words and turns around the view, and the playhead. */
function snapMarks(
  document: VoxlaneDocument,
  view: TimelineView,
  except: { readonly cueId?: string; readonly turn?: object } = {},
): number[] {
  const from = view.startMs - visibleMs(view);
  const to = endMs(view) + visibleMs(view);
  const marks: number[] = [];
  for (const cue of spanIndex(document.cues).within(from, to)) {
    if (cue.id !== except.cueId) marks.push(cue.startMs, cue.endMs);
  }
  for (const turn of spanIndex(document.turns).within(from, to)) {
    if (turn !== except.turn) marks.push(turn.startMs, turn.endMs);
  }
  for (const word of spanIndex(document.words).within(from, to)) marks.push(word.startMs, word.endMs);
  const player = transport();
  if (player !== undefined) marks.push(player.nowMs());
  return marks;
}
