import type { CallInput, CallName, CallOutput } from '../contract/contract.ts';
import type { EventName, StudioEvents } from '../contract/events.ts';
import { type Reply, replyOf } from '../contract/reply.ts';
import type { StudioApi } from '../contract/studio-api.ts';
import type { Logger } from '../shared/logger.ts';
import { askOwner, type OwnerQuestion } from './ask-owner.ts';
import { checkInput } from './check-input.ts';
import { EventBus } from './event-bus.ts';
import { type FreeContext, handlerOf } from './handlers.ts';
import { freeHandlers } from './tables.ts';

export interface ClientOptions {
  /** Folder of the library. */
  readonly home: string;
  readonly log: Logger;
}

const never = new AbortController().signal;

/**
 * A studio for one question at a time, whoever has the library open: what needs no library is done here; for the rest the
 * library is opened for a moment, or its owner is asked by letter. Errors besides those of the call: `store-locked` when the
 * owner does not answer, and what `openLibrary` throws. Its events are those of the work done here, and how far language
 * models are with what it asked for, wherever they work.
 */
export class StudioClient implements StudioApi {
  readonly #options: ClientOptions;
  readonly #events: EventBus;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#events = new EventBus(options.log);
  }

  call<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    run: { readonly signal?: AbortSignal } = {},
  ): Promise<Reply<CallOutput<Name>>> {
    const signal = run.signal ?? never;
    const asked = isFree(name)
      ? replyOf(() => handlerOf<FreeContext>(freeHandlers, name)(checkInput(name, input), this.#context(signal)))
      : replyOf(() => askOwner(this.#question(signal), name, input)).then((reply) => (reply.ok ? reply.value : reply));
    return asked as Promise<Reply<CallOutput<Name>>>;
  }

  on<Name extends EventName>(name: Name, listener: (event: StudioEvents[Name]) => void): () => void {
    return this.#events.on(name, listener);
  }

  #question(signal: AbortSignal): OwnerQuestion {
    return { ...this.#options, signal, onProgress: (progress) => this.#events.emit('language', progress) };
  }

  #context(signal: AbortSignal): FreeContext {
    return { ...this.#options, signal, events: this.#events };
  }
}

function isFree(name: CallName): boolean {
  return Object.hasOwn(freeHandlers, name);
}
