import type { EventName, StudioEvents } from '../contract/events.ts';
import { describeUnknown, toAppError } from '../shared/app-error.ts';
import type { Logger } from '../shared/logger.ts';
import type { Settings } from '../core/settings/schema.ts';
import { libraryHome, modelFolders } from '../studio/folders.ts';
import { Studio } from '../studio/studio.ts';

/** Who only looks something up is gone by then. */
const PATIENCE_MS = 1_500;
/** How long the queue rests after a fault that concerns all of it. */
const REST_MS = 30_000;

/** Every event that is passed on to the page; a missing one does not compile. */
const EVENTS: { readonly [Name in EventName]: true } = {
  job: true,
  queue: true,
  models: true,
  media: true,
  redecode: true,
  snippets: true,
  language: true,
  document: true,
  notice: true,
};

/** The studio of this app: owner of the library, with its queue at work all the time. */
export class StudioSession {
  readonly studio: Studio;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  #work: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  private constructor(studio: Studio, log: Logger) {
    this.studio = studio;
    this.#log = log;
  }

  /** Opens the user's library. Throws what opening it throws, `store-locked` when another program has it. */
  static async open(log: Logger): Promise<StudioSession> {
    const studio = await Studio.open({ home: libraryHome(undefined), log, patienceMs: PATIENCE_MS });
    studio.serve();
    return new StudioSession(studio, log);
  }

  /** Folders of ours that a call may name though nobody chose them. */
  folders(): readonly string[] {
    return [libraryHome(undefined), ...modelFolders(undefined)];
  }

  /** Works the queue off from now on. A fault that ends it is told, and it is tried again later. */
  start(onFault: (event: StudioEvents['notice']) => void): void {
    this.#work ??= this.#keepRunning(onFault);
  }

  onEvents(listener: (name: EventName, data: unknown) => void): () => void {
    const names = Object.keys(EVENTS) as EventName[];
    const stops = names.map((name) => this.studio.on(name, (data) => listener(name, data)));
    return () => stops.forEach((stop) => stop());
  }

  async settings(): Promise<Settings | undefined> {
    const reply = await this.studio.call('settings.get', {});
    return reply.ok ? reply.value.values : undefined;
  }

  async hasPaused(): Promise<boolean> {
    const reply = await this.studio.call('queue.list', {});
    return reply.ok && reply.value.jobs.some(({ state }) => state === 'paused');
  }

  /** Stops the running jobs, which stay queued, and lets the library go. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#wake?.();
    await this.#work;
    await this.studio.close();
  }

  async #keepRunning(onFault: (event: StudioEvents['notice']) => void): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.studio.run({ once: false }, this.#stop.signal);
      } catch (cause) {
        if (this.#stop.signal.aborted) return;
        const { code, parts } = toAppError(cause);
        this.#log.warn(`The queue stopped: ${describeUnknown(cause)}`);
        onFault({ code, severity: 'error', message: `${parts.what} ${parts.action}` });
        await this.#rest();
      }
    }
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, REST_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
