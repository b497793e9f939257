import type { HandlersOf } from '../handlers.ts';
import { openMedia } from './open-media.ts';
import { ensureProxy } from './proxy.ts';
import { relinkMedia } from './relink.ts';
import { readSpectrogram } from './read-spectrogram.ts';
import { readStrip, readThumbnail } from './thumbnail.ts';
import { readPeaks } from './read-peaks.ts';

/** The calls about the sound and the picture of recordings. */
export const mediaHandlers: HandlersOf<'media'> = {
  'media.open': ({ id, track }, { library, signal }) => openMedia(library, id, track, signal),
  'media.close': ({ token }, { library }) => ({ closed: library.playback.tokens.revoke(token) }),
  'media.proxy': ({ id, track }, { library, events, signal }) =>
    ensureProxy(library, id, track, signal, (progress) => events.emit('media', progress)),
  async 'media.relink'({ id, track, path }, { library, events, signal }) {
    const outcome = await relinkMedia(library, id, track, path, signal);
    if (outcome.kind === 'linked') events.emit('queue', { ids: [id] });
    return outcome;
  },
  'media.spectrogram': (input, { library, signal }) => readSpectrogram(library, input, signal),
  'media.thumbnail': ({ id }, { library, signal }) => readThumbnail(library, id, signal),
  'media.strip': ({ id, steps }, { library }) => readStrip(library, id, steps),
  'media.peaks': ({ id, track, ...wish }, { library, signal }) => readPeaks(library, id, track, wish, signal),
};
