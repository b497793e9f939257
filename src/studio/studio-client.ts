import { setTimeout as sleep } from 'node:timers/promises';
import type { CallInput, CallName, CallOutput } from '../contract/contract.ts';
import type { EventName, StudioEvents } from '../contract/events.ts';
import { type Reply, replyOf } from '../contract/reply.ts';
import type { StudioApi } from '../contract/studio-api.ts';
import { cancelled, toAppError } from '../shared/app-error.ts';
import type { Logger } from '../shared/logger.ts';
import { checkInput } from './check-input.ts';
import { EventBus } from './event-bus.ts';
import { type FreeContext, handlerOf } from './handlers.ts';
import { ownerVanished, type PostedLetter, postLetter, stillAtWork } from './mailbox.ts';
import { Studio } from './studio.ts';
import { freeHandlers } from './tables.ts';

const POLL_MS = 50;
/** An owner that does not take a letter within this time does not serve its mailbox. */
const PATIENCE_MS = 15_000;
/** An owner that took one and lives may need longer for what was asked. */
const WORK_MS = 300_000;

export interface ClientOptions {
  /** Folder of the library. */
  readonly home: string;
  readonly log: Logger;
}

const never = new AbortController().signal;

/**
 * A studio for one question at a time, whoever has the library open: what needs no library is done here; for the rest the
 * library is opened for a moment, or its owner is asked by letter. Errors besides those of the call: `store-locked` when the
 * owner does not answer, and what `openLibrary` throws. Its events are those of the work done here.
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
      : replyOf(() => askOwner(this.#options, signal, name, input)).then((reply) => (reply.ok ? reply.value : reply));
    return asked as Promise<Reply<CallOutput<Name>>>;
  }

  on<Name extends EventName>(name: Name, listener: (event: StudioEvents[Name]) => void): () => void {
    return this.#events.on(name, listener);
  }

  #context(signal: AbortSignal): FreeContext {
    return { ...this.#options, signal, events: this.#events };
  }
}

function isFree(name: CallName): boolean {
  return Object.hasOwn(freeHandlers, name);
}

async function askOwner(
  { home, log }: ClientOptions,
  signal: AbortSignal,
  name: CallName,
  input: unknown,
): Promise<Reply<unknown>> {
  const started = performance.now();
  let letter: PostedLetter | undefined;
  let taken = false;
  for (;;) {
    const reply = await letter?.takeReply();
    if (reply !== undefined) return reply;
    try {
      const studio = await Studio.open({ home, log, patienceMs: 0 });
      try {
        // A letter that its owner took before it ended may have been carried out: twice would be wrong.
        if (letter !== undefined && !(await letter.takeBack())) {
          const late = await letter.takeReply();
          if (late === undefined) throw ownerVanished(home);
          return late;
        }
        return await studio.handle({ name, input }, signal);
      } finally {
        await studio.close();
      }
    } catch (error) {
      if (toAppError(error).code !== 'store-locked') throw error;
      const waited = performance.now() - started;
      if (letter === undefined) {
        if (signal.aborted) throw cancelled(signal.reason);
      } else if (signal.aborted || waited > PATIENCE_MS) {
        // Taken back, nothing will be done; not there any more, the owner has it and will.
        taken ||= !(await letter.takeBack());
        if (!taken) throw signal.aborted ? cancelled(signal.reason) : error;
        if (signal.aborted || waited > WORK_MS) throw stillAtWork(home);
      }
    }
    letter ??= await postLetter(home, { name, input });
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}
