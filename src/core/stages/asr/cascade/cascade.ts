import { AppError, cancelled, toAppError } from '../../../../shared/app-error.ts';
import type { AsrCapabilities, AsrEngine, AsrRequest, AsrWindow, AsrWindowResult } from '../../../ports/asr-engine.ts';
import { checkAnswer, type WindowAnswer } from './answer.ts';
import { type EngineFailure, failureOf, failureOfWindow, mayPass } from './failure.ts';
import { Ladder, type LadderSettings, type LadderStep } from './ladder.ts';
import { nameOf, type Rung } from './rung.ts';

/** A recogniser that was opened. `dispose` ends once its memory is free. Its owner gives every wait a deadline. */
export interface OpenedRung extends AsrEngine {
  /** Where it runs really. */
  readonly device: string;
  /** Most windows at once that there is memory for at the moment; absent = not known. */
  readonly most?: number;
  /** Whether enough memory is free to try more at once; absent = not known. */
  readonly isRoomy?: boolean;
}

export interface CascadeParts {
  /** Best first, at least one. */
  readonly rungs: readonly Rung[];
  /** ISO 639-1 code of what will be recognised; `undefined` when it is yet to be detected. */
  readonly language: string | undefined;
  readonly open: (rung: Rung, signal: AbortSignal) => Promise<OpenedRung>;
  /** Told of each step at once. */
  readonly onStep: (step: LadderStep) => void;
  readonly settings?: LadderSettings;
}

/** A recogniser that goes on when one of its models or devices fails. */
export interface Cascade extends AsrEngine {
  /** Which rungs wrote results so far, in the order of their first; the opened one before there are any. */
  used(): readonly { readonly rung: Rung; readonly device: string }[];
  /** The rung whose recogniser holds memory now. */
  readonly opened: Rung | undefined;
  /** Ends that recogniser, so that its memory is free; the next `transcribe` opens it anew. */
  rest(): Promise<void>;
}

const NO_FIT = 'its answer does not fit the windows it was given';

/** A window that a rung failed on by itself. */
interface GivenUp {
  readonly window: AsrWindow;
  readonly failure: EngineFailure;
  readonly at: number;
}

/** One call of `transcribe`. */
interface Call {
  readonly request: AsrRequest;
  readonly signal: AbortSignal;
  readonly results: Map<AsrWindow, AsrWindowResult>;
  readonly givenUp: GivenUp[];
  readonly report: (batchFraction: number, batch: number) => void;
}

/**
 * Opens the best rung that opens. The cascade is known by the id of its first rung, whichever runs. Each result names the
 * engine that wrote it, and why it stands in for a better one where that may be of use again (`standIn`). One recogniser is open at a time; after a failure of its process, memory or device it is opened anew.
 * A window that a rung fails on by itself is given to the next rung for that window alone. `transcribe` rejects when it is
 * cancelled, and when no rung is left before any window was recognised; after that, windows end as `decode-failed`.
 * Throws the first rung's error when none can be opened. Not re-entrant: one `transcribe` at a time.
 */
export async function createCascade(parts: CascadeParts, signal: AbortSignal): Promise<Cascade> {
  const [best] = parts.rungs;
  if (best === undefined) throw new TypeError('a cascade needs a rung');
  const cascade = new RungCascade(parts, best);
  await cascade.start(signal);
  return cascade;
}

class RungCascade implements Cascade {
  readonly id: string;
  readonly #parts: CascadeParts;
  readonly #ladder: Ladder;
  readonly #used = new Map<Rung, string>();
  /** Why rungs are not in use, by their place; those that write again are in use. */
  readonly #left = new Map<number, EngineFailure>();
  #open: { readonly at: number; readonly engine: OpenedRung } | undefined;
  #capabilities: AsrCapabilities | undefined;
  #firstError: AppError | undefined;
  #lastReason = 'no recogniser is left';

  constructor(parts: CascadeParts, best: Rung) {
    this.id = best.engineId;
    this.#parts = parts;
    this.#ladder = new Ladder(parts.rungs, parts.language, parts.settings);
  }

  get capabilities(): AsrCapabilities {
    return this.#capabilities as AsrCapabilities;
  }

