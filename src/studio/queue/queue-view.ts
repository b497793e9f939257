import type { JobResult, JobView, JobWishView, QueueView } from '../../contract/job-view.ts';
import type { StageSpeed } from '../../core/pipeline/stage-speed.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import type { ErrorData } from '../../shared/app-error.ts';
import { readSpec } from './row-spec.ts';
import { estimateProcessing } from '../../core/queue/estimate.ts';
import { endTimes } from './end-times.ts';
import { finishTime } from './finish-time.ts';
import type { Library } from './library.ts';
import { sourceOf } from './phases.ts';

/** The whole queue as it is now; `parallelJobs` of them run at a time. */
export function viewQueue(library: Library, parallelJobs: number): QueueView {
  const speeds = library.speeds.list();
  const documents = library.documents.jobs();
  const rows = library.jobs.list();
  // Looked at when they were added, and nothing could be read in them: they take no time worth counting.
  const unreadable = new Set(rows.flatMap((row) => ((row.contentId ?? row.source) === undefined ? row.id : [])));
  const viewed = rows.map((row) => ({
    ...viewJob(row, speeds),
    has_text: library.live.has(row.id),
    has_document: documents.has(row.id),
  }));
  const open = runningFirst(viewed);
  const etas = open.map((job) => job.eta ?? (unreadable.has(job.id) ? 0 : undefined));
  const finish = finishTime(etas, parallelJobs);
  const ends = new Map(endTimes(etas, parallelJobs).map((end, index) => [open[index]?.id, end]));
  const jobs = viewed.map((job) => (ends.has(job.id) ? { ...job, ends_in: ends.get(job.id) } : job));
  return { jobs, speeds, ...(finish === undefined ? {} : { finish_eta: finish }) };
}

/** Jobs that are not done. Running ones hold a lane already, wherever they stand in the order. */
function runningFirst(jobs: readonly JobView[]): JobView[] {
  const inState = (state: JobView['state']) => jobs.filter((job) => job.state === state);
  return [...inState('running'), ...inState('queued')];
}

function viewWish(row: JobRow): JobWishView | undefined {
  const spec = readSpec(row);
  if (spec === undefined) return undefined;
  const { options, preset, asr, formats, folder, tracks = [] } = spec;
  const { language, languages, speakers, minSpeakers, maxSpeakers, profile, device } = options;
  const { quality, performance, wordTimes, redecode } = options;
  const asked = {
    ...{ language, languages, speakers, minSpeakers, maxSpeakers, profile, device },
    ...{ quality, performance, wordTimes, redecode },
  };
  const { languages: translate, style: translateStyle, retime: translateRetime } = spec.translate ?? {};
  const translated = { translate, translateStyle, translateRetime };
  return { ...asked, preset, model: asr, formats, ...translated, folder, tracks: tracks.length + 1 };
}

function viewJob(row: JobRow, speeds: readonly StageSpeed[]): JobView {
  const source = sourceOf(row);
  return {
    id: row.id,
    // Ids are given in the order jobs are added and never again.
    added: row.id,
    wish: viewWish(row),
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
    // One that is being translated has one already, which is not all of it.
    ...(row.result === undefined || row.state !== 'done' ? {} : { result: JSON.parse(row.result) as JobResult }),
    ...(row.heldUntilMs === undefined ? {} : { paused_until: row.heldUntilMs }),
  };
}

function timeLeft(row: JobRow, speeds: readonly StageSpeed[]): number | undefined {
  if (row.state === 'running' && row.etaMs !== undefined) return row.etaMs;
  if (row.state !== 'queued' && row.state !== 'running') return undefined;
  const spec = readSpec(row);
  if (spec === undefined) return undefined;
  const { asr, options } = spec;
  const skipDiarize = options.skipDiarize || options.channels === 'split';
  const translations = spec.translate?.languages.length ?? 0;
  const whole = estimateProcessing({ audioLengthMs: row.audioLengthMs, asr, skipDiarize, translations }, speeds);
  if (whole === undefined) return undefined;
  const heldMs = Math.max(0, (row.heldUntilMs ?? 0) - Date.now());
  return heldMs + Math.round(whole * (1 - row.progress));
}
