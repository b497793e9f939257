import type { JobResult, JobView, QueueView } from '../../contract/job-view.ts';
import type { StageSpeed } from '../../core/pipeline/stage-speed.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import type { ErrorData } from '../../shared/app-error.ts';
import { readSpec } from './row-spec.ts';
import { estimateProcessing } from '../../core/queue/estimate.ts';
import { finishTime } from './finish-time.ts';
import type { Library } from './library.ts';
import { sourceOf } from './phases.ts';

/** The whole queue as it is now; `parallelJobs` of them run at a time. */
export function viewQueue(library: Library, parallelJobs: number): QueueView {
  const speeds = library.speeds.list();
  const jobs = library.jobs.list().map((row) => viewJob(row, speeds));
  const open = jobs.filter((job) => job.state === 'queued' || job.state === 'running');
  const finish = finishTime(
    open.map((job) => job.eta),
    parallelJobs,
  );
  return { jobs, speeds, ...(finish === undefined ? {} : { finish_eta: finish }) };
}

function viewJob(row: JobRow, speeds: readonly StageSpeed[]): JobView {
  const source = sourceOf(row);
  return {
    id: row.id,
    path: row.path,
    ...(source === undefined ? {} : { url: source.url }),
    ...(row.title === undefined ? {} : { title: row.title }),
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
  const spec = readSpec(row);
  if (spec === undefined) return undefined;
  const { asr, options } = spec;
  const whole = estimateProcessing(
    { audioLengthMs: row.audioLengthMs, asr, skipDiarize: options.skipDiarize || options.channels === 'split' },
    speeds,
  );
  return whole === undefined ? undefined : Math.round(whole * (1 - row.progress));
}
