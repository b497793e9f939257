import type { Retime } from '../core/document/notes/retime.ts';
import type { StageSpeed } from '../core/pipeline/stage-speed.ts';
import type { JobState } from '../core/queue/job-state.ts';
import type { Alert } from '../shared/alert.ts';
import type { ErrorData } from '../shared/app-error.ts';

/** What a finished job left. Times are milliseconds. */
export interface JobResult {
  readonly files: readonly string[];
  readonly report: string;
  readonly processing_time: number;
  readonly words: number;
  readonly speakers: number;
  readonly real_time_factor: number | undefined;
  /** Of the transcript. */
  readonly language?: string | undefined;
  /** What wrote the words, and where it really ran. */
  readonly model?: string | undefined;
  readonly engine?: string | undefined;
  readonly device?: string | undefined;
  /** Warnings and errors among the document's alerts. */
  readonly alerts?: number | undefined;
  readonly substituted?: SubstitutedView;
  /** What became of the wished languages. */
  readonly translations?: readonly TranslationView[];
}

/** A language that a job was translated to. Cues are counted. */
export interface TranslationView {
  readonly language: string;
  readonly translated: number;
  /** Those of them that somebody should look at. */
  readonly flagged: number;
  /** Those that have no translation. */
  readonly untranslated: number;
  /** Engines that wrote something. */
  readonly models: readonly string[];
  readonly calls: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly usd?: number | undefined;
  readonly processing_time: number;
  /** What models of this computer did without; absent when nothing. */
  readonly alerts?: readonly Alert[] | undefined;
  /** Why some of it is missing. */
  readonly problem?: ErrorData | undefined;
}

/** What others than the wanted recogniser wrote, because that one failed. Recognisers are named by their ids. */
export interface SubstitutedView {
  /** Cues that they wrote, of how many. */
  readonly cues: number;
  readonly of: number;
  /** Most cues first. */
  readonly by: readonly string[];
  /** The wanted one, and where it ran. */
  readonly instead: string;
  readonly insteadOn: string;
  readonly failure: 'memory' | 'device' | 'other';
  /** What native code said. */
  readonly reason: string;
}

/** What a job was asked for. */
export interface JobWishView {
  /** Absent: it is detected. */
  readonly language?: string | undefined;
  /** Absent: they are counted. */
  readonly speakers?: number | undefined;
  readonly minSpeakers?: number | undefined;
  readonly maxSpeakers?: number | undefined;
  readonly profile: string;
  readonly preset: string;
  /** Model of the recogniser; absent: the preset decides. */
  readonly model?: string | undefined;
  readonly device: string;
  readonly quality?: string | undefined;
  readonly performance?: string | undefined;
  /** Absent: any may be found. */
  readonly languages?: readonly string[] | undefined;
  readonly wordTimes?: string | undefined;
  readonly redecode?: string | number | undefined;
  readonly formats: readonly string[];
  /** Languages it is translated to. */
  readonly translate?: readonly string[] | undefined;
  /** In which style. */
  readonly translateStyle?: string | undefined;
  /** What may be done with translations that are too long. */
  readonly translateRetime?: Retime | undefined;
  readonly folder: string;
  /** Files or streams that are tracks of the same session, the first one included. */
  readonly tracks: number;
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
  /** Time until it is done, with all that runs before it; as far as it is known. */
  readonly ends_in?: number | undefined;
  /** A quota holds it until then, milliseconds since 1970; it goes on by itself. */
  readonly paused_until?: number | undefined;
  /** When it was added, as a count: a job with a higher number was added later. */
  readonly added?: number;
  /** Absent when the order cannot be read. */
  readonly wish?: JobWishView | undefined;
  /** `queue.text` has words of it. */
  readonly has_text?: boolean;
  /** There is a document to open. */
  readonly has_document?: boolean;
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
