import { rm } from 'node:fs/promises';
import type { Downgrade } from '../core/devices/downgrade.ts';
import type { VoxlaneDocument } from '../core/document/types.ts';
import type { Position, StageTiming } from '../core/pipeline/parts.ts';
import { steadyProgress } from '../core/pipeline/steady-progress.ts';
import type { StageArtifact, TranscribeEvent, TranscribeInput, TranscribeOutput } from '../engine/protocol/jobs.ts';
import type { Alert } from '../shared/alert.ts';
import type { NativeWarning } from '../shared/native-warnings.ts';
import { type AppError, cancelled, toAppError } from '../shared/app-error.ts';
import type { CaptionsChoice } from './apply-captions.ts';
import { finishDocument } from './finish-document.ts';
import { nativeAlert } from './native-alert.ts';
import type { Engine } from './start-engine.ts';
import { checkOutputFolder, type OutputPlan, type WrittenFile, writeOutputs } from './write-outputs.ts';

/** One input's outcome; a failed input never ends the work on others. */
export type OneResult =
  | {
      readonly kind: 'done';
      readonly path: string;
      readonly document: VoxlaneDocument;
      readonly files: readonly WrittenFile[];
      readonly processingMs: number;
      readonly restarts: number;
      readonly timings: readonly StageTiming[];
      /** Stages whose result was there from an earlier run. */
      readonly resumedStages: readonly string[];
      /** They hold unfinished work and outputs of stages; whoever keeps the result removes them then. */
      readonly workFolders: readonly string[];
      /** Outputs of stages that the result was made of. */
      readonly artifacts: readonly StageArtifact[];
      /** Most memory the engine had in use, in bytes. */
      readonly peakRssBytes: number;
      /** Steps down to another device or to smaller batches. */
      readonly downgrades: readonly Downgrade[];
      /** What native code printed, each text once. */
      readonly nativeWarnings: readonly NativeWarning[];
    }
  | {
      readonly kind: 'failed';
      readonly path: string;
      readonly error: AppError;
      /** Where the engine was when it died for the last time, if that is why. */
      readonly position?: Position;
    };

export type OneEvent =
  | { readonly type: 'engine'; readonly pid: number | undefined; readonly generation: number }
  | {
      readonly type: 'engine-restarted';
      readonly error: AppError;
      /** Where the engine was when it died; absent when it had not begun. */
      readonly position?: Position;
    }
  | { readonly type: 'job'; readonly event: TranscribeEvent };

export interface OneRequest {
  readonly input: TranscribeInput;
  /** Where the files go, and which place in the plan this input has. */
  readonly output: OutputPlan;
  readonly index: number;
  /** How often a dead engine is started again for this input. */
  readonly maxRestarts: number;
  /** Asked before each of those restarts; without it all are made as they are. `position` is where the engine died. */
  readonly onDeath?: (error: AppError, position: Position | undefined) => DeathAnswer;
  /** Overall fraction that an earlier attempt got to: progress starts there. */
  readonly progressFloor?: number;
  /** Captions that become the subtitles. */
  readonly captions?: CaptionsChoice;
  /** Last change of the document before it is written, given the outputs of stages that it was made of. Never rejects. */
  readonly complete?: (document: VoxlaneDocument, outputs: readonly StageArtifact[]) => Promise<VoxlaneDocument>;
}

/** What to do about a dead engine: `isolate` starts it again and decodes the windows it died over one at a time. */
export type DeathAnswer = 'restart' | 'isolate' | 'give-up';

/**
 * Transcribes one input and writes its files. When the engine process dies it is started again, and the job continues
 * from what is stored. Fractions in progress events never fall, over restarts too. Rejects only with `cancelled`.
 */
