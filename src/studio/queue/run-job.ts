import type { JobOutcome, JobProgressEvent } from '../../contract/job-events.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { describeEvent } from '../describe-event.ts';
import type { AppError } from '../../shared/app-error.ts';
import { readSettings } from '../settings/settings.ts';
import type { Engine } from '../start-engine.ts';
import { isEngineDeath, type OneRequest, transcribeOne } from '../transcribe-one.ts';
import { specOf } from './row-spec.ts';
import { countDeath, crashedTooOften, suspectOf } from './engine-deaths.ts';
import { failJob, finishJob } from './finish-job.ts';
import { type Library, storedArtifacts, workFolderOf } from './library.ts';
import { sourceOf } from './phases.ts';
import { refuseUnagreed } from '../remote-asr/refuse-unagreed.ts';
import { remoteInput } from '../remote-asr/remote-input.ts';
import { recogniseFresh } from '../voices/recognise.ts';
import { FETCH_SHARE, recordProgress, TRANSCRIBED_SHARE } from './record-progress.ts';

/**
 * Transcribes the recording of a job and records how it ended, or that it waits for its translation; `undefined` when its
 * user stopped it at the last moment. Rejects with `cancelled`, and with `disk-full` and `engine-start-failed`.
 */
export async function transcribeJob(
  library: Library,
  engine: Engine,
  row: JobRow,
  threads: number,
  signal: AbortSignal,
  on: (event: JobProgressEvent) => void,
): Promise<JobOutcome | 'transcribed' | undefined> {
  const base = sourceOf(row) === undefined ? 0 : FETCH_SHARE;
  const record = recordProgress(library, row.id, base);
  // A job that is translated afterwards is not at its end then.
  const share = specOf(row).translate === undefined ? 1 : TRANSCRIBED_SHARE;
  const { keepArtifacts, ...settings } = readSettings(library).values;
  const request: OneRequest = {
    ...(await requestOf(library, row, keepArtifacts, signal)),
    maxRestarts: Infinity,
    onDeath: (_error, position) => countDeath(library, row.id, position),
    progressFloor: Math.min(1, Math.max(0, (row.progress - base) / (1 - base) / share)),
    complete: (document, outputs) => recogniseFresh(library, document, outputs, specOf(row).modelFolders),
  };
  const { remote } = request.input;
  if (remote !== undefined) refuseUnagreed(remote.spec, settings);
  const input = {
    ...request.input,
    ...(remote === undefined ? {} : { remote: await remoteInput(remote.spec, settings.proxy, signal) }),
    threads,
    keepPeaks: keepArtifacts,
    ...suspectOf(row),
  };
  const result = await transcribeOne(engine, { ...request, input }, signal, (event) => {
    const told = partOf(describeEvent(event), share);
    record(told);
    library.live.watch(row.id, told);
    library.recognisers.watch(row.id, told);
    on(told);
  }).finally(() => {
    library.live.forget(row.id);
    library.recognisers.forget(row.id);
  });
  if (result.kind === 'done') return finishJob(library, row, result, keepArtifacts);
  const { error } = result;
  if (isMachineFault(error)) throw error;
  const crashes = library.jobs.get(row.id)?.crashes ?? 0;
  return failJob(library, row, isEngineDeath(error) ? crashedTooOften(error, result.position, crashes) : error);
}

/** An event of work that is only the first share of a job's. */
function partOf(told: JobProgressEvent, share: number): JobProgressEvent {
  if (told.type !== 'pipeline' || told.event.type !== 'progress') return told;
  const { progress } = told.event;
  const overallFraction = progress.overallFraction * share;
  return { ...told, event: { ...told.event, progress: { ...progress, overallFraction } } };
}

/** True for what is no fault of a recording: the next one would meet the same. */
export function isMachineFault(error: AppError): boolean {
  return error.code === 'disk-full' || error.code === 'engine-start-failed';
}

/** What the engine is asked for a job, with what earlier jobs found out about the recording. */
export async function requestOf(
  library: Library,
  row: JobRow,
  usesArtifacts: boolean,
  signal: AbortSignal,
): Promise<Pick<OneRequest, 'input' | 'output' | 'index'>> {
  const { formats, folder, stem, asr, remote, artifactsFolder, translate: _later, ...rest } = specOf(row);
  const contentId = row.contentId ?? (await probeMedia(row.path, signal)).contentId;
  return {
    input: {
      ...rest,
      ...(asr === undefined ? {} : { asr }),
      ...(remote === undefined ? {} : { remote: { spec: remote } }),
      ...(artifactsFolder === undefined ? {} : { artifactsFolder }),
      path: row.path,
      jobsFolder: workFolderOf(library, row.id),
      artifacts: usesArtifacts ? storedArtifacts(library, contentId) : [],
      speeds: library.speeds.list(),
    },
    output: { formats, folders: [folder], stems: [stem] },
    index: 0,
  };
}
