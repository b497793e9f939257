import { lastPlace, placeKey, rememberPlace } from '../../state/document/last-place.ts';
import type { DocumentSession } from '../../state/document/session.ts';
import { onTime, transport } from '../../state/playback.ts';
import { selectCue, selection } from '../../state/selection.ts';

/** Selects the cue that was current when the document was left, or else the first one. */
export function selectLastCue({ id, document: { cues, media } }: DocumentSession): void {
  const cueId = lastPlace(placeKey(id, media.contentId))?.cueId;
  selectCue((cues.find((cue) => cue.id === cueId) ?? cues[0])?.id);
}

/** Puts the playhead where it was when the document was left. */
export function seekLastTime({ id, document: { media } }: DocumentSession): void {
  const timeMs = lastPlace(placeKey(id, media.contentId))?.timeMs ?? 0;
  if (timeMs > 0) transport()?.seek(timeMs);
}

/** Remembers the place when the page goes; returns what to call when the document is left, which remembers it too. */
export function keepPlace(session: DocumentSession): () => void {
  const key = placeKey(session.id, session.document.media.contentId);
  // A document may be left before it can be played.
  let timeMs = lastPlace(key)?.timeMs ?? 0;
  const keep = (): void => {
    const { cueId } = selection.getState();
    if (cueId !== undefined) rememberPlace(key, { cueId, timeMs: Math.round(timeMs) });
  };
  const stop = onTime((ms) => (timeMs = ms));
  window.addEventListener('pagehide', keep);
  return () => {
    keep();
    stop();
    window.removeEventListener('pagehide', keep);
  };
}
