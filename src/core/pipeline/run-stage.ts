import type { Alert } from '../../shared/alert.ts';
import type { Stage, StageContext } from '../ports/stage.ts';
import type { PipelineParts, StageTiming } from './parts.ts';
import type { ProgressTracker } from './progress-tracker.ts';

/** Bookkeeping shared by all stages of one job. */
export interface JobState {
  readonly parts: PipelineParts;
  readonly tracker: ProgressTracker;
  readonly alerts: Alert[];
  readonly timings: StageTiming[];
}

/** Makes a stage's output survive a crash: `pack` to JSON, `unpack` from JSON or `undefined` when it is not valid. */
export interface StageCodec<Out> {
  pack(output: Out): unknown;
  unpack(value: unknown): Out | undefined;
}

/**
 * Runs one stage over one track with progress, alerts and timing. With a codec, a finished stage is stored together with
 * its alerts and is not run again after a crash, so a resumed job ends with the same result.
 */
export async function runStage<In, Out, Options>(
  job: JobState,
  track: number,
  work: {
    readonly stage: Stage<In, Out, Options>;
    readonly input: In;
    readonly options: Options;
    readonly audioMs: number;
  },
  codec?: StageCodec<Out>,
): Promise<Out> {
  const { parts } = job;
  const { stage } = work;
  const key = `${stage.id}/${track}/done`;
  parts.signal.throwIfAborted();
  const stored = codec === undefined ? undefined : restore(await parts.checkpoints.read(key), codec);
  if (stored !== undefined) {
    parts.emit({ type: 'stage', stage: stage.id, track, state: 'resumed' });
    for (const alert of stored.alerts) raise(job, alert);
    report(job, stage.id, track, 1);
    return stored.output;
  }
  parts.emit({ type: 'stage', stage: stage.id, track, state: 'started' });
  report(job, stage.id, track, 0);
  const started = parts.clock.nowMs();
  const alerts: Alert[] = [];
  const context: StageContext = {
    signal: parts.signal,
    log: parts.log,
    checkpoints: scoped(parts, `${stage.id}/${track}`),
    progress: (fraction) => report(job, stage.id, track, fraction),
    alert: (alert) => {
      const full = { stage: stage.id, ...alert };
      alerts.push(full);
      raise(job, full);
    },
  };
  const output = await stage.run(work.input, work.options, context);
  if (codec !== undefined) await parts.checkpoints.write(key, { alerts, output: codec.pack(output) });
  job.timings.push({ stage: stage.id, processingMs: parts.clock.nowMs() - started, audioMs: work.audioMs });
  report(job, stage.id, track, 1);
  parts.emit({ type: 'stage', stage: stage.id, track, state: 'finished' });
  return output;
}

/** Adds an alert to the job and tells the watcher. */
export function raise(job: JobState, alert: Alert): void {
  job.alerts.push(alert);
  job.parts.emit({ type: 'alert', alert });
}

function report(job: JobState, stage: string, track: number, fraction: number): void {
  job.parts.emit({ type: 'progress', progress: job.tracker.update(stage, track, fraction) });
}

function scoped(parts: PipelineParts, prefix: string): StageContext['checkpoints'] {
  return {
    read: (key) => parts.checkpoints.read(`${prefix}/${key}`),
    write: (key, value) => parts.checkpoints.write(`${prefix}/${key}`, value),
  };
}

function restore<Out>(
  value: unknown,
  codec: StageCodec<Out>,
): { readonly output: Out; readonly alerts: readonly Alert[] } | undefined {
  if (typeof value !== 'object' || value === null || !('output' in value) || !('alerts' in value)) return undefined;
  if (!Array.isArray(value.alerts)) return undefined;
  const output = codec.unpack(value.output);
  return output === undefined ? undefined : { output, alerts: value.alerts as Alert[] };
}
