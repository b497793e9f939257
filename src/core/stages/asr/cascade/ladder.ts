import type { Downgrade } from '../../../devices/downgrade.ts';
import type { EngineFailure } from './failure.ts';
import { knows, nameOf, type Rung } from './rung.ts';

/** A step as the ladder knows it. */
export type LadderStep = Omit<Downgrade, 'stage'>;

/**
 * What a failure leads to. `moved`: another batch or rung; what failed is tried again there. `stay`: the window that failed
 * alone is given up here. `end`: no rung is left.
 */
export interface LadderMove {
  readonly to: 'moved' | 'stay' | 'end';
  readonly step?: LadderStep;
}

export interface LadderSettings {
  /** Full batches without a failure before a step up; twice as many after each step up that did not last. */
  readonly cleanBatches: number;
  /** Steps up in all, so that it ends. */
  readonly maxClimbs: number;
  /** Windows in a row that fail alone before a rung is left. */
  readonly failuresInARow: number;
  /** Starts again on one rung after its process died over a single window. */
  readonly maxRestarts: number;
  /** Times that the windows a rung failed on are given to the next before the rung is left. */
  readonly maxDetours: number;
}

export const ladderSettings: LadderSettings = {
  cleanBatches: 8,
  maxClimbs: 8,
  failuresInARow: 3,
  maxRestarts: 6,
  maxDetours: 6,
};

/**
 * Where a cascade stands: on which rung, with how many windows at once. It decides each step and takes none. Steps down go
 * to half the batch, then to the next rung that can be of use after such a failure; steps up to twice the batch, then to
 * the better rung. Rungs that do not know the language are passed over.
 */
export class Ladder {
  readonly #rungs: readonly Rung[];
  readonly #settings: LadderSettings;
  readonly #usable: readonly boolean[];
  readonly #limits: number[];
  /** Where each rung really ran when it was opened. */
  readonly #devices: string[];
  readonly #dead = new Set<number>();
  readonly #worked = new Set<number>();
  #at: number | undefined;
  #clean = 0;
  #patience = 1;
  #climbs = 0;
  #climbedLast = false;
  #inARow = 0;
  #restarts = 0;
  #detours = 0;

  constructor(rungs: readonly Rung[], language: string | undefined, settings: LadderSettings = ladderSettings) {
    this.#rungs = rungs;
    this.#settings = settings;
    this.#usable = rungs.map((rung) => knows(rung, language));
    this.#limits = rungs.map((rung) => Math.max(1, rung.maxBatch));
    this.#devices = rungs.map((rung) => rung.device);
    this.#at = this.#next(-1, () => true);
  }

  /** Index of the rung in use; `undefined` when none is left. */
  get at(): number | undefined {
    return this.#at;
  }

  /** Most windows at once on the rung in use. */
  get batch(): number {
    return this.#at === undefined ? 1 : this.#limits[this.#at];
  }

  /** The steps over rungs that do not know the language, when it starts below the best. */
  passedOver(language: string | undefined): LadderStep[] {
    const start = this.#at ?? this.#rungs.length;
    if (start === 0 || language === undefined) return [];
    const [best] = this.#rungs;
    const to = this.#rungs[start];
    const reason = `${best.engineId} does not know the language "${language}"`;
    return [{ kind: 'language', from: nameOf(best), to: to === undefined ? 'nothing' : nameOf(to), reason }];
  }

  /** The next rung after `index` that could take single windows; `undefined` when there is none. */
  below(index: number): number | undefined {
    return this.#next(index, (other) => !this.#same(other, index));
  }

  /** Says where the rung really runs, once its engine was opened. */
  opened(index: number, device: string): void {
    this.#devices[index] = device;
  }