  used(): readonly { readonly rung: Rung; readonly device: string }[] {
    if (this.#used.size > 0) return [...this.#used].map(([rung, device]) => ({ rung, device }));
    return this.#open === undefined
      ? []
      : [{ rung: this.#parts.rungs[this.#open.at], device: this.#open.engine.device }];
  }

  async start(signal: AbortSignal): Promise<void> {
    for (const step of this.#ladder.passedOver(this.#parts.language)) this.#parts.onStep(step);
    const engine = await this.#current(signal);
    if (engine === undefined) throw this.#firstError ?? noRung(this.#parts.language);
    // Windows are planned once, so what the first recogniser takes holds for all; none takes less than a window of 30 s.
    const { languages, ...rest } = engine.capabilities;
    this.#capabilities = { ...rest, languages: this.#parts.rungs.length > 1 ? 'any' : languages };
  }

  async transcribe(
    windows: readonly AsrWindow[],
    request: AsrRequest,
    signal: AbortSignal,
    progress?: (fraction: number) => void,
  ): Promise<AsrWindowResult[]> {
    const results = new Map<AsrWindow, AsrWindowResult>();
    let reported = 0;
    const report = (fraction: number, batch: number): void => {
      reported = Math.max(reported, Math.min(1, (results.size + Math.max(0, fraction) * batch) / windows.length));
      progress?.(reported);
    };
    const call: Call = { request, signal, results, givenUp: [], report };
    await this.#decode(call, windows);
    if (call.givenUp.length > 0) await this.#detour(call);
    if (this.#ladder.at === undefined && this.#used.size === 0 && this.#firstError !== undefined)
      throw this.#firstError;
    const reasons = new Map(call.givenUp.map(({ window, failure }) => [window, failure.reason]));
    report(1, windows.length);
    return windows.map((window) => results.get(window) ?? dropped(window, reasons.get(window) ?? this.#lastReason));
  }

  get opened(): Rung | undefined {
    return this.#open === undefined ? undefined : this.#parts.rungs[this.#open.at];
  }

  rest(): Promise<void> {
    return this.dispose();
  }

  async dispose(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.engine.dispose();
  }

  /** Decodes what can be decoded on the rungs that the ladder goes through. */
  async #decode(call: Call, windows: readonly AsrWindow[]): Promise<void> {
    const waiting: (readonly AsrWindow[])[] = [windows];
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      const engine = await this.#current(call.signal);
      if (engine === undefined) return;
      const asked = Math.max(1, Math.min(call.request.batchSize, engine.capabilities.batchMax));
      const most = Math.min(asked, this.#ladder.batch, engine.most ?? Infinity);
      if (group.length > most) {
        waiting.unshift(...parted(group, most));
        continue;
      }
      const { failure, windows: undone } = await this.#attempt(call, engine, group, most);
      if (failure === undefined) {
        const step = this.#ladder.clean(group.length, asked, engine.isRoomy);
        if (step !== undefined) this.#parts.onStep(step);
      } else waiting.unshift(...(await this.#afterFailure(call, failure, undone)));
    }
  }

  /** What is to be tried again after a failure. */
  async #afterFailure(
    call: Call,
    failure: EngineFailure,
    undone: readonly AsrWindow[],
  ): Promise<readonly (readonly AsrWindow[])[]> {
    const [first] = undone;
    if (failure.ended) await this.dispose();
    if (failure.kind === 'window' && undone.length > 1) return parted(undone, Math.ceil(undone.length / 2));
    const at = this.#ladder.at ?? 0;
    const move = this.#ladder.failed(failure, undone.length);
    if (this.#ladder.at !== at) this.#left.set(at, failure);
    this.#lastReason = failure.reason;
    if (move.step !== undefined) this.#parts.onStep(move.step);
    if (move.to === 'stay' && undone.length > 1) return parted(undone, 1);
    if (move.to === 'stay' && first !== undefined) {
      call.givenUp.push({ window: first, failure, at });
      return [];
    }
    // Another rung has not failed on the windows that this one gave up.
    const again = move.to === 'moved' && this.#ladder.at !== at ? call.givenUp.splice(0) : [];
    return [...again.map(({ window }) => [window]), undone];
  }

  /** One batch. What is not done comes back with the failure it is to be put down to. */
  async #attempt(
    call: Call,
    engine: OpenedRung,
    group: readonly AsrWindow[],
    batchSize: number,
  ): Promise<{ readonly failure: EngineFailure | undefined; readonly windows: readonly AsrWindow[] }> {
    const at = this.#open?.at ?? 0;
    let answers: readonly WindowAnswer[] | undefined;
    try {
      const progress = (fraction: number): void => call.report(fraction, group.length);
      const results = await engine.transcribe(group, { ...call.request, batchSize }, call.signal, progress);
      answers = checkAnswer(group, results);
    } catch (thrown) {
      if (call.signal.aborted) throw cancelled(call.signal.reason);
      const error = toAppError(thrown);
      this.#firstError ??= error;
      return { failure: failureOf(error, engine.device, 'run'), windows: group };
    }
    if (answers === undefined) {
      this.#firstError ??= failedOn(engine.id, NO_FIT);
      return { failure: { kind: 'window', reason: NO_FIT, ended: true }, windows: group };
    }
    const undone: AsrWindow[] = [];
    const failures: EngineFailure[] = [];
    for (const answer of answers) {
      if (answer.result === undefined) {
        undone.push(answer.window);
        failures.push(
          answer.gaveUp
            ? failureOfWindow(answer.reason, engine.device)
            : { kind: 'window', reason: answer.reason, ended: true },
        );
      } else this.#keep(call, at, engine, answer.result, answer.window);
    }
    call.report(0, 0);
    if (undone.length > 0) this.#firstError ??= failedOn(engine.id, failures[0]?.reason ?? '');
    // What points at the device or its memory weighs more than a window.
    return { failure: failures.find(({ kind }) => kind !== 'window') ?? failures[0], windows: undone };
  }

  #keep(call: Call, at: number, engine: OpenedRung, result: AsrWindowResult, window: AsrWindow): void {
    const rung = this.#parts.rungs[at];
    this.#used.set(rung, engine.device);
    this.#ladder.wrote(at);
    this.#left.delete(at);
    const why = this.#standsIn(
      at,
      call.givenUp.find((one) => one.window === window),
    );
    call.results.set(window, { ...result, engine: rung.engineId, ...(why === undefined ? {} : { standIn: why }) });
  }

  /** Why a better model than the rung's did not write, where that may be over at another time. */
  #standsIn(at: number, givenUp: GivenUp | undefined): string | undefined {
    const { rungs } = this.#parts;
    const failures = rungs
      .slice(0, at)
      .flatMap(({ engineId }, better) =>
        engineId === rungs[at].engineId ? [] : [givenUp?.at === better ? givenUp.failure : this.#left.get(better)],
      );
    return failures.find((failure) => failure !== undefined && mayPass(failure))?.reason;
  }

  /** Gives the windows that a rung failed on to those below it, one by one, until one of them writes each. */
  async #detour(call: Call): Promise<void> {
    const from = this.#ladder.at;
    if (from === undefined) return;
    let gone = false;
    let rest: readonly GivenUp[] = call.givenUp;
    for (let at = this.#ladder.below(from); at !== undefined && rest.length > 0; at = this.#ladder.below(at)) {
      gone = true;
      const still: GivenUp[] = [];
      for (const item of rest) if (item.at === at || !(await this.#rescue(call, item, at))) still.push(item);
      rest = still;
    }
    if (gone) this.#ladder.wentBelow();
  }

  async #rescue(call: Call, { window, failure: why, at: from }: GivenUp, at: number): Promise<boolean> {
    const engine = await this.#tryOpen(at, call.signal);
    if ('failure' in engine) {
      this.#left.set(at, engine.failure);
      if (engine.failure.kind === 'model') this.#ladder.bury(at);
      return false;
    }
    const { failure } = await this.#attempt(call, engine, [window], 1);
    if (failure !== undefined) {
      if (failure.ended) await this.dispose();
      return false;
    }
    const { startMs, endMs } = window;
    const [left, took] = [this.#parts.rungs[from], this.#parts.rungs[at]];
    const { reason } = why;
    this.#parts.onStep({ kind: 'window', from: nameOf(left), to: nameOf(took), reason, startMs, endMs });
    return true;
  }

  /** The recogniser of the rung in use, opened when it is not; `undefined` when no rung is left. */
  async #current(signal: AbortSignal): Promise<OpenedRung | undefined> {
    for (let at = this.#ladder.at; at !== undefined; at = this.#ladder.at) {
      const opened = await this.#tryOpen(at, signal);
      if (!('failure' in opened)) return opened;
      this.#left.set(at, opened.failure);
      this.#lastReason = opened.failure.reason;
      const { step } = this.#ladder.failed(opened.failure, 1);
      if (step !== undefined) this.#parts.onStep(step);
    }
    return undefined;
  }

  async #tryOpen(at: number, signal: AbortSignal): Promise<OpenedRung | { readonly failure: EngineFailure }> {
    if (signal.aborted) throw cancelled(signal.reason);
    if (this.#open?.at === at) return this.#open.engine;
    await this.dispose();
    const rung = this.#parts.rungs[at];
    try {
      const engine = await this.#parts.open(rung, signal);
      this.#open = { at, engine };
      this.#ladder.opened(at, engine.device);
      return engine;
    } catch (thrown) {
      if (signal.aborted) throw cancelled(signal.reason);
      const error = toAppError(thrown);
      this.#firstError ??= error;
      return { failure: failureOf(error, rung.device, 'open') };
    }
  }
}

function parted<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function dropped({ index, startMs, endMs }: AsrWindow, detail: string): AsrWindowResult {
  return {
    index,
    words: [],
    drops: [{ startMs, endMs, reason: 'decode-failed', detail }],
    text: '',
    language: undefined,
    avgLogProb: Number.NEGATIVE_INFINITY,
    noSpeechProb: 0,
    temperature: 0,
    notes: [],
  };
}

function failedOn(engine: string, reason: string): AppError {
  return new AppError('inference-failed', {
    what: `The speech recogniser ${engine} failed (${reason}).`,
    meaning: 'Nothing could be transcribed.',
    action: 'Choose another speech recognition model, or run `voxlane doctor`.',
  });
}

function noRung(language: string | undefined): AppError {
  return new AppError('model-missing', {
    what: `No installed speech recogniser knows the language "${language ?? ''}".`,
    meaning: 'The recording was not processed.',
    action: 'Install one that does (`voxlane models list --all`), or choose one by name with --asr.',
  });
}
