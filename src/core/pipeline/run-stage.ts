import type { Alert } from '../../shared/alert.ts';
import { type AppError, toAppError } from '../../shared/app-error.ts';
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
  const stored = await findStored(job, place);
  return stored === undefined ? undefined : takeOver(job, place, stored);
}

async function findStored<Out>(
  job: StageHost,
  { id: stage, shelf, codec }: StagePlace<Out>,
): Promise<(StoredOutput<Out> & { readonly earlier: boolean }) | undefined> {
  job.parts.signal.throwIfAborted();
  const { value: stored, damaged, earlier } = await shelf.restore((value) => parseStored(value, codec));
  if (damaged) raise(job, damagedArtifact(stage));
  return stored === undefined ? undefined : { ...stored, earlier };
}

function takeOver<Out>(job: StageHost, { id: stage, track }: StagePlace<Out>, stored: StoredOutput<Out>): Out {
  job.parts.emit({ type: 'stage', stage, track, state: 'resumed' });
  for (const alert of stored.alerts) raise(job, alert);
  skipStage(job, stage, track);
  return stored.output;
}

/**
 * Takes a stage's output over, or runs it. An output of an earlier job that may be bettered is run again over its work; when
 * that fails, it is taken over after all.
 */
export async function runStage<In, Out, Options>(job: StageHost, work: StageWork<In, Out, Options>): Promise<Out> {
  const stored = await findStored(job, work);
  if (stored === undefined) return await carryOut(job, work, false);
  if (stored.work === undefined || !stored.earlier) return takeOver(job, work, stored);
  const { checkpoints } = work.shelf;
  for (const [key, value] of Object.entries(stored.work))
    if ((await checkpoints.read(key)) === undefined) await checkpoints.write(key, value);
  try {
    return await carryOut(job, work, true);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (job.parts.signal.aborted || error.code === 'cancelled') throw error;
    raise(job, againFailed(work.id, error));
    return takeOver(job, work, stored);
  }
}

/** Runs a stage with progress, alerts, positions and timing and keeps what it made. */
async function carryOut<In, Out, Options>(
  job: StageHost,
  work: StageWork<In, Out, Options>,
  again: boolean,
): Promise<Out> {
  const { parts } = job;
  const { id, track, shelf, codec } = work;
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
    again,
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
  if (codec.isFinal?.(output) !== false) {
    const kept = { alerts, output: codec.pack(output) };
    await shelf.keep(codec.again?.isWanted(output) === true ? { ...kept, work: await workOf(work) } : kept);
  }
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

function againFailed(stage: string, { parts }: AppError): Alert {
  return {
    code: 'stage-again-failed',
    severity: 'info',
    stage,
    message: `What an earlier run could not do as it should was to be tried again, and that failed: ${parts.what} Its result was taken over as it was.`,
    values: { reason: parts.what },
  };
}

async function workOf<Out>({ shelf: { checkpoints }, codec }: StagePlace<Out>): Promise<Record<string, unknown>> {
  const work: Record<string, unknown> = {};
  for (const folder of codec.again?.folders ?? [])
    for (const key of await checkpoints.list(folder)) work[key] = await checkpoints.read(key);
  return work;
}

interface StoredOutput<Out> {
  readonly output: Out;
  readonly alerts: readonly Alert[];
  /** Checkpoints to go over again; absent when nothing can be bettered. */
  readonly work: Readonly<Record<string, unknown>> | undefined;
}

function parseStored<Out>(value: unknown, codec: StageCodec<Out>): StoredOutput<Out> | undefined {
  if (typeof value !== 'object' || value === null || !('output' in value) || !('alerts' in value)) return undefined;
  const alerts = parseAlerts(value.alerts);
  const output = codec.unpack(value.output);
  if (output === undefined || alerts === undefined) return undefined;
  const work = codec.again !== undefined && 'work' in value ? parseWork(value.work, codec.again.folders) : undefined;
  return { output, alerts, work };
}

/** Only what could be the stage's own checkpoints; each is checked again by who reads it. */
function parseWork(value: unknown, folders: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const isOwn = (key: string): boolean =>
    folders.includes(key.split('/')[0] ?? '') && /^[a-z-]+\/[a-z0-9-]+$/.test(key);
  return Object.fromEntries(Object.entries(value).filter(([key]) => isOwn(key)));
}
