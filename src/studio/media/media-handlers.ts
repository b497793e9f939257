import type { HandlersOf } from '../handlers.ts';
import { openMedia } from './open-media.ts';
import { readPeaks } from './read-peaks.ts';

/** The calls about the sound and the picture of recordings. */
export const mediaHandlers: HandlersOf<'media'> = {
  'media.open': ({ id, track }, { library, signal }) => openMedia(library, id, track, signal),
  'media.close': ({ token }, { library }) => ({ closed: library.playback.tokens.revoke(token) }),
  'media.peaks': ({ id, track, ...wish }, { library, signal }) => readPeaks(library, id, track, wish, signal),
};
