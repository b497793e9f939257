import { readFile, writeFile } from 'node:fs/promises';
import type { Thumbnail, WaveStrip } from '../../contract/media-calls.ts';
import { decodePeaks, type Peaks } from '../../core/audio/peaks.ts';
import { peaksStrip } from '../../core/audio/peaks-strip.ts';
import { readFrame } from '../../platform/ffmpeg/read-frame.ts';
import type { Library } from '../queue/library.ts';
import { keptFile, makeFile, type PageFile } from './keep-file.ts';
import { lookAtFile, probeOnce } from './look-at-file.ts';
import { placeOfTrack } from './track-place.ts';
import { storedPeaks } from './read-peaks.ts';
import { unfinishedPeaks } from './unfinished-peaks.ts';

const SIZE = 320;
const MIME = 'image/jpeg';
/** A tenth into the film, behind most titles. */
const PLACE = 0.1;
const LATEST_MS = 5 * 60_000;

/** A frame of a job's video. A recording that is gone, another one or damaged has none. Throws `cancelled`. */
export async function readThumbnail(library: Library, jobId: number, signal: AbortSignal): Promise<Thumbnail> {
  const { path, contentId } = placeOfTrack(library, jobId, 0);
  if (contentId === undefined) return { kind: 'none' };
  const file = { jobId, stage: 'thumbnail', track: 0, contentId };
  const kept = await keptFile(library, file);
  if (kept !== undefined) return pictureOf(await readFile(kept));
  // Several windows ask for it at the same time.
  const key = `${jobId} ${contentId} ${path}`;
  return library.playback.thumbnailWork.run(key, signal, (shared) => makeThumbnail(library, file, path, shared));
}

async function makeThumbnail(library: Library, file: PageFile, path: string, signal: AbortSignal): Promise<Thumbnail> {
  const { contentId } = file;
  const state = await lookAtFile(library.playback, path, contentId);
  if (state.kind !== 'there') return { kind: 'none' };
  const media = await probeOnce(library.playback, path, signal);
  if (!media.hasVideo) return { kind: 'none' };
  const atMs = Math.min(LATEST_MS, Math.floor((media.durationMs ?? 0) * PLACE));
  const picture = await readFrame(path, atMs, SIZE, signal);
  if (picture === undefined) return { kind: 'none' };
  await makeFile(library, file, (part) => writeFile(part, picture));
  return pictureOf(picture);
}

/** A small waveform of the first track, from peaks that are there already; no sound is read for it. */
export async function readStrip(library: Library, jobId: number, steps: number): Promise<WaveStrip> {
  const place = placeOfTrack(library, jobId, 0);
  const peaks = (await storedPeaks(library, place, 0)) ?? (await fromWork(library, jobId));
  if (peaks === undefined || peaks.sampleCount === 0) return { kind: 'none' };
  return { kind: 'strip', data: Buffer.from(peaksStrip(peaks, steps)).toString('base64') };
}

async function fromWork(library: Library, jobId: number): Promise<Peaks | undefined> {
  const bytes = await unfinishedPeaks(library, jobId);
  const read = bytes === undefined ? undefined : decodePeaks(bytes);
  return read?.kind === 'peaks' ? read.peaks : undefined;
}

function pictureOf(bytes: Buffer): Thumbnail {
  return { kind: 'picture', mime: MIME, data: bytes.toString('base64') };
}
