import type { Alert } from '../../shared/alert.ts';
import type { Stage, StageContext } from '../ports/stage.ts';
import type { StageShelf } from '../ports/stage-shelf.ts';
import type { PipelineParts, Position, StageProvider, StageTiming } from './parts.ts';
import type { ProgressTracker } from './progress-tracker.ts';
import { parseAlerts, type StageCodec } from './stage-codecs.ts';

/** Bookkeeping shared by all stages of one job. */
export interface JobState extends StageHost {
  readonly parts: PipelineParts;
}

/** What running a stage needs. */
export interface StageHost {
  readonly parts: Pick<PipelineParts, 'clock' | 'log' | 'signal' | 'emit' | 'flushed'>;
  readonly tracker: ProgressTracker;
  readonly alerts: Alert[];
  readonly timings: StageTiming[];
}

/** A stage over one track: where its output is kept and how it is read. */
export interface StagePlace<Out> {
  readonly id: string;
  readonly track: number;
  readonly shelf: StageShelf;
  readonly codec: StageCodec<Out>;
}

export interface StageWork<In, Out, Options> extends StagePlace<Out> {
  /** Called only when the output is not there yet. */
  readonly load: () => Promise<Stage<In, Out, Options>>;
  readonly input: In;
  readonly options: Options;
  readonly audioMs: number;
  readonly by: Pick<StageTiming, 'model' | 'engine' | 'device'> &
    Pick<StageProvider<never, unknown, never>, 'takeAlerts'>;
}

/**
 * Takes over a finished output together with its alerts, so that a resumed job ends with the same result; `undefined`
 * when there is none. A damaged copy in the library becomes an alert.
 */
export async function restoreStage<Out>(job: StageHost, place: StagePlace<Out>): Promise<Out | undefined> {
  const { id: stage, track, shelf, codec } = place;
  job.parts.signal.throwIfAborted();
  const { value: stored, damaged } = await shelf.restore((value) => parseStored(value, codec));
  if (damaged) raise(job, damagedArtifact(stage));
  if (stored === undefined) return undefined;
  job.parts.emit({ type: 'stage', stage, track, state: 'resumed' });
  for (const alert of stored.alerts) raise(job, alert);
  skipStage(job, stage, track);
  return stored.output;
}

/** Takes a stage's output over, or runs it with progress, alerts, positions and timing and keeps what it made. */
export async function runStage<In, Out, Options>(job: StageHost, work: StageWork<In, Out, Options>): Promise<Out> {
  const { parts } = job;
  const { id, track, shelf, codec } = work;
  const restored = await restoreStage(job, work);
  if (restored !== undefined) return restored;
  parts.emit({ type: 'stage', stage: id, track, state: 'started' });
  await takePosition(job, { stage: id, track });
  const stage = await work.load();
  const started = parts.clock.nowMs();
  report(job, id, track, 0, 0);
  const alerts: Alert[] = [];
  let restoredShare = 0;
  const context: StageContext = {
    signal: parts.signal,
    log: parts.log,
    checkpoints: shelf.checkpoints,
    progress(fraction, share = 0) {
      restoredShare = Math.min(1, Math.max(restoredShare, share));
      report(job, id, track, fraction, restoredShare);
    },
    position: (windows) => takePosition(job, { stage: id, track, windows }),
    heard: (text, startMs, endMs) => parts.emit({ type: 'text', track, startMs, endMs, text }),
    alert(alert) {
      const full = { stage: id, ...alert };
      alerts.push(full);
      raise(job, full);
    },
  };
  const output = await stage.run(work.input, work.options, context).finally(() => {
    for (const alert of work.by.takeAlerts?.() ?? []) context.alert(alert);
  });
  if (codec.isFinal?.(output) !== false) await shelf.keep({ alerts, output: codec.pack(output) });
  const audioMs = work.audioMs * (1 - restoredShare);
  const { model, engine, device } = work.by;
  job.timings.push({ stage: id, model, engine, device, processingMs: parts.clock.nowMs() - started, audioMs });
  report(job, id, track, 1, restoredShare);
  parts.emit({ type: 'stage', stage: id, track, state: 'finished' });
  return output;
}

/** Adds an alert to the job and tells the watcher. */
export function raise(job: StageHost, alert: Alert): void {
  job.alerts.push(alert);
  job.parts.emit({ type: 'alert', alert });
}

/** Marks a stage as done without work. */
export function skipStage(job: StageHost, stage: string, track: number): void {
  job.parts.emit({ type: 'progress', progress: job.tracker.skip(stage, track) });
}

/** A native crash right after would take an event that is still queued with it, so the event is waited for. */
async function takePosition(job: StageHost, position: Position): Promise<void> {
  job.parts.emit({ type: 'position', ...position });
  await job.parts.flushed();
}

function report(job: StageHost, stage: string, track: number, fraction: number, restored: number): void {
  job.parts.emit({ type: 'progress', progress: job.tracker.update(stage, track, fraction, restored) });
}

/** What is said when the library's copy of a stored output is not what it should be. */
export function damagedArtifact(stage: string): Alert {
  return {
    code: 'artifact-damaged',
    severity: 'info',
    stage,
    message: 'A stored result of an earlier run is damaged or gone; it was not used.',
    values: {},
  };
}

function parseStored<Out>(
  value: unknown,
  codec: StageCodec<Out>,
): { readonly output: Out; readonly alerts: readonly Alert[] } | undefined {
  if (typeof value !== 'object' || value === null || !('output' in value) || !('alerts' in value)) return undefined;
  const alerts = parseAlerts(value.alerts);
  const output = codec.unpack(value.output);
  return output === undefined || alerts === undefined ? undefined : { output, alerts };
}
