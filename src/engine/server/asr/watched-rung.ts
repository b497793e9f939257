import { AppError, cancelled } from '../../../shared/app-error.ts';
import { batchThatFits, bytesFor, type MemoryModel } from '../../../core/models/asr-batch.ts';
import { type RecogniserRun, speedOf } from '../../../core/models/asr-runs.ts';
import type { AsrCapabilities, AsrRequest, AsrWindow, AsrWindowResult } from '../../../core/ports/asr-engine.ts';
import type { OpenedRung } from '../../../core/stages/asr/cascade/cascade.ts';

/** Memory in bytes where a recogniser runs. */
export interface Room {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export interface RungWatch {
  /** Opens the recogniser; again when its place on a GPU was lost. Its `dispose` gives the place back. */
  readonly open: (signal: AbortSignal) => Promise<WatchedEngine>;
  /** What is free now; `undefined` where that cannot be asked. */
  readonly room: () => Promise<Room | undefined>;
  /** What it takes by all that is known; `undefined`: its batches are as they are asked for, so that a run can be repeated. */
  readonly memory: MemoryModel | undefined;
  /** Asked when memory gets short: whether a smaller recogniser, or one elsewhere, should go on. */
  readonly mayYield: () => boolean;
  /** Its speed when it was measured before. */
  readonly speed: number | undefined;
  /** The least speed that is wished for and whether another is quicker; absent: it is used however slow. */
  readonly trial?: { readonly leastSpeed: number; readonly isBeaten: () => boolean } | undefined;
  /** First windows that are done while the rest of their batch is not; the owner's, since a recogniser may have to be opened again. */
  readonly ahead: Map<AsrWindow, AsrWindowResult>;
  /** Told what a run showed: as soon as its speed is known, and at its end. Never rejects. */
  readonly learn: (run: RecogniserRun) => Promise<void>;
  readonly clock: WatchClock;
}

/** Time, as the core has none of its own. */
export interface WatchClock {
  readonly nowMs: () => number;
  readonly dateMs: () => number;
  /** A signal that also ends after so long. `end` releases what it holds. */
  readonly limit: (
    signal: AbortSignal,
    limitMs: number,
  ) => { readonly signal: AbortSignal; readonly isOver: () => boolean; readonly end: () => void };
}

/** A recogniser with its place in memory. */
export interface WatchedEngine extends OpenedRung {
  /** Makes sure of its place; false: another has it, so the recogniser has to go. */
  readonly keepsPlace: () => Promise<boolean>;
  /** The most memory that it took so far, in bytes. */
  readonly tookBytes: () => Promise<number | undefined>;
}

interface TimedBatch {
  readonly audioMs: number;
  readonly processingMs: number;
}

/** Stays free beside a recogniser: drivers and other programs want some, and what was measured is never the whole truth. */
const RESERVE_BYTES = 512 * 1024 ** 2;
/** With less than this free, what comes next ends in a failure of somebody. */
const DANGER_BYTES = 128 * 1024 ** 2;
/** More at a time is tried only with so much of all memory free. */
const ROOMY_SHARE = 0.25;
/** A first measure is made of this much audio. */
const PROBE_MS = 20_000;
/** A first window may take this many times what the wish allows: loading and warming up are part of it. */
const PATIENCE = 3;
const LEAST_PATIENCE_MS = 60_000;

/**
 * Opens a recogniser and watches it. How many windows fit is said from the memory that is free and looked at again after each batch. One that
 * was never measured decodes its first window alone: its speed is taken from it, and its result is kept whatever comes
 * next. When that speed is less than what is wished for and another is quicker, the next batch rejects, so that the
 * cascade steps on; likewise when memory runs short and a smaller recogniser could go on.
 */
export async function openWatched(watch: RungWatch, signal: AbortSignal): Promise<OpenedRung> {
  const { speed, trial } = watch;
  if (trial !== undefined && speed !== undefined && speed < trial.leastSpeed && trial.isBeaten())
    throw tooSlow(speed, trial.leastSpeed);
  const rung = new WatchedRung(watch);
  await rung.open(signal);
  return rung;
}

class WatchedRung implements OpenedRung {
  readonly #watch: RungWatch;
  readonly #startedAtMs: number;
  #engine: WatchedEngine | undefined;
  #isMeasured: boolean;
  #isTried = false;
  /** The first on a GPU is left out of its speed: drivers compile then. */
  readonly #batches: TimedBatch[] = [];
  #largestBatch = 0;
  #most = Infinity;
  #isRoomy = true;
  #hasPlace = true;
  #problem: AppError | undefined;

  constructor(watch: RungWatch) {
    this.#watch = watch;
    this.#startedAtMs = watch.clock.dateMs();
    this.#isMeasured = watch.speed !== undefined;
  }

  get id(): string {
    return this.#opened().id;
  }

  get device(): string {
    return this.#opened().device;
  }

  get capabilities(): AsrCapabilities {
    return this.#opened().capabilities;
  }

  get most(): number {
    return this.#most;
  }

  get isRoomy(): boolean {
    return this.#isRoomy;
  }

  async open(signal: AbortSignal): Promise<void> {
    this.#engine = await this.#watch.open(signal);
    this.#hasPlace = true;
    await this.#look();
  }

