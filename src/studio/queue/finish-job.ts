import { join } from 'node:path';
import type { JobOutcome } from '../../contract/job-events.ts';
import type { JobResult } from '../../contract/job-view.ts';
import { ASR_STAGE } from '../../core/stages/asr/asr-stage.ts';
import { substitutedCues } from '../../core/writers/substituted-cues.ts';
import { keepArtifact } from '../../platform/storage/artifact-files.ts';
import type { ArtifactRow } from '../../platform/store/artifacts-table.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { type AppError, toAppError } from '../../shared/app-error.ts';
import { prepareRevision } from '../documents/add-revision.ts';
import { doneOutcome } from '../outcome.ts';
import type { OneResult } from '../transcribe-one.ts';
import { artifactsFolderOf, type Library, removeOwnWork } from './library.ts';
import { TRANSCRIBED_SHARE } from './record-progress.ts';
import { specOf } from './row-spec.ts';
import { buildReport, type JobReport, stageRunsOf, writeReport } from './run-report.ts';

type Done = Extract<OneResult, { kind: 'done' }>;

/** Records that a job failed, with the reason; `undefined` when its user stopped it meanwhile. */
export function failJob(library: Library, row: JobRow, error: AppError): JobOutcome | undefined {
  const end = { state: 'failed', errorCode: error.code, error: JSON.stringify(error.toData()) } as const;
  const ended = library.store.commit(() => library.jobs.end(row.id, end));
  return ended ? { kind: 'failed', path: row.path, error: error.toData() } : undefined;
}

/**
 * Records a finished job: report, then state, result, stage times, speeds and document in one transaction; only then may
 * the work in progress go. A crash in between repeats work and loses none. One that is to be translated is queued again
 * for that, with all of it but its end. `undefined` when its user stopped it meanwhile.
 */
export async function finishJob(
  library: Library,
  row: JobRow,
  result: Done,
  keepsArtifacts: boolean,
): Promise<JobOutcome | 'transcribed' | undefined> {
  const { store, jobs } = library;
  const attempt = row.attempt + 1;
  const report = buildReport(row.id, attempt, result);
  const kept: JobResult = {
    files: report.files,
    report: await writeReport(join(library.folder, 'reports'), report),
    processing_time: report.processing_time,
    words: report.words,
    speakers: report.speakers,
    real_time_factor: report.real_time_factor,
    language: result.document.language,
    ...usedFor(report),
    alerts: report.alerts.filter(({ severity }) => severity !== 'info').length,
    ...substitutedIn(result.document),
  };
  const artifacts = keepsArtifacts ? await keepArtifacts(library, result) : [];
  // Edits of an earlier result are carried over; what does not fit any more is told and kept.
  const revision = prepareRevision(library, row.id, result.document);
  const translates = specOf(row).translate !== undefined;
  const ended = store.commit(() => {
    const json = JSON.stringify(kept);
    const isOver = translates
      ? jobs.passOn(row.id, TRANSCRIBED_SHARE, json)
      : jobs.end(row.id, { state: 'done', result: json });
    if (!isOver) return false;
    for (const run of stageRunsOf(result)) {
      library.stageRuns.add(row.id, attempt, run);
      if (!result.resumedStages.includes(run.stage)) library.speeds.add(run);
    }
    for (const artifact of artifacts) library.artifacts.put(artifact, row.id);
    revision.write();
    return true;
  });
  if (!ended) return undefined;
  await removeOwnWork(library, row.id);
  if (translates) return 'transcribed';
  const outcome = doneOutcome(result);
  return { ...outcome, alerts: [...outcome.alerts, ...revision.alerts] };
}

/** What others than the wanted recogniser wrote, as the queue tells it. */
function substitutedIn(document: Done['document']): Pick<JobResult, 'substituted'> {
  const found = substitutedCues(document);
  if (found === undefined) return {};
  const { cues, of, by, why } = found;
  const { instead, insteadOn, failure, reason } = why;
  return { substituted: { cues: cues.length, of, by, instead, insteadOn, failure, reason } };
}

/** What wrote the words; nothing in a timing-only job, or when they were all there from before. */
function usedFor({ stages }: JobReport): Pick<JobResult, 'model' | 'engine' | 'device'> {
  const asr = stages.find(({ stage }) => stage === ASR_STAGE.id);
  return asr === undefined ? {} : { model: asr.model, engine: asr.engine, device: asr.device };
}

/** Keeps the outputs of stages for later jobs over the same recording. Without the space for them there is none of it. */
async function keepArtifacts(library: Library, result: Done): Promise<ArtifactRow[]> {
  const { contentId } = result.document.media;
  const kept: ArtifactRow[] = [];
  for (const { key, hash, bytes, stage, track, path } of result.artifacts) {
    const place = await keepArtifact(artifactsFolderOf(library), path, hash).catch((error: unknown) => {
      library.log.warn(toAppError(error).message);
      return undefined;
    });
    if (place !== undefined) kept.push({ key, hash, bytes, contentId, stage, track });
  }
  return kept;
}
