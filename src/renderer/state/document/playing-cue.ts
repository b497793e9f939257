import type { Cue } from '../../../core/timeline/types.ts';
import { onTime, transport } from '../playback.ts';
import { store } from '../store.ts';
import { cueAt } from './cue-places.ts';

/** The cue under the playhead; changes a few times a minute, not with every frame. */
export const playingCue = store<{ readonly cueId?: string; readonly index: number }>({ index: -1 });

/** Keeps `playingCue` right; `cuesNow` gives the cues at that time. Returns the function that stops it. */
export function followPlayhead(cuesNow: () => readonly Cue[]): () => void {
  const look = (ms: number): void => {
    const cues = cuesNow();
    const { index, cueId } = playingCue.getState();
    const known = cues[index];
    const next = cues[index + 1];
    // Mostly the playhead is where it was.
    if (known?.id === cueId && known !== undefined && known.startMs <= ms && ms < known.endMs) {
      if (next === undefined || next.startMs > ms) return;
    }
    const at = cueAt(cues, ms);
    const now = cues[at]?.id;
    if (now === cueId && at === index) return;
    playingCue.setState(now === undefined ? { index: -1 } : { cueId: now, index: at }, true);
  };
  const stop = onTime(look);
  look(transport()?.nowMs() ?? -1);
  return () => {
    stop();
    playingCue.setState({ index: -1 }, true);
  };
}