  async transcribe(
    windows: readonly AsrWindow[],
    request: AsrRequest,
    signal: AbortSignal,
    progress?: (fraction: number) => void,
  ): Promise<AsrWindowResult[]> {
    if (!this.#hasPlace) {
      await this.#engine?.dispose();
      await this.open(signal);
    }
    if (this.#problem !== undefined) throw this.#problem;
    const undone = windows.filter((window) => !this.#watch.ahead.has(window));
    const share = (from: number, count: number) => (fraction: number) =>
      progress?.((windows.length - undone.length + from + fraction * count) / windows.length);
    let at = 0;
    const [first] = undone;
    const isOpen = this.#watch.memory !== undefined && !this.#isMeasured && !this.#isTried;
    if (isOpen && first !== undefined && undone.length > 1) {
      const [result] = await this.#batch([first], request, signal, share(0, 1));
      if (result.drops.every(({ reason }) => reason !== 'decode-failed')) {
        this.#watch.ahead.set(first, result);
        at = 1;
      }
    }
    const rest = undone.slice(at);
    const results = rest.length === 0 ? [] : await this.#batch(rest, request, signal, share(at, rest.length));
    const decoded = new Map(rest.map((window, i) => [window, results[i]]));
    return windows.map((window) => {
      const result = (this.#watch.ahead.get(window) ?? decoded.get(window)) as AsrWindowResult;
      this.#watch.ahead.delete(window);
      return result;
    });
  }

  async dispose(): Promise<void> {
    await this.#learn();
    await this.#engine?.dispose();
  }

  #opened(): WatchedEngine {
    return this.#engine as WatchedEngine;
  }

  async #batch(
    windows: readonly AsrWindow[],
    request: AsrRequest,
    signal: AbortSignal,
    progress: (fraction: number) => void,
  ): Promise<AsrWindowResult[]> {
    const { clock } = this.#watch;
    const audioMs = windows.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    const startedMs = clock.nowMs();
    const results = await this.#timed(audioMs, signal, (until) =>
      this.#opened().transcribe(windows, { ...request, batchSize: windows.length }, until, progress),
    );
    // Only what went well says what the model takes and how fast it is.
    if (results.every(({ drops }) => drops.every(({ reason }) => reason !== 'decode-failed'))) {
      this.#batches.push({ audioMs, processingMs: clock.nowMs() - startedMs });
      this.#largestBatch = Math.max(this.#largestBatch, windows.length);
      await this.#judge();
    }
    this.#isTried = true;
    await this.#look();
    return results;
  }

  /** A recogniser that nobody has measured gets a limited time where another could go on. */
  async #timed<T>(audioMs: number, signal: AbortSignal, work: (until: AbortSignal) => Promise<T>): Promise<T> {
    const { trial } = this.#watch;
    if (trial === undefined || this.#isMeasured || this.#isTried || !trial.isBeaten()) return work(signal);
    const limitMs = Math.max(LEAST_PATIENCE_MS, (audioMs / trial.leastSpeed) * PATIENCE);
    const limited = this.#watch.clock.limit(signal, limitMs);
    try {
      return await work(limited.signal);
    } catch (error) {
      if (signal.aborted) throw cancelled(signal.reason);
      if (limited.isOver()) throw tooSlow(audioMs / limitMs, trial.leastSpeed);
      throw error;
    } finally {
      limited.end();
    }
  }

  /** After enough audio its speed is known, and remembered at once: what it cost is then not paid again. */
  async #judge(): Promise<void> {
    if (this.#isMeasured || this.#heardMs() < PROBE_MS) return;
    this.#isMeasured = true;
    await this.#learn();
    const { trial } = this.#watch;
    const speed = this.#speed();
    if (trial !== undefined && speed !== undefined && speed < trial.leastSpeed && trial.isBeaten())
      this.#problem = tooSlow(speed, trial.leastSpeed);
  }

  #counted(): readonly TimedBatch[] {
    return this.#opened().device === 'cpu' ? this.#batches : this.#batches.slice(1);
  }

  #heardMs(): number {
    return this.#counted().reduce((sum, { audioMs }) => sum + audioMs, 0);
  }

  #speed(): number | undefined {
    return speedOf(
      this.#heardMs(),
      this.#counted().reduce((sum, { processingMs }) => sum + processingMs, 0),
    );
  }

  async #learn(): Promise<void> {
    if (this.#engine === undefined || this.#largestBatch === 0) return;
    const [audioSecondsPerSecond, bytes] = [this.#speed(), await this.#engine.tookBytes()];
    if (audioSecondsPerSecond === undefined) return;
    await this.#watch.learn({ atMs: this.#startedAtMs, audioSecondsPerSecond, batch: this.#largestBatch, bytes });
  }

  /** Looks at what is free, and whether its place is still its own. */
  async #look(): Promise<void> {
    const { memory, mayYield, room } = this.#watch;
    this.#hasPlace = await this.#opened().keepsPlace();
    const now = await room();
    if (now === undefined) return;
    this.#isRoomy = now.freeBytes > now.totalBytes * ROOMY_SHARE;
    if (memory !== undefined) {
      // Engines keep what their largest batch took, so that much is theirs already.
      const held = this.#largestBatch === 0 ? memory.baseBytes : bytesFor(memory, this.#largestBatch);
      const fitting = batchThatFits(memory, now.freeBytes + held - RESERVE_BYTES, this.capabilities.batchMax);
      this.#most = Math.max(1, fitting);
    }
    if (now.freeBytes < DANGER_BYTES && this.#most === 1 && mayYield()) this.#problem ??= short(now.freeBytes);
  }
}

function tooSlow(speed: number, leastSpeed: number): AppError {
  const what = `it transcribes at ${speed.toPrecision(2)} times real time, where ${leastSpeed} are wished for`;
  return new AppError(
    'timed-out',
    { what, meaning: 'Another recogniser is quicker.', action: 'Ask for "best" to use it all the same.' },
    { details: { tooSlow: true } },
  );
}

function short(freeBytes: number): AppError {
  return new AppError('out-of-memory', {
    what: `other programs left ${Math.round(freeBytes / 1024 ** 2)} MiB of memory free`,
    meaning: 'The recogniser would have failed at one of the next windows.',
    action: 'Close what else uses this memory.',
  });
}
