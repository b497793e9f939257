import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { AppError, cancelled, toAppError } from '../../shared/app-error.ts';
import { workFolder } from '../folders.ts';
import type { Engine } from '../start-engine.ts';
import type { BatchEvent } from '../transcribe-batch.ts';
import { isEngineDeath, type OneEvent, type OneResult, removeCheckpoints, transcribeOne } from '../transcribe-one.ts';
import { jobSpecSchema } from './job-spec.ts';
import type { Library } from './library.ts';
import type { JobResult } from './queue-view.ts';
import { buildReport, stageRunsOf, writeReport } from './run-report.ts';

/** A job over which the engine died this often is given up. */
const MAX_CRASHES = 3;
/** How often progress is recorded, and how often an empty queue is looked at again. */
const BEAT_MS = 500;
const IDLE_MS = 200;

/** Which jobs to run, and whether to return when there are none left or wait for more. */
export interface QueueWork {
  readonly once: boolean;
  /** Ids of the jobs to run; all when left out. It may grow while the queue runs. */
  readonly only?: ReadonlySet<number>;
}

/**
 * Works the queue off, one job at a time: each ends as done or failed with its reason in the database, or stays queued
 * when `signal` aborts. With `once` it returns when nothing is queued; otherwise it waits for more. Rejects with
 * `cancelled` on abort, and with `disk-full` when the database cannot take a result.
 */
export async function runQueue(
  library: Library,
  engine: Engine,
  work: QueueWork,
  signal: AbortSignal,
  on: (event: BatchEvent) => void,
): Promise<OneResult[]> {
  const results: OneResult[] = [];
  for (;;) {
    if (signal.aborted) throw cancelled(signal.reason);
    const queued = queuedJobs(library, work);
    const job = queued.at(0);
    if (job !== undefined) {
      const about = { path: job.path, index: results.length, total: results.length + queued.length };
      on({ ...about, type: 'input-started' });
      const result = await runJob(library, engine, job, signal, (event) => on({ ...about, ...event }));
      results.push(result);
      on({ ...about, type: 'input-finished', result });
    } else if (work.once) {
      return results;
    } else {
      await sleep(IDLE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

function queuedJobs(library: Library, work: QueueWork): JobRow[] {
  return library.jobs.list().filter(({ id, state }) => state === 'queued' && (work.only?.has(id) ?? true));
}

async function runJob(
  library: Library,
  engine: Engine,
  job: JobRow,
  signal: AbortSignal,
  on: (event: OneEvent) => void,
): Promise<OneResult> {
  const { store, jobs } = library;
  const stop = new AbortController();
  library.running.set(job.id, stop);
  store.commit(() => jobs.start(job.id, Date.now()));
  try {
    const request = { ...requestOf(job), maxRestarts: MAX_CRASHES - 1 - job.crashes };
    const record = recorder(library, job.id);
    const result = await transcribeOne(engine, request, AbortSignal.any([signal, stop.signal]), (event) => {
      record(event);
      on(event);
    });
    return await keep(library, job, result);
  } catch (error) {
    const appError = toAppError(error);
    const row = jobs.get(job.id);
    if (row?.state === 'running') store.commit(() => jobs.setState(job.id, 'queued'));
    if (appError.code !== 'cancelled' || signal.aborted || !stop.signal.aborted) throw appError;
    return { kind: 'failed', path: job.path, error: appError };
  } finally {
    library.running.delete(job.id);
  }
}

function requestOf(job: JobRow) {
  const { formats, folder, stem, asr, artifactsFolder, ...rest } = jobSpecSchema.parse(JSON.parse(job.spec));
  return {
    input: {
      ...rest,
      ...(asr === undefined ? {} : { asr }),
      ...(artifactsFolder === undefined ? {} : { artifactsFolder }),
      path: job.path,
      jobsFolder: workFolder(),
    },
    output: { formats, folders: [folder], stems: [stem] },
    index: 0,
  };
}

/** Writes what a running job tells into its row: stage and progress now and then, facts and crashes at once. */
function recorder(library: Library, id: number): (event: OneEvent) => void {
  const { store, jobs } = library;
  let lastBeat = -Infinity;
  let lastStage = '';
  return (event) => {
    if (event.type === 'engine-restarted') store.commit(() => jobs.addCrash(id));
    if (event.type !== 'job') return;
    if (event.event.type === 'media') {
      const { media } = event.event;
      store.note(() => jobs.setMedia(id, library.media.put(media)));
    }
    if (event.event.type !== 'progress') return;
    const { stage, overallFraction, overallEtaMs } = event.event.progress;
    if (stage === lastStage && performance.now() - lastBeat < BEAT_MS) return;
    lastStage = stage;
    lastBeat = performance.now();
    store.note(() => jobs.beat(id, { stage, progress: overallFraction, etaMs: overallEtaMs, nowMs: Date.now() }));
  };
}

/** State, result, stage times, speeds and document in one transaction; only then may the checkpoints go. */
async function keep(library: Library, job: JobRow, result: OneResult): Promise<OneResult> {
  const { store, jobs } = library;
  if (result.kind === 'failed') {
    const error = isEngineDeath(result.error) ? crashedTooOften(result.error) : result.error;
    const end = { state: 'failed', errorCode: error.code, error: JSON.stringify(error.toData()) } as const;
    store.commit(() => {
      if (isEngineDeath(error)) jobs.addCrash(job.id);
      jobs.end(job.id, end);
    });
    return { ...result, error };
  }
  const attempt = job.attempt + 1;
  const report = buildReport(job.id, attempt, result);
  const kept: JobResult = {
    files: report.files,
    report: await writeReport(join(library.folder, 'reports'), report),
    processing_time: report.processing_time,
    words: report.words,
    speakers: report.speakers,
    real_time_factor: report.real_time_factor,
  };
  const ended = store.commit(() => {
    if (!jobs.end(job.id, { state: 'done', result: JSON.stringify(kept) })) return false;
    for (const run of stageRunsOf(result)) {
      library.stageRuns.add(job.id, attempt, run);
      if (!result.resumedStages.includes(run.stage)) library.speeds.add(run);
    }
    library.documents.add(job.id, JSON.stringify(result.document));
    return true;
  });
  if (!ended) return { kind: 'failed', path: job.path, error: cancelled() };
  await removeCheckpoints(result);
  return result;
}

function crashedTooOften(cause: AppError): AppError {
  return new AppError(
    'engine-crashed',
    {
      what: `The engine crashed ${MAX_CRASHES} times over this recording. ${cause.parts.what}`,
      meaning: 'The job was given up; the other jobs go on.',
      action: 'Try another model with --asr, then `voxlane queue retry`.',
    },
    { cause, ...(cause.details === undefined ? {} : { details: cause.details }) },
  );
}
