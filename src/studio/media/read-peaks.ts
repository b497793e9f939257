import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PeaksSlice } from '../../contract/media-calls.ts';
import { createPeaksBuilder, decodePeaks, encodePeaks, type Peaks } from '../../core/audio/peaks.ts';
import { peaksRange } from '../../core/audio/peaks-range.ts';
import { openAudioSource } from '../../platform/media/open-media.ts';
import { artifactPath, keepArtifact, readWhole } from '../../platform/storage/artifact-files.ts';
import { writeWorkFile } from '../../platform/storage/checkpoint-folder.ts';
import { stageKey } from '../../platform/storage/stage-key.ts';
import { toAppError } from '../../shared/app-error.ts';
import { artifactsFolderOf, type Library, workFolderOf } from '../queue/library.ts';
import { readSettings } from '../settings/settings.ts';
import { lookAtFile, probeOnce } from './look-at-file.ts';
import { changed } from './media-errors.ts';
import { placeOfTrack, soundOfTrack, type TrackPlace } from './track-place.ts';
import { unfinishedPeaks } from './unfinished-peaks.ts';

const PEAKS_STAGE = 'peaks';

interface PeaksWish {
  readonly level?: number | undefined;
  readonly from: number;
  readonly to?: number | undefined;
}

/** Part of the waveform of a track. Throws what `trackPeaks` throws. */
export async function readPeaks(
  library: Library,
  jobId: number,
  track: number,
  wish: PeaksWish,
  signal: AbortSignal,
): Promise<PeaksSlice> {
  const place = placeOfTrack(library, jobId, track);
  const peaks = await trackPeaks(library, place, track, signal);
  const { pairs, ...range } = peaksRange(peaks, wish);
  return {
    sampleRate: peaks.sampleRate,
    samples: peaks.sampleCount,
    startMs: await startOfTrack(library, place, signal),
    levels: peaks.levels.map((level) => ({ samplesPerBin: level.samplesPerBin, bins: level.pairs.length / 2 })),
    ...range,
    data: Buffer.from(pairs.buffer, pairs.byteOffset, pairs.length).toString('base64'),
  };
}

/** Where the sound of a track starts; 0 when nobody can tell any more. */
async function startOfTrack(library: Library, place: TrackPlace, signal: AbortSignal): Promise<number> {
  if (place.member !== undefined) return place.member.startMs;
  const media = await probeOnce(library.playback, place.path, signal).catch(() => undefined);
  return media?.audioStreams[place.stream]?.startMs ?? 0;
}

/**
 * The waveform of a track: what its job kept, else made from the recording and kept, once for all who ask meanwhile.
 * Throws `AppError` `input-not-found` and the like when it would have to be made and the recording is gone or another one.
 */
async function trackPeaks(library: Library, place: TrackPlace, track: number, signal: AbortSignal): Promise<Peaks> {
  const { playback } = library;
  const stored = (await storedPeaks(library, place, track)) ?? (await workPeaks(library, place, track));
  if (stored !== undefined) return stored;
  const key = `${place.row.id} ${track} ${place.contentId ?? ''}`;
  return (
    playback.peaks.get(key) ??
    playback.peaksWork.run(key, signal, (shared) => makePeaks(library, place, track, key, shared))
  );
}

/** The waveform that was kept of a track, if it is whole. */
export async function storedPeaks(library: Library, place: TrackPlace, track: number): Promise<Peaks | undefined> {
  const { playback, artifacts } = library;
  const rows = artifacts.ofJob(place.row.id).filter((row) => row.stage === PEAKS_STAGE && row.track === track);
  for (const { hash } of rows.reverse()) {
    const known = playback.peaks.get(hash);
    if (known !== undefined) return known;
    const bytes = await readWhole(artifactPath(artifactsFolderOf(library), hash), hash);
    const read = bytes === undefined ? undefined : decodePeaks(bytes);
    if (read?.kind !== 'peaks') continue;
    playback.peaks.set(hash, read.peaks);
    return read.peaks;
  }
  return undefined;
}

/** Those that a job which is not done has made already. */
async function workPeaks(library: Library, place: TrackPlace, track: number): Promise<Peaks | undefined> {
  if (place.document !== undefined || track > 0) return undefined;
  const bytes = await unfinishedPeaks(library, place.row.id);
  const read = bytes === undefined ? undefined : decodePeaks(bytes);
  return read?.kind === 'peaks' ? read.peaks : undefined;
}

async function makePeaks(
  library: Library,
  place: TrackPlace,
  track: number,
  key: string,
  signal: AbortSignal,
): Promise<Peaks> {
  const { path, contentId } = place;
  const state = await lookAtFile(library.playback, path, contentId);
  if (state.kind === 'changed') throw changed(path);
  // A file that is gone gives its own error here.
  const media = await probeOnce(library.playback, path, signal);
  const { stream, channel } = await soundOfTrack(library, place, track, media);
  const source = await openAudioSource(media, { streamIndex: stream, channel });
  const builder = createPeaksBuilder();
  for await (const { samples } of source.read(signal)) builder.push(samples);
  const peaks = builder.finish();
  library.playback.peaks.set(key, peaks);
  await keepPeaks(library, place, track, { content: media.contentId, stream, channel }, peaks);
  return peaks;
}

/** Keeps them as if the job had made them. That there is no room for it is no reason to draw no waveform. */
async function keepPeaks(library: Library, place: TrackPlace, track: number, of: object, peaks: Peaks): Promise<void> {
  if (!readSettings(library).values.keepArtifacts || place.contentId === undefined) return;
  const bytes = encodePeaks(peaks);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const row = { key: stageKey({ ...of, stage: PEAKS_STAGE, made: 'studio' }), hash, bytes: bytes.length };
  const file = join(workFolderOf(library, place.row.id), `peaks-${track}`, row.key);
  try {
    await writeWorkFile(file, bytes);
    if ((await keepArtifact(artifactsFolderOf(library), file, hash)) === undefined) return;
    const artifact = { ...row, contentId: place.contentId, stage: PEAKS_STAGE, track };
    library.store.commit(() => library.artifacts.put(artifact, place.row.id));
  } catch (error) {
    library.log.warn(toAppError(error).message);
  } finally {
    await rm(dirname(file), { recursive: true, force: true }).catch(() => undefined);
  }
}
