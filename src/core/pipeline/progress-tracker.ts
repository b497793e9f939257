import type { Clock } from '../ports/clock.ts';

/** One unit of weighted work: a stage over one track. */
export interface ProgressStep {
  readonly stage: string;
  readonly track: number;
  /** Share of the whole job; any unit, only ratios count. */
  readonly weight: number;
}

/** A snapshot for people: fractions 0..1 that never fall; times left are `undefined` until they mean something. */
export interface ProgressReport {
  readonly stage: string;
  readonly stageFraction: number;
  readonly stageEtaMs: number | undefined;
  readonly overallFraction: number;
  readonly overallEtaMs: number | undefined;
}

/** No estimate before this much of a stage, or this much time, has passed: early ones are noise. */
const MIN_FRACTION_FOR_ETA = 0.05;
const MIN_ELAPSED_FOR_ETA_MS = 300;

/** Turns per-step fractions into monotone stage and job progress with time left. */
export class ProgressTracker {
  readonly #steps: readonly ProgressStep[];
  readonly #clock: Clock;
  readonly #fractions: Map<string, number>;
  readonly #stageStart = new Map<string, number>();
  readonly #start: number;
  readonly #totalWeight: number;

  constructor(steps: readonly ProgressStep[], clock: Clock) {
    this.#steps = steps;
    this.#clock = clock;
    this.#fractions = new Map(steps.map((step) => [key(step.stage, step.track), 0]));
    this.#start = clock.nowMs();
    this.#totalWeight = steps.reduce((sum, step) => sum + step.weight, 0);
  }

  /** Records a step's fraction (clamped to 0..1, never falling) and returns the new picture. */
  update(stage: string, track: number, fraction: number): ProgressReport {
    const id = key(stage, track);
    const now = this.#clock.nowMs();
    if (!this.#stageStart.has(stage)) this.#stageStart.set(stage, now);
    const clean = Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : 0;
    this.#fractions.set(id, Math.max(this.#fractions.get(id) ?? 0, clean));
    const stageFraction = this.#stageFraction(stage);
    const overallFraction = this.#overallFraction();
    return {
      stage,
      stageFraction,
      stageEtaMs: timeLeft(stageFraction, now - (this.#stageStart.get(stage) ?? now)),
      overallFraction,
      overallEtaMs: timeLeft(overallFraction, now - this.#start),
    };
  }

  #stageFraction(stage: string): number {
    const steps = this.#steps.filter((step) => step.stage === stage);
    const weight = steps.reduce((sum, step) => sum + step.weight, 0);
    if (weight === 0) return 1;
    return this.#weighted(steps) / weight;
  }

  #overallFraction(): number {
    return this.#totalWeight === 0 ? 1 : Math.min(1, this.#weighted(this.#steps) / this.#totalWeight);
  }

  #weighted(steps: readonly ProgressStep[]): number {
    return steps.reduce((sum, step) => sum + step.weight * (this.#fractions.get(key(step.stage, step.track)) ?? 0), 0);
  }
}

function key(stage: string, track: number): string {
  return `${stage}/${track}`;
}

function timeLeft(fraction: number, elapsedMs: number): number | undefined {
  if (fraction >= 1) return 0;
  if (fraction < MIN_FRACTION_FOR_ETA || elapsedMs < MIN_ELAPSED_FOR_ETA_MS) return undefined;
  return Math.round((elapsedMs * (1 - fraction)) / fraction);
}
