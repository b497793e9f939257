import type { Alert } from '../../shared/alert.ts';
import type { Logger } from '../../shared/logger.ts';
import type { CheckpointStore } from './checkpoints.ts';

/** What every stage gets besides its input and options. */
export interface StageContext {
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly checkpoints: CheckpointStore;
  /** Reports the finished fraction 0..1. Never falls; the runner clamps and reports 1 when the stage returns. */
  progress(fraction: number): void;
  /** Adds recoverable trouble to the job's result. */
  alert(alert: Alert): void;
}

/** One step of the pipeline. */
export interface Stage<In, Out, Options> {
  /** Names the progress step and the cache key. */
  readonly id: string;
  /** Raise it when output for the same input and options can change. */
  readonly version: number;
  run(input: In, options: Options, ctx: StageContext): Promise<Out>;
}
