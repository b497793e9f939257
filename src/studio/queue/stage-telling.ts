import type { JobProgressEvent } from '../../contract/job-events.ts';

/** No estimate before this much of a stage was watched: early ones are noise. */
const LEAST_WATCHED = 0.05;

/** Tells how far the last stage of a job is, as the pipeline tells of its own. */
export class StageTelling {
  readonly #stage: string;
  readonly #from: number;
  readonly #tell: (event: JobProgressEvent) => void;
  readonly #startedMs = performance.now();
  #first: number | undefined;
  #fraction = 0;

  /** `from`: the share of the job that was done before the stage. */
  constructor(stage: string, from: number, tell: (event: JobProgressEvent) => void) {
    this.#stage = stage;
    this.#from = from;
    this.#tell = tell;
  }

  /** `fraction` of the stage is done, 0..1; what falls is not told. */
  at(fraction: number): void {
    this.#first ??= fraction;
    this.#fraction = Math.max(this.#fraction, Math.min(1, fraction));
    const etaMs = this.#etaMs(this.#first);
    const overallFraction = this.#from + (1 - this.#from) * this.#fraction;
    const progress = {
      stage: this.#stage,
      stageFraction: this.#fraction,
      stageEtaMs: etaMs,
      overallFraction,
      overallEtaMs: etaMs,
    };
    this.#tell({ type: 'pipeline', event: { type: 'progress', progress } });
  }

  #etaMs(first: number): number | undefined {
    const watched = this.#fraction - first;
    if (watched < LEAST_WATCHED) return undefined;
    return Math.round(((performance.now() - this.#startedMs) / watched) * (1 - this.#fraction));
  }
}