export async function transcribeOne(
  engine: Engine,
  request: OneRequest,
  signal: AbortSignal,
  on: (event: OneEvent) => void,
): Promise<OneResult> {
  const { path } = request.input;
  const started = performance.now();
  const seen = watchJob(request, on);
  try {
    await checkOutputFolder(path, request.index, request.output);
    const { output, restarts } = await runWithRestart(engine, request, signal, seen, on);
    const { timings, resumedStages, peakRssBytes, downgrades } = output;
    const nativeWarnings = await takeNativeWarnings(engine, seen);
    const raise = (alert: Alert): void => seen.watch({ type: 'alert', alert });
    const finished = await finishDocument(output.document, path, request.captions, raise);
    const document = (await request.complete?.(finished, [...seen.artifacts.values()])) ?? finished;
    for (const added of document.alerts) if (!finished.alerts.includes(added)) raise(added);
    // Names may have taken a while: what was stopped replaces no earlier files.
    signal.throwIfAborted();
    const files = await writeOutputs(document, path, request.index, request.output);
    const processingMs = Math.round(performance.now() - started);
    const kept = { workFolders: [...seen.workFolders], artifacts: [...seen.artifacts.values()] };
    const measured = { processingMs, restarts, timings, resumedStages, peakRssBytes, downgrades, nativeWarnings };
    return { kind: 'done', path, document, files, ...measured, ...kept };
  } catch (error) {
    const appError = toAppError(error);
    await takeNativeWarnings(engine, seen);
    // A stop reaches the whole process group, so the engine may have died of it before it was told.
    if (signal.aborted) throw cancelled(signal.reason);
    if (appError.code === 'cancelled') throw appError;
    const where = isEngineDeath(appError) ? seen.position : undefined;
    return { kind: 'failed', path, error: appError, ...(where === undefined ? {} : { position: where }) };
  }
}

/** Removes the unfinished work of a job whose result is kept. */
export async function removeCheckpoints(result: OneResult): Promise<void> {
  if (result.kind !== 'done') return;
  for (const folder of result.workFolders) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch((cause: unknown) => {
      // Another job at work in the same folder removes it when it is done.
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOTEMPTY')) throw cause;
    });
  }
}

/** True for the errors of an engine process that died over its job. */
export function isEngineDeath(error: AppError): boolean {
  return error.code === 'engine-crashed' || error.code === 'engine-unresponsive';
}

/** Takes what native code printed for this input, and tells of it. */
async function takeNativeWarnings(engine: Engine, seen: Seen): Promise<readonly NativeWarning[]> {
  const warnings = await engine.takeNativeWarnings();
  for (const alert of nativeAlert(warnings)) seen.watch({ type: 'alert', alert });
  return warnings;
}

/** What the events of one input said so far, over all its engines. */
interface Seen {
  readonly workFolders: Set<string>;
  readonly artifacts: Map<string, StageArtifact>;
  position: Position | undefined;
  watch(event: TranscribeEvent): void;
}

function watchJob(request: OneRequest, on: (event: OneEvent) => void): Seen {
  const steady = steadyProgress(request.progressFloor);
  return {
    workFolders: new Set(),
    artifacts: new Map(),
    position: undefined,
    watch(event) {
      if (event.type === 'work-folder') this.workFolders.add(event.folder);
      if (event.type === 'artifact') {
        const { key, hash, path, stage, track, bytes } = event;
        this.artifacts.set(key, { key, hash, path, stage, track, bytes });
      }
      if (event.type === 'position') {
        const { stage, track, windows } = event;
        this.position = { stage, track, ...(windows === undefined ? {} : { windows }) };
      }
      on({ type: 'job', event: event.type === 'progress' ? { ...event, progress: steady(event.progress) } : event });
    },
  };
}

async function runWithRestart(
  engine: Engine,
  request: OneRequest,
  signal: AbortSignal,
  seen: Seen,
  on: (event: OneEvent) => void,
): Promise<{ readonly output: TranscribeOutput; readonly restarts: number }> {
  let { input } = request;
  for (let restarts = 0; ; restarts++) {
    seen.position = undefined;
    try {
      await engine.start();
      on({ type: 'engine', pid: engine.pid, generation: engine.generation });
      const output = await engine.jobs.transcribe(input, { signal, on: (event) => seen.watch(event) });
      return { output, restarts };
    } catch (error) {
      const appError = toAppError(error);
      const { position } = seen;
      if (!isEngineDeath(appError) || restarts >= request.maxRestarts || signal.aborted) throw appError;
      const answer = request.onDeath?.(appError, position) ?? 'restart';
      if (answer === 'give-up') throw appError;
      input = { ...isolating(input, position, answer === 'isolate'), afterDeath: true };
      on({ type: 'engine-restarted', error: appError, ...(position === undefined ? {} : { position }) });
    }
  }
}

/**
 * The same input with the windows of a position decoded alone, last of those of this track that are: whatever dies there
 * again has let its neighbours finish. Without `anew` only windows of a track that is isolated already.
 */
function isolating(input: TranscribeInput, position: Position | undefined, anew: boolean): TranscribeInput {
  const windows = position?.windows;
  if (position === undefined || windows === undefined) return input;
  const { isolate } = input;
  const same = isolate?.stage === position.stage && isolate.track === position.track;
  if (!same && !anew) return input;
  const others = same ? (isolate.windows ?? []).filter((window) => !windows.includes(window)) : [];
  return { ...input, isolate: { ...position, windows: [...others, ...windows] } };
}
