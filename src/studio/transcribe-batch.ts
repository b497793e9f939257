import { rm } from 'node:fs/promises';
import type { VoxlaneDocument } from '../core/document/types.ts';
import type { TranscribeEvent, TranscribeInput, TranscribeOutput } from '../engine/protocol/jobs.ts';
import { type AppError, toAppError } from '../shared/app-error.ts';
import type { Engine } from './start-engine.ts';
import type { CollectedInput } from './collect-inputs.ts';
import { checkOutputFolder, type WrittenFile, writeOutputs, type OutputPlan } from './write-outputs.ts';

/** One input's outcome; a failed input never ends the batch. */
export type BatchResult =
  | {
      readonly kind: 'done';
      readonly path: string;
      readonly document: VoxlaneDocument;
      readonly files: readonly WrittenFile[];
      readonly processingMs: number;
      readonly restarts: number;
    }
  | { readonly kind: 'failed'; readonly path: string; readonly error: AppError };

/** What a batch tells its watcher, with the input it belongs to. */
export type BatchEvent = { readonly path: string; readonly index: number; readonly total: number } & (
  | { readonly type: 'input-started' }
  | { readonly type: 'engine'; readonly pid: number | undefined; readonly generation: number }
  | { readonly type: 'engine-restarted'; readonly error: AppError }
  | { readonly type: 'job'; readonly event: TranscribeEvent }
  | { readonly type: 'input-finished'; readonly result: BatchResult }
);

export interface BatchRequest {
  readonly inputs: readonly CollectedInput[];
  readonly job: Omit<TranscribeInput, 'path'>;
  readonly output: OutputPlan;
}

/** A worker that dies twice over one file is not the worker's fault alone: the file fails and the batch goes on. */
const MAX_RESTARTS = 1;

/**
 * Transcribes inputs one after the other on one engine and writes their files. When the engine process dies, it is
 * started once more and the job continues from its checkpoints. Rejects only with `cancelled`.
 */
export async function transcribeBatch(
  engine: Engine,
  request: BatchRequest,
  signal: AbortSignal,
  on: (event: BatchEvent) => void,
): Promise<BatchResult[]> {
  const results: BatchResult[] = [];
  const total = request.inputs.length;
  for (const [index, input] of request.inputs.entries()) {
    const about = { path: input.path, index, total };
    on({ ...about, type: 'input-started' });
    const result =
      input.kind === 'refused'
        ? ({ kind: 'failed', path: input.path, error: input.error } as const)
        : await transcribeOne(engine, request, index, signal, (event) => on({ ...about, ...event }));
    results.push(result);
    on({ ...about, type: 'input-finished', result });
  }
  return results;
}

type OneEvent =
  | { readonly type: 'engine'; readonly pid: number | undefined; readonly generation: number }
  | { readonly type: 'engine-restarted'; readonly error: AppError }
  | { readonly type: 'job'; readonly event: TranscribeEvent };

async function transcribeOne(
  engine: Engine,
  request: BatchRequest,
  index: number,
  signal: AbortSignal,
  on: (event: OneEvent) => void,
): Promise<BatchResult> {
  const path = request.inputs[index].path;
  const started = performance.now();
  let jobFolder: string | undefined;
  const watch = (event: TranscribeEvent): void => {
    if (event.type === 'job-folder') jobFolder = event.folder;
    on({ type: 'job', event });
  };
  try {
    await checkOutputFolder(path, index, request.output);
    const { output, restarts } = await runWithRestart(engine, { ...request.job, path }, signal, watch, on);
    const files = await writeOutputs(output.document, path, index, request.output);
    if (jobFolder !== undefined) await rm(jobFolder, { recursive: true, force: true });
    const processingMs = Math.round(performance.now() - started);
    return { kind: 'done', path, document: output.document, files, processingMs, restarts };
  } catch (error) {
    const appError = toAppError(error);
    if (appError.code === 'cancelled') throw appError;
    return { kind: 'failed', path, error: appError };
  }
}

async function runWithRestart(
  engine: Engine,
  input: TranscribeInput,
  signal: AbortSignal,
  watch: (event: TranscribeEvent) => void,
  on: (event: OneEvent) => void,
): Promise<{ readonly output: TranscribeOutput; readonly restarts: number }> {
  for (let restarts = 0; ; restarts++) {
    try {
      await engine.start();
      on({ type: 'engine', pid: engine.pid, generation: engine.generation });
      return { output: await engine.jobs.transcribe(input, { signal, on: watch }), restarts };
    } catch (error) {
      const appError = toAppError(error);
      const died = appError.code === 'engine-crashed' || appError.code === 'engine-unresponsive';
      if (!died || restarts >= MAX_RESTARTS || signal.aborted) throw appError;
      on({ type: 'engine-restarted', error: appError });
    }
  }
}
