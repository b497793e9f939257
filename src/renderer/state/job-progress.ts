import type { JobEvent, JobProgressEvent } from '../../contract/job-events.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import type { PipelineEvent } from '../../core/pipeline/parts.ts';
import type { Alert } from '../../shared/alert.ts';
import { store, useStored } from './store.ts';

/** What a running job told since this page looks. Times are milliseconds, fractions 0..1 never fall. */
export interface LiveJob {
  readonly stage?: string;
  readonly fraction: number;
  readonly etaMs?: number | undefined;
  /** How far each stage is, in the order they began. */
  readonly stages: Readonly<Record<string, number>>;
  readonly alerts: readonly Alert[];
  /** The last words. */
  readonly heard: string;
  readonly fetched?: { readonly bytes: number; readonly totalBytes: number | undefined };
}

const NEW: LiveJob = { fraction: 0, stages: {}, alerts: [], heard: '' };
/** Characters of the last words that are kept, more than two lines hold. */
const MOST_HEARD = 400;
/** Alerts of one job that are kept. */
const MOST_ALERTS = 200;
/** Jobs that are remembered, the newest. */
const MOST_JOBS = 1000;
/** Events are taken over together this often, which is as fast as people read. */
const BEAT_MS = 250;

export const jobProgress = store<{ readonly jobs: Readonly<Record<number, LiveJob>> }>({ jobs: {} });

/** What a job tells; draws again when that is something else. */
export function useLiveJob(id: number): LiveJob | undefined {
  return useStored(jobProgress, ({ jobs }) => jobs[id]);
}

/** What is known of a job after an event. */
export function afterEvent(before: LiveJob | undefined, event: JobProgressEvent): LiveJob {
  const live = before ?? NEW;
  switch (event.type) {
    case 'started':
      return NEW;
    case 'fetching':
      return {
        ...withStage(live, 'fetch', share(event.downloadedBytes, event.totalBytes)),
        fetched: { bytes: event.downloadedBytes, totalBytes: event.totalBytes },
      };
    case 'fetched':
      return withStage(live, 'fetch', 1);
    case 'pipeline':
      return afterPipeline(live, event.event);
    // What it said last stays until it says something else: progress never falls.
    case 'stopped':
    case 'paused':
    case 'finished':
    case 'engine':
    case 'engine-restarted':
    case 'media':
    case 'recogniser':
    case 'recogniser-process':
    case 'work-folder':
    case 'artifact':
      return live;
  }
}

function afterPipeline(live: LiveJob, event: PipelineEvent): LiveJob {
  switch (event.type) {
    case 'progress': {
      const { stage, stageFraction, overallFraction, overallEtaMs } = event.progress;
      const fraction = Math.max(live.fraction, overallFraction);
      return { ...withStage(live, stage, stageFraction), fraction, etaMs: overallEtaMs };
    }
    case 'stage':
      return withStage(live, event.stage, event.state === 'started' ? 0 : 1);
    case 'alert':
      return { ...live, alerts: [...live.alerts, event.alert].slice(-MOST_ALERTS) };
    case 'text':
      return { ...live, heard: `${live.heard} ${event.text}`.trim().slice(-MOST_HEARD) };
    case 'position':
      return live;
  }
}

function withStage(live: LiveJob, stage: string, fraction: number): LiveJob {
  const stages = { ...live.stages, [stage]: Math.max(live.stages[stage] ?? 0, fraction) };
  return { ...live, stage, stages };
}

function share(done: number, total: number | undefined): number {
  return total === undefined || total <= 0 ? 0 : Math.min(1, done / total);
}

/** Takes several events over as one change. */
export function applyJobEvents(events: readonly JobEvent[]): void {
  const jobs: Record<number, LiveJob> = { ...jobProgress.getState().jobs };
  for (const { jobId, event } of events) {
    jobs[jobId] = afterEvent(jobs[jobId], event);
  }
  const ids = Object.keys(jobs).map(Number);
  for (const id of ids.slice(0, Math.max(0, ids.length - MOST_JOBS))) delete jobs[id];
  jobProgress.setState({ jobs });
}

/** Follows what jobs tell; returns the function that stops it. */
export function followJobs(api: StudioApi): () => void {
  let waiting: JobEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = api.on('job', (event) => {
    waiting.push(event);
    timer ??= setTimeout(() => {
      timer = undefined;
      const events = waiting;
      waiting = [];
      applyJobEvents(events);
    }, BEAT_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
