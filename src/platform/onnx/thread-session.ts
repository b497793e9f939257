import { Worker } from 'node:worker_threads';
import type { InferenceSession, SessionOptions, Tensor, TensorInfo } from '../../core/ports/inference.ts';
import { AppError, type ErrorData, toAppError } from '../../shared/app-error.ts';

/** What the thread is asked. */
export interface ThreadRequest {
  readonly id: number;
  readonly feeds: Readonly<Record<string, Tensor>>;
  readonly fetches: readonly string[] | undefined;
}

/** What the thread answers: first its model's interface, then one answer for each request. */
export type ThreadAnswer =
  | { readonly kind: 'ready'; readonly inputs: readonly TensorInfo[]; readonly outputs: readonly TensorInfo[] }
  | { readonly kind: 'result'; readonly id: number; readonly result: Record<string, Tensor> }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorData };

/** Most time a model may take to load, and over one run; a thread that hangs is out of sight of the process's heartbeat. */
const LOAD_MS = 120_000;
const RUN_MS = 600_000;

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: AppError) => void;
}

/**
 * A session on a thread of its own, so that several run at the same time: the library works on the thread that calls it. Input
 * in shared memory is not copied on the way. Always on the processor. Throws what loading and running throw elsewhere.
 */
export async function loadOnThread(path: string, options: SessionOptions): Promise<InferenceSession> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const thread = new Worker(new URL(`./thread-session-entry.${extension}`, import.meta.url), {
    workerData: { path, threads: options.threads },
    execArgv: [],
  });
  const waiting = new Map<number, Deferred<Record<string, Tensor>>>();
  let next = 0;
  let ended: AppError | undefined;
  const started = deferred<Extract<ThreadAnswer, { kind: 'ready' }>>();
  const end = (error: AppError): void => {
    ended ??= error;
    started.reject(ended);
    for (const pending of waiting.values()) pending.reject(ended);
    waiting.clear();
  };
  const within = (ms: number, what: string): NodeJS.Timeout =>
    setTimeout(() => {
      end(threadEnded(path, `${what} took more than ${ms / 1000} s`));
      void thread.terminate();
    }, ms);
  const timer = within(LOAD_MS, 'loading it');
  thread.on('message', (answer: ThreadAnswer) => {
    if (answer.kind === 'ready') started.resolve(answer);
    else if (answer.kind === 'failed' && answer.id < 0) end(AppError.fromData(answer.error));
    else {
      const pending = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.kind === 'result') pending?.resolve(answer.result);
      else pending?.reject(AppError.fromData(answer.error));
    }
  });
  thread.on('error', (error) => end(toAppError(error)));
  thread.on('exit', (code) => end(threadEnded(path, `its thread ended with code ${code}`)));
  const { inputs, outputs } = await started.promise.finally(() => clearTimeout(timer));
  return {
    inputs,
    outputs,
    run(feeds, fetches) {
      if (ended !== undefined) return Promise.reject(ended);
      const id = next;
      next += 1;
      const answer = deferred<Record<string, Tensor>>();
      waiting.set(id, answer);
      thread.postMessage({ id, feeds: plain(feeds), fetches } satisfies ThreadRequest);
      const late = within(RUN_MS, 'a run');
      return answer.promise.finally(() => clearTimeout(late));
    },
    async dispose() {
      await thread.terminate();
    },
  };
}

function deferred<T>(): Deferred<T> {
  let settle: Omit<Deferred<T>, 'promise'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, resolve: (value) => settle?.resolve(value), reject: (error) => settle?.reject(error) };
}

/** Tensors without the methods of the library, which cannot be sent. */
function plain(feeds: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, { type, dims, data }]) => [name, { type, dims: [...dims], data }]),
  );
}

function threadEnded(path: string, why: string): AppError {
  return new AppError('inference-failed', {
    what: `The model ${path} stopped: ${why}.`,
    meaning: 'The stage it belongs to cannot go on.',
    action: 'Run again; if it stays, run `voxlane doctor`.',
  });
}