  /** Never uses this rung again, nor its model elsewhere: what is wrong is the model. */
  bury(index: number): void {
    for (const [other, rung] of this.#rungs.entries()) {
      if (rung.engineId === this.#rungs[index].engineId) this.#dead.add(other);
    }
  }

  /** A rung gave a window's result. */
  wrote(index: number): void {
    this.#worked.add(index);
    if (index === this.#at) this.#inARow = 0;
  }

  /** Counts a detour of single windows to the rungs below. */
  wentBelow(): void {
    this.#detours++;
  }

  /** A failure of `size` windows at once on the rung in use. */
  failed({ kind, reason, ended }: EngineFailure, size: number): LadderMove {
    const at = this.#at;
    if (at === undefined) return { to: 'end' };
    this.#clean = 0;
    if (this.#climbedLast) this.#patience *= 2;
    this.#climbedLast = false;
    if (kind === 'memory' || kind === 'process')
      return size > 1 ? this.#halve(at, size, reason) : this.#died(at, kind, reason);
    if (kind === 'window') return this.#failedAlone(at, reason, ended);
    if (kind === 'model') this.bury(at);
    else this.#restarts++;
    const gone = this.#devices[at];
    const next = this.#next(at, (other) => kind === 'model' || this.#devices[other] !== gone);
    if (next !== undefined) return this.#leave(at, next, reason);
    return kind === 'device' && this.#mayRestart() && this.#worked.has(at)
      ? { to: 'stay' }
      : this.#lastResort(at, reason);
  }

  /**
   * A batch of `size` windows without a failure, where `most` is what is ever asked for at once. Gives the step up that is due;
   * it waits until the device in use `isRoomy`, unless it leads to another.
   */
  clean(size: number, most: number, isRoomy = true): LadderStep | undefined {
    const at = this.#at;
    if (at === undefined) return undefined;
    const limit = this.#limits[at];
    if (size < Math.min(limit, most)) return undefined;
    this.#clean++;
    if (this.#clean < this.#settings.cleanBatches * this.#patience || this.#climbs >= this.#settings.maxClimbs)
      return undefined;
    const reason = `${this.#clean} batches without a failure`;
    const { maxBatch } = this.#rungs[at];
    if (limit < Math.min(maxBatch, most)) {
      if (!isRoomy) return undefined;
      const larger = Math.min(maxBatch, limit * 2);
      this.#limits[at] = larger;
      this.#climbed();
      return { kind: 'recovered', from: `batch ${limit}`, to: `batch ${larger}`, reason };
    }
    const better = this.#rungs.findLastIndex((_, other) => other < at && this.#isUsable(other));
    if (better < 0 || (!isRoomy && this.#devices[better] === this.#devices[at])) return undefined;
    this.#move(better);
    this.#climbed();
    return { kind: 'recovered', from: nameOf(this.#rungs[at]), to: nameOf(this.#rungs[better]), reason };
  }

  #halve(at: number, size: number, reason: string): LadderMove {
    const smaller = Math.floor(size / 2);
    this.#limits[at] = smaller;
    return { to: 'moved', step: { kind: 'batch', from: `batch ${size}`, to: `batch ${smaller}`, reason } };
  }

  /** A single window took the process with it. On the processor the window is suspected, elsewhere the memory. */
  #died(at: number, kind: EngineFailure['kind'], reason: string): LadderMove {
    this.#restarts++;
    this.#inARow++;
    const isWindow = kind === 'process' && this.#inARow < this.#settings.failuresInARow && this.#mayRestart();
    if (isWindow) return { to: 'stay' };
    const next = this.#next(
      at,
      (other) => !this.#same(other, at) && (kind === 'process' || this.#isSmaller(other, at)),
    );
    if (next !== undefined) return this.#leave(at, next, reason);
    // The last rung: what it did before it may do again.
    const goesOn = this.#mayRestart() && this.#inARow < this.#settings.failuresInARow;
    return goesOn ? { to: 'stay' } : this.#lastResort(at, reason);
  }

  #failedAlone(at: number, reason: string, ended: boolean): LadderMove {
    this.#inARow++;
    if (ended) this.#restarts++;
    const { failuresInARow, maxDetours } = this.#settings;
    const enough = this.#inARow >= failuresInARow;
    if (!enough && this.#mayRestart() && this.#detours < maxDetours) return { to: 'stay' };
    const next = this.below(at);
    if (next !== undefined) return this.#leave(at, next, reason);
    // The last rung is kept as long as it does something: a plain failure costs only its window.
    const isUseless = (enough && this.#worked.size === 0) || !this.#mayRestart();
    return isUseless ? this.#lastResort(at, reason) : { to: 'stay' };
  }

  /** No rung below helps. One above that did work before is tried once more, as long as steps up are left. */
  #lastResort(at: number, reason: string): LadderMove {
    const before = this.#rungs.findLastIndex(
      (_, other) => other !== at && this.#worked.has(other) && this.#isUsable(other),
    );
    if (before < 0 || this.#climbs >= this.#settings.maxClimbs) return this.#end(at, reason);
    this.#climbed();
    return this.#leave(at, before, reason);
  }

  #end(at: number, reason: string): LadderMove {
    this.#at = undefined;
    return { to: 'end', step: { kind: 'exhausted', from: nameOf(this.#rungs[at]), to: 'nothing', reason } };
  }

  #leave(at: number, next: number, reason: string): LadderMove {
    this.#move(next);
    return { to: 'moved', step: this.#stepTo(at, next, reason) };
  }

  #stepTo(at: number, next: number, reason: string): LadderStep {
    const [from, to] = [this.#rungs[at], this.#rungs[next]];
    if (from.engineId === to.engineId) {
      return { kind: 'device', from: this.#devices[at], to: this.#devices[next], reason };
    }
    return { kind: from.modelId === to.modelId ? 'quantisation' : 'model', from: nameOf(from), to: nameOf(to), reason };
  }

  #move(to: number): void {
    this.#at = to;
    this.#clean = 0;
    this.#inARow = 0;
    this.#restarts = 0;
    this.#detours = 0;
  }

  #climbed(): void {
    this.#climbs++;
    this.#clean = 0;
    this.#climbedLast = true;
  }

  #mayRestart(): boolean {
    return this.#restarts <= this.#settings.maxRestarts;
  }

  #next(after: number, suits: (index: number) => boolean): number | undefined {
    const found = this.#rungs.findIndex((_, index) => index > after && this.#isUsable(index) && suits(index));
    return found < 0 ? undefined : found;
  }

  #isUsable(index: number): boolean {
    return this.#usable[index] && !this.#dead.has(index);
  }

  /** The same model at the same place: `auto` may have become what another rung names. */
  #same(a: number, b: number): boolean {
    return this.#rungs[a].engineId === this.#rungs[b].engineId && this.#devices[a] === this.#devices[b];
  }

  /** On the same device only what is known to need less can help; elsewhere there is other memory. */
  #isSmaller(other: number, than: number): boolean {
    if (this.#devices[other] !== this.#devices[than]) return true;
    const need = this.#rungs[other].needBytes;
    const had = this.#rungs[than].needBytes;
    return need === undefined || had === undefined || need < had;
  }
}
