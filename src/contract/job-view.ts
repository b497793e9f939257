import type { StageSpeed } from '../core/pipeline/stage-speed.ts';
import type { JobState } from '../core/queue/job-state.ts';
import type { ErrorData } from '../shared/app-error.ts';

/** What a finished job left. Times are milliseconds. */
export interface JobResult {
  readonly files: readonly string[];
  readonly report: string;
  readonly processing_time: number;
  readonly words: number;
  readonly speakers: number;
  readonly real_time_factor: number | undefined;
}

/** A job as users and programs see it. Times are milliseconds. */
export interface JobView {
  readonly id: number;
  /** File to transcribe; the web address until it was fetched. */
  readonly path: string;
  readonly url?: string;
  readonly title?: string;
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

export interface QueueView {
  /** In the order they run. */
  readonly jobs: readonly JobView[];
  /** Time until everything queued is done, when it is known for every job. */
  readonly finish_eta?: number | undefined;
  /** What this machine's history says about each stage and model. */
  readonly speeds: readonly StageSpeed[];
}

/** The answer to a change of the queue. */
export interface QueueChange {
  /** The jobs that were added or changed. */
  readonly ids: readonly number[];
  readonly queue: QueueView;
}
