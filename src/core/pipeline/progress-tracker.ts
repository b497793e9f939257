import type { Clock } from '../ports/clock.ts';

/** One unit of weighted work: a stage over one track. */
export interface ProgressStep {
  readonly stage: string;
  readonly track: number;
  /** Share of the whole job; only ratios count, unless `knows` says that these are milliseconds. */
  readonly weight: number;
  /**
   * `time`: the weight is the milliseconds that this step took before on this machine; `ratio`: milliseconds derived
   * from other steps; `nothing` (default): no unit.
   */
  readonly knows?: 'time' | 'ratio' | 'nothing';
}

/** A snapshot for people: fractions 0..1 that never fall; times left are `undefined` until they mean something. */
export interface ProgressReport {
  readonly stage: string;
  readonly stageFraction: number;
  readonly stageEtaMs: number | undefined;
  readonly overallFraction: number;
  readonly overallEtaMs: number | undefined;
}

/** No estimate from the pace before this much of a stage, or this much time, has passed: early ones are noise. */
const MIN_FRACTION_FOR_ETA = 0.05;
const MIN_ELAPSED_FOR_ETA_MS = 300;
/** A learned time counts as much as having watched this share of the stage. */
const PRIOR_SHARE = 0.1;

interface StepState extends ProgressStep {
  fraction: number;
  /** Part of `fraction` that an earlier run did. */
  restored: number;
  startedMs?: number;
  endedMs?: number;
}

/** What a set of steps did in this run: `live` is weight done, `open` weight there was to do, both without restored parts. */
interface Work {
  readonly total: number;
  readonly live: number;
  readonly open: number;
  readonly left: number;
  readonly elapsedMs: number;
}

/**
 * Turns per-step fractions into monotone stage and job progress with time left. The time left of a job is that of the
 * running stage by its own pace plus the learned time of stages not begun. What was restored adds to the fractions and
 * to no pace.
 */
export class ProgressTracker {
  readonly #steps: readonly StepState[];
  readonly #clock: Clock;

  constructor(steps: readonly ProgressStep[], clock: Clock) {
    this.#steps = steps.map((step) => ({ ...step, fraction: 0, restored: 0 }));
    this.#clock = clock;
  }

  /** Records a step's fraction (clamped to 0..1, never falling), `restored` being its part from an earlier run. */
  update(stage: string, track: number, fraction: number, restored = 0): ProgressReport {
    const now = this.#clock.nowMs();
    const step = this.#find(stage, track);
    if (step !== undefined) {
      step.startedMs ??= now;
      step.fraction = Math.max(step.fraction, unit(fraction));
      step.restored = Math.min(step.fraction, Math.max(step.restored, unit(restored)));
      if (step.fraction === 1) step.endedMs ??= now;
    }
    return this.#report(stage, now);
  }

  /** Records that a step needs no work: its output is there from an earlier run, or there is nothing to do. */
  skip(stage: string, track: number): ProgressReport {
    const now = this.#clock.nowMs();
    const step = this.#find(stage, track);
    if (step !== undefined && step.startedMs === undefined)
      Object.assign(step, { fraction: 1, restored: 1, startedMs: now, endedMs: now });
    return this.#report(stage, now);
  }

  #find(stage: string, track: number): StepState | undefined {
    return this.#steps.find((step) => step.stage === stage && step.track === track);
  }

  #report(stage: string, now: number): ProgressReport {
    const own = this.#steps.filter((step) => step.stage === stage);
    return {
      stage,
      stageFraction: fractionOf(own),
      stageEtaMs: rounded(this.#stageLeft(own, now, undefined)),
      overallFraction: fractionOf(this.#steps),
      overallEtaMs: rounded(this.#overallLeft(now)),
    };
  }

  #overallLeft(now: number): number | undefined {
    const pace = paceOf(workOf(this.#steps, now));
    let left = 0;
    for (const stage of new Set(this.#steps.map((step) => step.stage))) {
      const own = this.#steps.filter((step) => step.stage === stage);
      const part = this.#stageLeft(own, now, own.some((step) => inMs(step)) ? 1 : pace);
      if (part === undefined) return undefined;
      left += part;
    }
    return left;
  }

  /** Milliseconds left of one stage; `fallback` is the pace to take when its own says nothing yet. */
  #stageLeft(own: readonly StepState[], now: number, fallback: number | undefined): number | undefined {
    const work = workOf(own, now);
    if (work.left === 0) return 0;
    const prior = own.some((step) => step.knows === 'time') ? PRIOR_SHARE * work.total : 0;
    const pace = prior > 0 ? (work.elapsedMs + prior) / (work.live + prior) : (paceOf(work) ?? fallback);
    return pace === undefined ? undefined : work.left * pace;
  }
}

function inMs(step: ProgressStep): boolean {
  return step.knows === 'time' || step.knows === 'ratio';
}

function workOf(steps: readonly StepState[], now: number): Work {
  const sum = (of: (step: StepState) => number): number => steps.reduce((total, step) => total + of(step), 0);
  return {
    total: sum((step) => step.weight),
    live: sum((step) => step.weight * (step.fraction - step.restored)),
    open: sum((step) => step.weight * (1 - step.restored)),
    left: sum((step) => step.weight * (1 - step.fraction)),
    elapsedMs: sum((step) => (step.startedMs === undefined ? 0 : (step.endedMs ?? now) - step.startedMs)),
  };
}

/** Milliseconds a unit of weight takes, or `undefined` while that is noise. */
function paceOf({ live, open, elapsedMs }: Work): number | undefined {
  if (live <= 0 || live < open * MIN_FRACTION_FOR_ETA || elapsedMs < MIN_ELAPSED_FOR_ETA_MS) return undefined;
  return elapsedMs / live;
}

function fractionOf(steps: readonly StepState[]): number {
  if (steps.every((step) => step.fraction === 1)) return 1;
  const weight = steps.reduce((sum, step) => sum + step.weight, 0);
  return weight === 0 ? 1 : Math.min(1, steps.reduce((sum, step) => sum + step.weight * step.fraction, 0) / weight);
}

function unit(fraction: number): number {
  return Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : 0;
}

function rounded(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms);
}
