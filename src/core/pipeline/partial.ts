import type { Alert } from '../../shared/alert.ts';
import { AppError } from '../../shared/app-error.ts';
import { readFinishedWindows } from '../stages/asr/finished-windows.ts';
import { coveredMs } from '../timeline/span.ts';
import type { TrackResult } from './track-result.ts';
import { crosstalkPlace, takeOut } from './crosstalk-step.ts';
import { heardSpeakers } from './heard-speakers.ts';
import { finishJob, prepareJob, type PreparedJob, type TranscribeOutcome } from './job.ts';
import type { TranscribeOptions } from './options.ts';
import type { PipelineParts } from './parts.ts';
import { raise, restoreStage } from './run-stage.ts';
import { asrPlace, diarizePlace, isSilent, NO_ASR_MODEL, NO_SPEECH, trackOf, vadPlace } from './track-stages.ts';

/**
 * The document as far as an unfinished job got: runs no model, reads no audio and stores nothing. Speech that nobody has
 * listened to yet is dropped as `not-processed`, and an alert says what is missing. Throws `nothing-yet` before speech was
 * found in any track.
 */
export async function assemblePartial(parts: PipelineParts, options: TranscribeOptions): Promise<TranscribeOutcome> {
  const prepared = await prepareJob(parts, options);
  const { job } = prepared;
  const heard = await storedSpeech(prepared);
  if (heard.length === 0) throw nothingYet(parts.media.path);
  const missing: Missing[] = [];
  const found = await withoutCrosstalk(prepared, heard, missing);
  const unheard = prepared.sources.length - found.length;
  if (unheard > 0)
    missing.push({ text: `${unheard} of ${prepared.sources.length} channels have not been listened to` });
  if (found.every(isSilent)) raise(job, NO_SPEECH);
  const written = await storedWords(prepared, found, missing);
  const results = await storedTurns(prepared, options, written, missing);
  if (missing.length > 0) raise(job, partialResult(missing));
  return finishJob(prepared, options, results);
}

/** Something that is not there yet; one with a kind can be said by it. */
interface Missing {
  readonly text: string;
  readonly kind?: 'text' | 'speakers';
  readonly values?: Readonly<Record<string, number>>;
}

type StoredTrack = TrackResult & { readonly track: number };

async function storedSpeech({ job, sources }: PreparedJob): Promise<StoredTrack[]> {
  const tracks: StoredTrack[] = [];
  for (const [track, source] of sources.entries()) {
    const vad = await restoreStage(job, vadPlace(job.parts.vad, track));
    if (vad !== undefined) tracks.push({ ...trackOf(source, vad), track });
  }
  return tracks;
}

async function withoutCrosstalk(
  { job, sources }: PreparedJob,
  tracks: readonly StoredTrack[],
  missing: Missing[],
): Promise<StoredTrack[]> {
  if (sources.length < 2 || tracks.length < sources.length) return [...tracks];
  if (tracks.filter((track) => !isSilent(track)).length < 2) return [...tracks];
  const output = await restoreStage(job, crosstalkPlace(job.parts));
  if (output !== undefined) return takeOut(job, tracks, output);
  missing.push({ text: 'speech that came over from other channels has not been looked for' });
  return [...tracks];
}

async function storedWords(
  { job }: PreparedJob,
  tracks: readonly StoredTrack[],
  missing: Missing[],
): Promise<StoredTrack[]> {
  const { asr } = job.parts;
  if (asr === undefined) {
    raise(job, NO_ASR_MODEL);
    return [...tracks];
  }
  const results: StoredTrack[] = [];
  let doneMs = 0;
  let speechMs = 0;
  for (const found of tracks) {
    if (isSilent(found)) {
      results.push(found);
      continue;
    }
    const place = asrPlace(asr, found.track);
    const { spans } = found.vad;
    const whole = await restoreStage(job, place);
    const part =
      whole === undefined
        ? await readFinishedWindows(place.shelf.checkpoints, spans, { engine: asr.model, channel: found.channel })
        : { output: whole, doneMs: coveredMs(spans), speechMs: coveredMs(spans) };
    doneMs += part.doneMs;
    speechMs += part.speechMs;
    results.push({ ...found, asr: part.output });
    if (whole === undefined && part.doneMs === part.speechMs)
      missing.push({ text: 'second tries at stretches with little text' });
  }
  if (doneMs < speechMs) {
    const values = { lostSeconds: (speechMs - doneMs) / 1000, speechSeconds: speechMs / 1000 };
    const text = `text of ${seconds(speechMs - doneMs)} of ${seconds(speechMs)} of speech`;
    missing.push({ text, kind: 'text', values });
  }
  return results;
}

async function storedTurns(
  { job, diarize }: PreparedJob,
  options: TranscribeOptions,
  tracks: readonly StoredTrack[],
  missing: Missing[],
): Promise<StoredTrack[]> {
  if (diarize === undefined || tracks.every(isSilent)) return [...tracks];
  const results: StoredTrack[] = [];
  for (const found of tracks) {
    const heard = heardSpeakers(found, options, job.parts.plan.mode);
    if (heard !== undefined) {
      results.push({ ...found, ...heard });
      continue;
    }
    const turns = await restoreStage(job, diarizePlace(diarize, found.track));
    results.push(turns === undefined ? found : { ...found, diarize: turns });
  }
  if (results.some((result) => result.diarize === undefined)) missing.push({ text: 'speakers', kind: 'speakers' });
  return results;
}

function partialResult(missing: readonly Missing[]): Alert {
  const values = missing.reduce((all, each) => ({ ...all, ...each.values }), {});
  const variant = missing.flatMap(({ kind }) => (kind === undefined ? [] : [kind])).join('-');
  return {
    code: 'partial-result',
    severity: 'warning',
    message: `This is a result of unfinished work. Missing: ${missing.map(({ text }) => text).join('; ')}.`,
    values: variant === '' ? values : { variant, ...values },
  };
}

function nothingYet(path: string): AppError {
  return new AppError(
    'nothing-yet',
    {
      what: `Nothing of ${path} has been processed yet.`,
      meaning: 'There is no partial result to show, because its speech has not been found.',
      action: 'Start the job, or wait until its first step is done, and try again.',
    },
    { details: { path } },
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
