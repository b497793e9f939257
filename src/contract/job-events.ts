import type { AsrReason } from '../core/models/asr-reason.ts';
import type { PipelineEvent, Position } from '../core/pipeline/parts.ts';
import type { MediaInfo } from '../core/timeline/media.ts';
import type { Alert } from '../shared/alert.ts';
import type { ErrorData } from '../shared/app-error.ts';

/** How one recording ended. Times are milliseconds. */
export type JobOutcome =
  | {
      readonly kind: 'done';
      readonly path: string;
      readonly files: readonly { readonly format: string; readonly path: string }[];
      readonly words: number;
      readonly speakers: number;
      readonly audio_length: number;
      readonly processing_time: number;
      readonly restarts: number;
      readonly alerts: readonly Alert[];
    }
  | { readonly kind: 'failed'; readonly path: string; readonly error: ErrorData };

/** What a job tells while it works. Plain data; fractions are 0..1 and never fall. */
export type JobProgressEvent =
  | { readonly type: 'started' }
  | {
      readonly type: 'fetching';
      readonly url: string;
      readonly title: string;
      readonly downloadedBytes: number;
      readonly totalBytes?: number | undefined;
      readonly etaSeconds?: number | undefined;
    }
  | { readonly type: 'fetched'; readonly file: string }
  | { readonly type: 'engine'; readonly pid: number | undefined; readonly generation: number }
  | { readonly type: 'engine-restarted'; readonly error: ErrorData; readonly position?: Position }
  | { readonly type: 'media'; readonly media: MediaInfo }
  /** Which recogniser is used, and why. */
  | { readonly type: 'recogniser'; readonly reason: AsrReason }
  /** A process that holds a recogniser began or ended; `needBytes` is the memory it was given room for. */
  | {
      readonly type: 'recogniser-process';
      readonly key: number;
      readonly state: 'open' | 'closed';
      readonly model: string;
      readonly device: string;
      readonly needBytes: number;
    }
  | { readonly type: 'work-folder'; readonly folder: string; readonly stage: string; readonly track: number }
  /** The output of a stage is there. `hash` is the SHA-256 of `file`. */
  | {
      readonly type: 'artifact';
      readonly stage: string;
      readonly track: number;
      readonly key: string;
      readonly hash: string;
      readonly bytes: number;
      readonly file: string;
    }
  | { readonly type: 'pipeline'; readonly event: PipelineEvent }
  /** A quota holds it until then, milliseconds since 1970; it goes on by itself. */
  | { readonly type: 'paused'; readonly untilMs: number }
  /** It waits again: paused by its user, or the machine lets it not run now. */
  | { readonly type: 'stopped' }
  | { readonly type: 'finished'; readonly outcome: JobOutcome };

/** The same with the job it belongs to. */
export interface JobEvent {
  readonly jobId: number;
  readonly path: string;
  /** Jobs that wait to run, this one left out. */
  readonly waiting: number;
  readonly event: JobProgressEvent;
}
