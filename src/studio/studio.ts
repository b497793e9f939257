import { type CallInput, type CallName, type CallOutput, isCallName } from '../contract/contract.ts';
import type { EventName, StudioEvents } from '../contract/events.ts';
import type { JobOutcome } from '../contract/job-events.ts';
import { type Reply, replyOf } from '../contract/reply.ts';
import type { StudioApi } from '../contract/studio-api.ts';
import type { Settings } from '../core/settings/schema.ts';
import { workCores } from '../platform/system/cores.ts';
import { usableMemory } from '../platform/system/machine.ts';
import { settlesWithin } from '../engine/host/settles-within.ts';
import { cancelled } from '../shared/app-error.ts';
import type { Logger } from '../shared/logger.ts';
import { checkInput, unknownCall } from './check-input.ts';
import { EventBus } from './event-bus.ts';
import { type HandlerContext, handlerOf } from './handlers.ts';
import { rememberEdited } from './language/library-memory.ts';
import { type Letter, type LetterRun, serveMailbox } from './mailbox.ts';
import type { MediaFile } from './media/media-tokens.ts';
import { EnginePool } from './queue/engine-pool.ts';
import { type Library, openLibraryPatiently, sweepLibrary } from './queue/library.ts';
import { type MachinePlan, planMachine } from './queue/plan-machine.ts';
import { type QueueWork, runQueue } from './queue/run-queue.ts';
import { sweepUploads } from './uploads/remove-uploads.ts';
import { refuseRemoteJobs } from './remote-asr/refuse-unagreed.ts';
import { refuseLlmJobs } from './language/refuse-llm-jobs.ts';
import { refuseOffline } from './refuse-offline.ts';
import { readSettings } from './settings/settings.ts';
import { startEngine } from './start-engine.ts';
import { libraryHandlers } from './tables.ts';

export interface StudioOptions {
  /** Folder of the library. */
  readonly home: string;
  readonly log: Logger;
  /** How long to wait for another owner of the library to let it go, in milliseconds. */
  readonly patienceMs: number;
}

const never = new AbortController().signal;
/** How long closing waits for calls that were told to stop: they keep what is finished of their work. */
const CLOSING_MS = 1_000;

/**
 * The application service over one open library: queue, documents, models, settings behind the typed contract. The
 * desktop shell, the server and the command sit on it. It owns its library until `close`.
 */
export class Studio implements StudioApi {
  readonly #options: StudioOptions;
  readonly #library: Library;
  readonly #events: EventBus;
  readonly #machine = { cores: workCores(), memoryBytes: usableMemory() };
  readonly #closing = new AbortController();
  /** Calls that are being answered. */
  readonly #calls = new Set<Promise<unknown>>();
  #stopServing: (() => Promise<void>) | undefined;

  private constructor(options: StudioOptions, library: Library) {
    this.#options = options;
    this.#library = library;
    this.#events = new EventBus(options.log);
  }

  /** Opens the library as its owner. Throws what `openLibrary` throws, `store-locked` after the patience is over. */
  static async open(options: StudioOptions): Promise<Studio> {
    return new Studio(options, await openLibraryPatiently(options.home, options.log, options.patienceMs));
  }

  call<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    run: { readonly signal?: AbortSignal } = {},
  ): Promise<Reply<CallOutput<Name>>> {
    return this.handle({ name, input }, run.signal) as Promise<Reply<CallOutput<Name>>>;
  }

  /** The same for a name and an input that come from outside: a letter, IPC, HTTP. Never rejects. */
  handle({ name, input }: Letter, signal: AbortSignal = never): Promise<Reply<unknown>> {
    const either = AbortSignal.any([signal, this.#closing.signal]);
    const answer: Promise<Reply<unknown>> = replyOf(async () => {
      if (!isCallName(name)) throw unknownCall(name);
      const checked = checkInput(name, input);
      const settings = readSettings(this.#library).values;
      if (settings.offline) refuseOffline(name, checked);
      refuseRemoteJobs(name, checked, settings);
      refuseLlmJobs(name, checked, settings);
      return handlerOf<HandlerContext>(libraryHandlers, name)(checked, this.#context(either, settings));
    }).finally(() => this.#calls.delete(answer));
    this.#calls.add(answer);
    return answer;
  }

  on<Name extends EventName>(name: Name, listener: (event: StudioEvents[Name]) => void): () => void {
    return this.#events.on(name, listener);
  }

  /** The file behind a token of `media.open`; nothing for one that does not count, or not any more. */
  mediaFile(token: string): MediaFile | undefined {
    return this.#library.playback.tokens.file(token);
  }

  /** Answers other processes from now on. */
  serve(): void {
    this.#stopServing ??= serveMailbox(
      this.#library.folder,
      (letter, run) => this.#carryOut(letter, run),
      this.#options.log,
    );
  }

  /** Works the queue off; see `runQueue`. */
  async run(work: QueueWork, signal: AbortSignal): Promise<JobOutcome[]> {
    const engines = new EnginePool(startEngine);
    await sweepLibrary(this.#library);
    await sweepUploads(this.#library);
    try {
      const parts = { library: this.#library, engines, events: this.#events, plan: this.#plan() };
      return await runQueue(parts, work, signal);
    } finally {
      await engines.shutdown();
    }
  }

  /**
   * Tells the calls and letters it has begun to stop and waits a moment for them, ends the language models that are in
   * memory and lets the library go.
   */
  async close(): Promise<void> {
    this.#closing.abort(cancelled());
    await Promise.all([this.#stopServing?.(), settlesWithin(Promise.all(this.#calls), CLOSING_MS)]);
    await this.#library.warmModels.close();
    rememberEdited(this.#library);
    this.#library.store.close();
  }

  /** Does what a letter asks for, and tells whoever follows it how far language models are with it. */
  async #carryOut(letter: Letter, { signal, tell }: LetterRun): Promise<Reply<unknown>> {
    const { call } = (letter.input ?? {}) as { readonly call?: unknown };
    const listens = tell !== undefined && call !== undefined;
    const stop = listens ? this.on('language', (event) => event.call === call && tell(event)) : undefined;
    try {
      return await this.handle(letter, signal);
    } finally {
      stop?.();
    }
  }

  #plan(): MachinePlan {
    return planMachine(readSettings(this.#library).values, this.#machine);
  }

  #context(signal: AbortSignal, settings: Settings): HandlerContext {
    const { home, log } = this.#options;
    const shared = { home, log, events: this.#events, signal, proxy: settings.proxy };
    return { ...shared, library: this.#library, plan: planMachine(settings, this.#machine) };
  }
}
