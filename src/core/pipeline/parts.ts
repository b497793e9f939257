import type { Alert } from '../../shared/alert.ts';
import type { Logger } from '../../shared/logger.ts';
import type { AudioSource } from '../ports/audio-source.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stage } from '../ports/stage.ts';
import type { BytesShelf, StageShelf } from '../ports/stage-shelf.ts';
import type { AsrInput, AsrOptions, AsrOutput } from '../stages/asr/asr-stage.ts';
import type { ClusterModel } from '../stages/diarize/candidates.ts';
import type { DiarizeInput, DiarizeOptions, DiarizeOutput } from '../stages/diarize/diarize-stage.ts';
import type { VadInput, VadOptions, VadOutput } from '../stages/vad/vad-stage.ts';
import type { MediaInfo } from '../timeline/media.ts';
import type { ProgressReport } from './progress-tracker.ts';
import type { StageSpeed } from './stage-speed.ts';
import type { TrackPlan, TrackRef } from './track-plan.ts';

/** A stage with its model in memory; `dispose` frees it before the next model loads. */
export interface Loaded<In, Out, Options> {
  readonly stage: Stage<In, Out, Options>;
  dispose(): Promise<void>;
}

/** A stage that can be run, and what is known of it before its model is loaded. */
export interface StageProvider<In, Out, Options> {
  /** Id of the model, or of several joined by ` + `. */
  readonly model: string;
  /** What runs it, e.g. `whisper-onnx`. */
  readonly engine: string;
  /** Where its model runs: planned before, and after a run where it really ran. */
  readonly device: string;
  /** What went differently than planned since the last call, e.g. another device. */
  takeAlerts?(): readonly Alert[];
  shelf(track: number): StageShelf;
  load(): Promise<Loaded<In, Out, Options>>;
}

export type VadProvider = StageProvider<VadInput, VadOutput, VadOptions>;
export type AsrProvider = StageProvider<AsrInput, AsrOutput, AsrOptions>;
export type DiarizeProvider = StageProvider<DiarizeInput, DiarizeOutput, DiarizeOptions> & {
  /** Where what the models heard in a track is kept, for clustering again without them. */
  evidence(track: number): BytesShelf;
  /** How voices are clustered, read without loading the models. */
  clustering(): Promise<ClusterModel>;
};

type StageState = 'started' | 'finished' | 'resumed';

/** What is worked on: a stage over a track, and which of its windows when it works by windows. */
export interface Position {
  readonly stage: string;
  readonly track: number;
  readonly windows?: readonly number[];
}

/** What a running job tells its watcher. */
export type PipelineEvent =
  | { readonly type: 'progress'; readonly progress: ProgressReport }
  | { readonly type: 'stage'; readonly stage: string; readonly track: number; readonly state: StageState }
  | ({ readonly type: 'position' } & Position)
  /** What was heard in a stretch, as it comes; it may still change. */
  | {
      readonly type: 'text';
      readonly track: number;
      readonly startMs: number;
      readonly endMs: number;
      readonly text: string;
    }
  | { readonly type: 'alert'; readonly alert: Alert };

/** Sees every block of a track once, in order. */
interface AudioWatcher {
  push(samples: Float32Array): void;
  /** After the last block. */
  finish(): Promise<void>;
}

/** Everything the pipeline needs from the outside; the composition root supplies it. */
export interface PipelineParts {
  readonly media: MediaInfo;
  /** The tracks to work on; every `track` elsewhere is an index into them. */
  readonly plan: TrackPlan;
  openTrack(track: TrackRef): Promise<AudioSource>;
  /** Where speech that leaked between the tracks is kept. */
  readonly crosstalkShelf: StageShelf;
  /** What was done before the tracks were known. */
  readonly before: { readonly timings: readonly StageTiming[]; readonly resumedStages: readonly string[] };
  readonly vad: VadProvider;
  /** Absent: timing-only mode. */
  readonly asr: AsrProvider | undefined;
  /** Absent: no speakers. */
  readonly diarize: DiarizeProvider | undefined;
  /** Who wants to see a track's audio, e.g. to build waveform peaks; nobody when what it would build is there. */
  watchAudio(track: number, raise: (alert: Alert) => void): Promise<AudioWatcher | undefined>;
  /** Speech probabilities of a track, one byte per 32 ms, for the editor. */
  readonly onSpeechProbabilities?: (track: number, probabilities: Uint8Array) => void;
  /** What is known about the job before it starts and belongs into its result. */
  readonly notices: readonly Alert[];
  /** How fast stages ran before on this machine. */
  readonly speeds: readonly StageSpeed[];
  /** Windows to decode alone. */
  readonly isolate: Position | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  emit(event: PipelineEvent): void;
  /** Resolves once what was emitted has left this process, as far as that can be known. */
  flushed(): Promise<void>;
}

/**
 * Where the time went. `processingMs` is time spent computing, `audioMs` the length of what was processed, without what
 * came from checkpoints.
 */
export interface StageTiming {
  readonly stage: string;
  readonly model: string | undefined;
  readonly engine: string | undefined;
  readonly device: string;
  readonly processingMs: number;
  readonly audioMs: number;
}
