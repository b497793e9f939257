import type { Alert } from '../../shared/alert.ts';
import type { Logger } from '../../shared/logger.ts';
import type { AudioSource } from '../ports/audio-source.ts';
import type { CheckpointStore } from '../ports/checkpoints.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stage } from '../ports/stage.ts';
import type { AsrInput, AsrOptions, AsrOutput } from '../stages/asr/asr-stage.ts';
import type { DiarizeInput, DiarizeOptions, DiarizeOutput } from '../stages/diarize/diarize-stage.ts';
import type { VadInput, VadOptions, VadOutput } from '../stages/vad/vad-stage.ts';
import type { MediaInfo } from '../timeline/media.ts';
import type { ProgressReport } from './progress-tracker.ts';

/** A stage with its model in memory; `dispose` frees it before the next model loads. */
export interface Loaded<In, Out, Options> {
  readonly stage: Stage<In, Out, Options>;
  readonly model: string;
  dispose(): Promise<void>;
}

type StageState = 'started' | 'finished' | 'resumed';

/** What a running job tells its watcher. */
export type PipelineEvent =
  | { readonly type: 'progress'; readonly progress: ProgressReport }
  | { readonly type: 'stage'; readonly stage: string; readonly track: number; readonly state: StageState }
  | { readonly type: 'alert'; readonly alert: Alert };

/** Everything the pipeline needs from the outside; the composition root supplies it. */
export interface PipelineParts {
  readonly media: MediaInfo;
  openTrack(channel: number | 'mix'): Promise<AudioSource>;
  loadVad(): Promise<Loaded<VadInput, VadOutput, VadOptions>>;
  /** Absent: timing-only mode. */
  readonly loadAsr: (() => Promise<Loaded<AsrInput, AsrOutput, AsrOptions>>) | undefined;
  /** Absent: no speakers. */
  readonly loadDiarize: (() => Promise<Loaded<DiarizeInput, DiarizeOutput, DiarizeOptions>>) | undefined;
  /** Sees every block of a track once, e.g. to build waveform peaks. */
  readonly onAudio: ((track: number, samples: Float32Array) => void) | undefined;
  /** Speech probabilities of a track, one byte per 32 ms, for the editor. */
  readonly onSpeechProbabilities?: (track: number, probabilities: Uint8Array) => void;
  /** What is known about the job before it starts and belongs into its result. */
  readonly notices: readonly Alert[];
  readonly checkpoints: CheckpointStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  emit(event: PipelineEvent): void;
}

/** Where the time went. `processingMs` is time spent computing, `audioMs` the length of what was processed. */
export interface StageTiming {
  readonly stage: string;
  readonly processingMs: number;
  readonly audioMs: number;
}
