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

/** Goes so many cues on or back; from nowhere to the first. */
export function stepCue(cues: readonly Cue[], by: number): void {
  const at = currentIndex(cues);
  goToCue(cues[at < 0 ? 0 : Math.min(cues.length - 1, Math.max(0, at + by))]);
}
