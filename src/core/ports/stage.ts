import type { Alert } from '../../shared/alert.ts';
import type { Logger } from '../../shared/logger.ts';
import type { CheckpointStore } from './checkpoints.ts';

/** What every stage gets besides its input and options. */
export interface StageContext {
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly checkpoints: CheckpointStore;
  /** The checkpoints are of a job that has ended: what had to be done otherwise than it should is to be tried anew. */
  readonly again?: boolean;
  /**
   * Reports the finished fraction 0..1. Never falls; the runner clamps and reports 1 when the stage returns. `restored` is
   * the part of it that was taken over from checkpoints, so it says nothing about the pace.
   */
  progress(fraction: number, restored?: number): void;
  /**
   * Says which windows are worked on next. Wait for it before work that can crash the process, so that its owner knows where
   * it died.
   */
  position(windows: readonly number[]): Promise<void>;
  /** Shows text of a stretch as it comes, for those who look on; it may still change. */
  heard?(text: string, startMs: number, endMs: number): void;
  /** Adds recoverable trouble to the job's result. */
  alert(alert: Alert): void;
}

/** What a stage is known by without its model in memory. */
export interface StageIdentity {
  /** Names the progress step and the cache key. */
  readonly id: string;
  /** Raise it when output for the same input and options can change. */
  readonly version: number;
}

/** One step of the pipeline. */
export interface Stage<In, Out, Options> extends StageIdentity {
  run(input: In, options: Options, ctx: StageContext): Promise<Out>;
}
