import { rm } from 'node:fs/promises';
import type { VoxlaneDocument } from '../core/document/types.ts';
import type { StageTiming } from '../core/pipeline/parts.ts';
import type { TranscribeEvent, TranscribeInput, TranscribeOutput } from '../engine/protocol/jobs.ts';
import type { Alert } from '../shared/alert.ts';
import { type AppError, toAppError } from '../shared/app-error.ts';
import type { CaptionsChoice } from './apply-captions.ts';
import { finishDocument } from './finish-document.ts';
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
      /** Holds the checkpoints; whoever keeps the result removes it then. */
      readonly jobFolder: string | undefined;
    }
  | { readonly kind: 'failed'; readonly path: string; readonly error: AppError };

export type OneEvent =
  | { readonly type: 'engine'; readonly pid: number | undefined; readonly generation: number }
  | { readonly type: 'engine-restarted'; readonly error: AppError }
  | { readonly type: 'job'; readonly event: TranscribeEvent };

export interface OneRequest {
  readonly input: TranscribeInput;
  /** Where the files go, and which place in the plan this input has. */
  readonly output: OutputPlan;
  readonly index: number;
  /** How often a dead engine is started again for this input. */
  readonly maxRestarts: number;
  /** Captions that become the subtitles. */
  readonly captions?: CaptionsChoice;
}

/**
 * Transcribes one input and writes its files. When the engine process dies it is started again, and the job continues
 * from its checkpoints. Rejects only with `cancelled`.
 */
export async function transcribeOne(
  engine: Engine,
  request: OneRequest,
  signal: AbortSignal,
  on: (event: OneEvent) => void,
): Promise<OneResult> {
  const { path } = request.input;
  const started = performance.now();
  let jobFolder: string | undefined;
  const watch = (event: TranscribeEvent): void => {
    if (event.type === 'job-folder') jobFolder = event.folder;
    on({ type: 'job', event });
  };
  try {
    await checkOutputFolder(path, request.index, request.output);
    const { output, restarts } = await runWithRestart(engine, request, signal, watch, on);
    const { timings, resumedStages } = output;
    const raise = (alert: Alert): void => watch({ type: 'alert', alert });
    const document = await finishDocument(output.document, path, request.captions, raise);
    const files = await writeOutputs(document, path, request.index, request.output);
    const processingMs = Math.round(performance.now() - started);
    return { kind: 'done', path, document, files, processingMs, restarts, timings, resumedStages, jobFolder };
  } catch (error) {
    const appError = toAppError(error);
    if (appError.code === 'cancelled') throw appError;
    return { kind: 'failed', path, error: appError };
  }
}

/** Removes the checkpoints of a job whose result is kept. */
export async function removeCheckpoints(result: OneResult): Promise<void> {
  if (result.kind === 'done' && result.jobFolder !== undefined)
    await rm(result.jobFolder, { recursive: true, force: true });
}

/** True for the errors of an engine process that died over its job. */
export function isEngineDeath(error: AppError): boolean {
  return error.code === 'engine-crashed' || error.code === 'engine-unresponsive';
}

async function runWithRestart(
  engine: Engine,
  request: OneRequest,
  signal: AbortSignal,
  watch: (event: TranscribeEvent) => void,
  on: (event: OneEvent) => void,
): Promise<{ readonly output: TranscribeOutput; readonly restarts: number }> {
  for (let restarts = 0; ; restarts++) {
    try {
      await engine.start();
      on({ type: 'engine', pid: engine.pid, generation: engine.generation });
      return { output: await engine.jobs.transcribe(request.input, { signal, on: watch }), restarts };
    } catch (error) {
      const appError = toAppError(error);
      if (!isEngineDeath(appError) || restarts >= request.maxRestarts || signal.aborted) throw appError;
      on({ type: 'engine-restarted', error: appError });
    }
  }
}
