import { type LocalLlm, llmChoiceId } from '../../../core/llm/llm-choice.ts';
import { type LocalRung, localRungs } from '../../../core/llm/local-rungs.ts';
import type { LlmCapabilities, LlmEngine, LlmReply, LlmRequest } from '../../../core/ports/llm.ts';
import type { WorkerSpec } from '../../../engine/host/worker-process.ts';
import { workCores } from '../../../platform/system/cores.ts';
import { type AppError, cancelled, toAppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { findLocalLlm, type LocalLlmFile } from './find-local-llm.ts';
import { llmNeedBytes } from './llm-memory.ts';
import { LlmProcess } from './llm-process.ts';
import { llmWorkers } from './llm-workers.ts';

/** The model goes on with less, and why. */
export interface LocalLlmStep {
  readonly from: LocalRung;
  readonly to: LocalRung;
  readonly error: AppError;
}

export interface LocalLlmOptions {
  /** Where installed models are looked for. */
  readonly modelFolders: readonly string[];
  /** False never tries a GPU. */
  readonly gpu?: boolean;
  readonly onStep?: (step: LocalLlmStep) => void;
  /** How its process is started; this host's way when left out. */
  readonly workers?: WorkerSpec;
}

/** Room for a batch of 30 lines, what is said around it and its translation. */
const USUAL_CONTEXT = 8192;
/** After these less may help: memory ran out, or the process ended while it worked, which may be the same. */
const STEPS_DOWN: readonly ErrorCode[] = [
  'out-of-memory',
  'inference-failed',
  'engine-crashed',
  'engine-unresponsive',
  'engine-start-failed',
];

/**
 * A language model of this computer, in a process of its own that starts with the first call and ends with `dispose`. Calls
 * run one after the other. Where memory is short or the process dies, the call is repeated with less: see `localRungs`.
 * Beside what `LlmEngine.complete` names, calls reject with `model-missing`, `model-corrupt`, `model-unsupported` or
 * `tool-missing`, and with the last error when nothing smaller is left.
 */
export class LocalLlmEngine implements LlmEngine {
  readonly id: string;
  readonly #choice: LocalLlm;
  readonly #options: LocalLlmOptions;
  readonly #process: LlmProcess;
  readonly #stop = new AbortController();
  #file: Promise<LocalLlmFile> | undefined;
  #rungs: readonly LocalRung[] = [];
  #place = 0;
  #calls = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(choice: LocalLlm, options: LocalLlmOptions) {
    this.id = llmChoiceId(choice);
    this.#choice = choice;
    this.#options = options;
    this.#process = new LlmProcess(options.workers ?? llmWorkers(), workCores());
  }

  get capabilities(): LlmCapabilities {
    const wanted = this.#rungs[this.#place]?.contextTokens ?? this.#choice.contextTokens ?? USUAL_CONTEXT;
    return { contextTokens: this.#process.opened?.contextTokens ?? wanted, concurrency: 1, local: true };
  }

  /** The process that has the model in memory. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  complete(
    request: LlmRequest,
    signal: AbortSignal,
    onText: (text: string) => void = () => undefined,
  ): Promise<LlmReply> {
    const either = AbortSignal.any([signal, this.#stop.signal]);
    const turn = this.#last.then(() => this.#complete(request, either, onText));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async dispose(): Promise<void> {
    this.#stop.abort();
    await this.#last;
    await this.#process.dispose();
  }

  async #complete(request: LlmRequest, signal: AbortSignal, onText: (text: string) => void): Promise<LlmReply> {
    const seed = ++this.#calls;
    for (;;) {
      if (signal.aborted) throw cancelled(signal.reason);
      const file = await this.#found();
      try {
        const rung = this.#rungs[this.#place];
        await this.#process.open(rung, file.bytes, llmNeedBytes(file.bytes, file.facts, rung.contextTokens), signal);
        let text = '';
        return await this.#process.complete(request, seed, signal, (chunk) => onText((text += chunk)));
      } catch (thrown) {
        if (signal.aborted) throw cancelled(signal.reason);
        await this.#stepDown(toAppError(thrown));
      }
    }
  }

  /** Looked for once it is needed, and again as long as it was not found. */
  async #found(): Promise<LocalLlmFile> {
    this.#file ??= findLocalLlm(this.#choice, this.#options.modelFolders);
    let file: LocalLlmFile;
    try {
      file = await this.#file;
    } catch (error) {
      this.#file = undefined;
      throw error;
    }
    if (this.#rungs.length === 0) {
      const contextTokens = this.#choice.contextTokens ?? USUAL_CONTEXT;
      const gpu = this.#options.gpu === false ? false : 'auto';
      this.#rungs = localRungs({ path: file.path, contextTokens, gpu }, file.smaller);
    }
    return file;
  }

  /** Goes to the next rung, or throws what cannot be helped. */
  async #stepDown(error: AppError): Promise<void> {
    const from = this.#rungs[this.#place];
    const device = this.#process.opened?.device;
    let next = this.#place + 1;
    // Taking away a GPU that was not used frees nothing.
    if (device === 'cpu' && this.#rungs[next]?.path === from.path && this.#rungs[next]?.gpu !== from.gpu) next++;
    const to = this.#rungs[next];
    if (to === undefined || !STEPS_DOWN.includes(error.code)) throw error;
    await this.#process.stop();
    this.#place = next;
    this.#options.onStep?.({ from, to, error });
  }
}
