import { llmChoiceId, type LocalLlm } from '../../../core/llm/llm-choice.ts';
import type { LlmCapabilities, LlmEngine, LlmReply, LlmRequest } from '../../../core/ports/llm.ts';
import { cancelled, toAppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { type LocalLlmEngine, type LocalLlmOptions, usualCapabilities } from './local-llm.ts';

export type StepListener = NonNullable<LocalLlmOptions['onStep']>;

/** A model that is in memory, or about to be. */
export interface WarmModel {
  readonly engine: LocalLlmEngine;
  /** Pieces of work that use it now: each is told what the model goes on without. */
  readonly users: Set<StepListener>;
  /** It ends with its last user: what it was opened with does not hold any more, or it failed. */
  isStale: boolean;
  idle: { readonly end: NodeJS.Timeout; readonly look: NodeJS.Timeout } | undefined;
}

interface Lender {
  take(): Promise<WarmModel>;
  giveBack(model: WarmModel): void;
}

/** Errors that say nothing against the model. */
const NO_FAULT: readonly ErrorCode[] = ['cancelled', 'llm-context-overflow'];

/** A model of this computer that several pieces of work use, as one of them sees it. It is taken with the first call. */
export class LentLlm implements LlmEngine {
  readonly id: string;
  readonly #choice: LocalLlm;
  readonly #lender: Lender;
  readonly #stop = new AbortController();
  readonly #asked = new Set<Promise<unknown>>();
  #taken: Promise<WarmModel> | undefined;
  #calls = 0;

  constructor(choice: LocalLlm, lender: Lender) {
    this.id = llmChoiceId(choice);
    this.#choice = choice;
    this.#lender = lender;
  }

  get capabilities(): LlmCapabilities {
    return usualCapabilities(this.#choice);
  }

  complete(
    request: LlmRequest,
    signal: AbortSignal,
    onText: (text: string) => void = () => undefined,
  ): Promise<LlmReply> {
    const number = ++this.#calls;
    const either = AbortSignal.any([signal, this.#stop.signal]);
    const asked: Promise<LlmReply> = this.#ask(request, number, either, onText).finally(() =>
      this.#asked.delete(asked),
    );
    this.#asked.add(asked);
    return asked;
  }

  /** Stops its own calls and gives the model back; whoever else uses it is not disturbed. */
  async dispose(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#asked);
    const taken = this.#taken;
    this.#taken = undefined;
    // What could not be taken has told whoever asked.
    const model = await taken?.catch(() => undefined);
    if (model !== undefined) this.#lender.giveBack(model);
  }

  async #ask(
    request: LlmRequest,
    number: number,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<LlmReply> {
    if (signal.aborted) throw cancelled(signal.reason);
    this.#taken ??= this.#lender.take();
    const model = await this.#taken;
    try {
      return await model.engine.ask({ request, number, signal, onText });
    } catch (thrown) {
      const error = toAppError(thrown);
      // Whoever asks next begins anew, with all the memory that there is then.
      if (!NO_FAULT.includes(error.code)) model.isStale = true;
      throw error;
    }
  }
}
