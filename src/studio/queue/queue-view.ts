import type { JobRow, JobState } from '../../platform/store/jobs-table.ts';
import type { StageSpeed } from '../../core/pipeline/stage-speed.ts';
import type { ErrorData } from '../../shared/app-error.ts';
import { estimateProcessing } from './estimate.ts';
import { jobSpecSchema } from './job-spec.ts';
import type { Library } from './library.ts';
import type { JobReport } from './run-report.ts';

/** A job as users and programs see it. Times are milliseconds. */
export interface JobView {
  readonly id: number;
  readonly path: string;
  readonly state: JobState;
  readonly stage?: string | undefined;
  readonly progress: number;
  readonly attempt: number;
  readonly crashes: number;
  readonly priority: number;
  readonly audio_length?: number | undefined;
  /** Time left (running) or needed (queued), where this machine's history can tell. */
  readonly eta?: number | undefined;
  readonly error?: ErrorData;
  readonly result?: JobResult;
}

/** What a finished job left. */
export interface JobResult {
  readonly files: readonly string[];
  readonly report: string;
  readonly processing_time: number;
  readonly words: number;
  readonly speakers: number;
  readonly real_time_factor: JobReport['real_time_factor'];
}

export interface QueueView {
  /** In the order they run. */
  readonly jobs: readonly JobView[];
  /** Time until everything queued is done, when it is known for every job. */
  readonly finish_eta?: number | undefined;
  /** What this machine's history says about each stage and model. */
  readonly speeds: readonly StageSpeed[];
}

/** The whole queue as it is now. */
export function viewQueue(library: Library): QueueView {
  const speeds = library.speeds.list();
  const jobs = library.jobs.list().map((row) => viewJob(row, speeds));
  const open = jobs.filter((job) => job.state === 'queued' || job.state === 'running');
  const known = open.every((job) => job.eta !== undefined);
  return { jobs, speeds, ...(known ? { finish_eta: open.reduce((sum, job) => sum + (job.eta ?? 0), 0) } : {}) };
}

function viewJob(row: JobRow, speeds: readonly StageSpeed[]): JobView {
  return {
    id: row.id,
    path: row.path,
    state: row.state,
    stage: row.state === 'done' ? undefined : row.stage,
    progress: row.progress,
    attempt: row.attempt,
    crashes: row.crashes,
    priority: row.priority,
    audio_length: row.audioLengthMs,
    eta: timeLeft(row, speeds),
    ...(row.error === undefined ? {} : { error: JSON.parse(row.error) as ErrorData }),
    ...(row.result === undefined ? {} : { result: JSON.parse(row.result) as JobResult }),
  };
}

function timeLeft(row: JobRow, speeds: readonly StageSpeed[]): number | undefined {
  if (row.state === 'running' && row.etaMs !== undefined) return row.etaMs;
  if (row.state !== 'queued' && row.state !== 'running') return undefined;
  const { asr, options } = jobSpecSchema.parse(JSON.parse(row.spec));
  const whole = estimateProcessing(
    { audioLengthMs: row.audioLengthMs, asr, skipDiarize: options.skipDiarize || options.channels === 'split' },
    speeds,
  );
  return whole === undefined ? undefined : Math.round(whole * (row.state === 'running' ? 1 - row.progress : 1));
}
