import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CheckedInput } from '../../contract/contract.ts';
import type { Spectrogram } from '../../contract/media-calls.ts';
import { spectrogram, TOP_HZ } from '../../core/audio/spectrogram.ts';
import { readStretch } from '../../platform/media/read-stretch.ts';
import { cancelled } from '../../shared/app-error.ts';
import type { Library } from '../queue/library.ts';
import { lookAtFile, probeOnce } from './look-at-file.ts';
import { changed } from './media-errors.ts';
import { placeOfTrack, soundOfTrack } from './track-place.ts';

/** The spectrogram of a stretch of a track. Throws `input-*` when the recording is gone or another one, and `cancelled`. */
export async function readSpectrogram(
  library: Library,
  { id, track, startMs, endMs, columns, rows }: CheckedInput<'media.spectrogram'>,
  signal: AbortSignal,
): Promise<Spectrogram> {
  const { playback } = library;
  const place = placeOfTrack(library, id, track);
  const key = JSON.stringify([id, place.contentId, track, startMs, endMs, columns, rows]);
  const known = playback.spectrograms.get(key);
  if (known !== undefined) return known;
  const state = await lookAtFile(playback, place.path, place.contentId);
  if (state.kind === 'changed') throw changed(place.path);
  const media = await probeOnce(playback, place.path, signal);
  const { stream, channel } = await soundOfTrack(library, place, track, media);
  const samples = await readStretch(media, { streamIndex: stream, channel, startMs, endMs }, signal);
  const run = spectrogram(samples, columns, rows);
  for (let step = run.next(); ; step = run.next()) {
    if (step.done === true) {
      const answer = { columns, rows, topHz: TOP_HZ, data: Buffer.from(step.value.buffer).toString('base64') };
      playback.spectrograms.set(key, answer);
      return answer;
    }
    await nextTurn();
    if (signal.aborted) throw cancelled(signal.reason);
  }
}
