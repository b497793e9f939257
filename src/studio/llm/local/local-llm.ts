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
import { Turns } from './turns.ts';

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

/** One question to the model. */
interface LocalCall {
  readonly request: LlmRequest;
  /** The number of the question in its piece of work, from 1: the same piece gets the same answers, whatever came before it. */
  readonly number: number;
  readonly signal: AbortSignal;
  /** Told what has come so far. */
  readonly onText: (text: string) => void;
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
  readonly #turns = new Turns();
  #file: LocalLlmFile | undefined;
  #rungs: readonly LocalRung[] = [];
  #place = 0;
  #calls = 0;

  constructor(choice: LocalLlm, options: LocalLlmOptions) {
    this.id = llmChoiceId(choice);
    this.#choice = choice;
    this.#options = options;
    this.#process = new LlmProcess(options.workers ?? llmWorkers(), workCores());
  }

  get capabilities(): LlmCapabilities {
    const wanted = this.#rungs[this.#place]?.contextTokens;
    const usual = usualCapabilities(this.#choice);
    return { ...usual, contextTokens: this.#process.opened?.contextTokens ?? wanted ?? usual.contextTokens };
  }

  /** The process that has the model in memory. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Whether the model is in memory now. */
  get isLoaded(): boolean {
    return this.#process.opened !== undefined;
  }

  /** Whether another process waits for the GPU that the model is on. */
  get isWanted(): boolean {
    return this.#process.isWanted;
  }

  /** Says whether the model is only held in case it is asked again: it counts as free memory for others then. */
  yields(on: boolean): void {
    this.#process.yields(on);
  }

  complete(
    request: LlmRequest,
    signal: AbortSignal,
    onText: (text: string) => void = () => undefined,
  ): Promise<LlmReply> {
    return this.ask({ request, number: ++this.#calls, signal, onText });
  }

  /** As `complete`, for one of several pieces of work that share the model. */
  ask(call: LocalCall): Promise<LlmReply> {
    const signal = AbortSignal.any([call.signal, this.#stop.signal]);
    return this.#turns.take(signal, () => this.#answer({ ...call, signal }));
  }

  async dispose(): Promise<void> {
    this.#stop.abort();
    await this.#turns.over();
    await this.#process.dispose();
  }

  async #answer({ request, number, signal, onText }: LocalCall): Promise<LlmReply> {
    const isFirst = number === 1;
    if (isFirst) await this.#find();
    for (;;) {
      if (signal.aborted) throw cancelled(signal.reason);
      const file = this.#file ?? (await this.#find());
      try {
        const rung = this.#rungs[this.#place];
        await this.#process.open(rung, file.bytes, llmNeedBytes(file.bytes, file.facts, rung.contextTokens), signal);
        let text = '';
        return await this.#process.complete(request, number, isFirst, signal, (chunk) => onText((text += chunk)));
      } catch (thrown) {
        if (signal.aborted) throw cancelled(signal.reason);
        await this.#stepDown(toAppError(thrown));
      }
    }
  }

  /** Looks for the file, once for a piece of work: another one may be in its place, which is then loaded anew. */
  async #find(): Promise<LocalLlmFile> {
    const before = this.#file;
    const file = await findLocalLlm(this.#choice, this.#options.modelFolders);
    const isSame = before?.path === file.path && before.bytes === file.bytes && before.changedMs === file.changedMs;
    this.#file = file;
    if (isSame) return file;
    const contextTokens = this.#choice.contextTokens ?? USUAL_CONTEXT;
    const gpu = this.#options.gpu === false ? false : 'auto';
    this.#rungs = localRungs({ path: file.path, contextTokens, gpu }, file.smaller);
    this.#place = 0;
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

/** What a model of this computer can do as far as is known before it is loaded. */
export function usualCapabilities({ contextTokens = USUAL_CONTEXT }: LocalLlm): LlmCapabilities {
  return { contextTokens, concurrency: 1, local: true };
}
