import type { LocalLlm } from '../../../core/llm/llm-choice.ts';
import { rungText } from '../../../core/llm/local-rungs.ts';
import type { LlmEngine } from '../../../core/ports/llm.ts';
import { cancelled, describeUnknown } from '../../../shared/app-error.ts';
import type { Logger } from '../../../shared/logger.ts';
import { LentLlm, type StepListener, type WarmModel } from './lent-llm.ts';
import { LocalLlmEngine, type LocalLlmOptions } from './local-llm.ts';

/** How long a model stays in memory after its last use: longer than somebody thinks between two lines. */
const IDLE_MS = 5 * 60_000;
/** How often a model that nobody uses looks whether another process wants its place. */
const LOOK_MS = 500;

/**
 * The language models of this computer that an open library has in memory, one process for each model and its settings. What
 * works with one asks it call by call, in order, so nobody waits for the whole of a long translation. A model stays for
 * `idleMs` after its last use, and goes at once when its memory is wanted. It owns its processes until `close`.
 */
export class WarmModels {
  readonly #log: Logger;
  readonly #idleMs: number;
  readonly #models = new Map<string, WarmModel>();
  /** Stale ones too, as long as their processes live. */
  readonly #all = new Set<WarmModel>();
  readonly #endings = new Set<Promise<void>>();
  #isClosed = false;

  constructor(log: Logger, idleMs = IDLE_MS) {
    this.#log = log;
    this.#idleMs = idleMs;
  }

  /** The processes that have a model in memory. */
  get pids(): readonly number[] {
    return [...this.#all].flatMap(({ engine }) => engine.pid ?? []);
  }

  /** A model for one piece of work. It is loaded by the first call, if it is not there; `dispose` gives it back. */
  lend(choice: LocalLlm, options: LocalLlmOptions): LlmEngine {
    const { modelFolders, gpu } = options;
    const key = JSON.stringify([choice.model, choice.contextTokens, modelFolders, gpu]);
    const tell: StepListener = (step) => options.onStep?.(step);
    return new LentLlm(choice, {
      take: () => this.#take(key, choice, options, tell),
      giveBack: (model) => this.#giveBack(model, tell),
    });
  }

  /** Ends the models that nobody uses, so that something else has their memory. Resolves when it is free; never rejects. */
  async giveUpIdle(): Promise<void> {
    for (const model of this.#all) if (model.users.size === 0) this.#end(model);
    await Promise.all(this.#endings);
  }

  /** The same, and those in use end with the work that uses them: what they were opened with does not hold any more. */
  async giveUp(): Promise<void> {
    this.#models.clear();
    for (const model of this.#all) model.isStale = true;
    await this.giveUpIdle();
  }

  /** Ends all of them, also those in use, for good. Never rejects. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const model of this.#all) this.#end(model);
    await Promise.all(this.#endings);
  }

  async #take(key: string, choice: LocalLlm, options: LocalLlmOptions, user: StepListener): Promise<WarmModel> {
    if (this.#isClosed) throw cancelled();
    const known = this.#models.get(key);
    const model = known === undefined || known.isStale ? this.#open(key, choice, options) : known;
    model.users.add(user);
    this.#wake(model);
    // One that is to be loaded needs what others only hold.
    if (!model.engine.isLoaded) await this.giveUpIdle();
    return model;
  }

  #open(key: string, choice: LocalLlm, options: LocalLlmOptions): WarmModel {
    const users = new Set<StepListener>();
    const onStep: StepListener = (step) => {
      const { what } = step.error.parts;
      this.#log.warn(`${what} The language model goes on as ${rungText(step.to)}.`);
      for (const tell of users) tell(step);
    };
    const engine = new LocalLlmEngine(choice, { ...options, onStep });
    const model: WarmModel = { engine, users, isStale: false, idle: undefined };
    this.#models.set(key, model);
    this.#all.add(model);
    return model;
  }

  #giveBack(model: WarmModel, user: StepListener): void {
    model.users.delete(user);
    if (model.users.size > 0 || !this.#all.has(model)) return;
    if (model.isStale || !model.engine.isLoaded) return this.#end(model);
    const end = setTimeout(() => this.#end(model), this.#idleMs).unref();
    const look = setInterval(() => {
      if (model.engine.isWanted) this.#end(model);
    }, LOOK_MS).unref();
    model.idle = { end, look };
    model.engine.yields(true);
  }

  #wake(model: WarmModel): void {
    if (model.idle === undefined) return;
    clearTimeout(model.idle.end);
    clearInterval(model.idle.look);
    model.idle = undefined;
    model.engine.yields(false);
  }

  #end(model: WarmModel): void {
    if (!this.#all.delete(model)) return;
    this.#wake(model);
    for (const [key, one] of this.#models) if (one === model) this.#models.delete(key);
    const ending: Promise<void> = model.engine
      .dispose()
      .catch((error: unknown) =>
        this.#log.warn(`A language model could not be ended (${describeUnknown(error)}).`, { pid: model.engine.pid }),
      )
      .finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
  }
}
