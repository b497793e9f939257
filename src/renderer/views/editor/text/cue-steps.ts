import type { Cue } from '../../../../core/timeline/types.ts';
import { cueAt, lastStarted } from '../../../state/document/cue-places.ts';
import { playback, transport } from '../../../state/playback.ts';
import { selectCue, selection } from '../../../state/selection.ts';

/** Makes a cue the current one; the playhead goes there unless it is under way. */
export function goToCue(cue: Cue | undefined): void {
  if (cue === undefined) return;
  selectCue(cue.id);
  seekIfStill(cue.startMs);
}

export function seekIfStill(ms: number): void {
  if (!playback.getState().playing) transport()?.seek(ms);
}

/** Makes the cue at a moment the current one, or the last that began before it. */
export function selectCueAt(cues: readonly Cue[], ms: number): void {
  const at = cueAt(cues, ms);
  selectCue(cues[at >= 0 ? at : Math.max(0, lastStarted(cues, ms))]?.id);
}

/** Position of the current cue; -1 when there is none. */
export function currentIndex(cues: readonly Cue[]): number {
  const { cueId } = selection.getState();
  return cueId === undefined ? -1 : cues.findIndex(({ id }) => id === cueId);
}

/**
 * Goes so many cues on or back; from nowhere to the first. `all`: where the current cue stands when it is not one of
 * `cues`; the nearest one in that direction is the first step then.
 */
export function stepCue(cues: readonly Cue[], by: number, all: readonly Cue[] = cues): void {
  const at = currentIndex(cues);
  if (at >= 0) return goToCue(cues[Math.min(cues.length - 1, Math.max(0, at + by))]);
  const here = all[currentIndex(all)];
  if (here === undefined) return goToCue(cues[0]);
  const next = cues.findIndex(({ startMs }) => startMs >= here.startMs);
  const from = next < 0 ? cues.length : next;
  return goToCue(cues[Math.min(cues.length - 1, Math.max(0, by > 0 ? from + by - 1 : from + by))]);
}
