import type { ProgressStep } from './progress-tracker.ts';
import type { StageSpeed } from './stage-speed.ts';

/** A stage that a job will run over each of its tracks. */
export interface PlannedStage {
  readonly stage: string;
  readonly model: string | undefined;
  readonly device: string;
}

/** Relative cost per second of audio, measured on the fixture models; only ratios matter (docs/benchmarks.md). */
const STAGE_COSTS: Readonly<Record<string, number>> = { vad: 1, crosstalk: 0.2, asr: 6, diarize: 5, cues: 0.05 };
/** Run once, over all tracks. */
const SHARED_STAGES: ReadonlySet<string> = new Set(['crosstalk', 'cues']);

/**
 * Weighs a job's steps. A stage with a learned speed weighs the milliseconds it should take; the others take their
 * usual ratio to those. Without any, or for audio of unknown length, weights are ratios only.
 */
export function planSteps(
  stages: readonly PlannedStage[],
  tracks: number,
  audioMs: number | undefined,
  speeds: readonly StageSpeed[],
): ProgressStep[] {
  const costs = stages.map(({ stage, model, device }) => {
    const fits = (speed: StageSpeed): boolean =>
      speed.stage === stage && speed.model === (model ?? '') && speed.device === device;
    const speed = speeds.findLast(fits)?.audioSecondsPerSecond;
    const learned = speed !== undefined && speed > 0 && Number.isFinite(speed) ? 1 / speed : undefined;
    return { stage, usual: STAGE_COSTS[stage] ?? 1, learned };
  });
  const known = costs.filter((cost) => cost.learned !== undefined);
  const timed = known.length > 0 && audioMs !== undefined && audioMs > 0;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const ratio = timed ? sum(known.map((cost) => cost.learned ?? 0)) / sum(known.map((cost) => cost.usual)) : 1;
  return costs.flatMap(({ stage, usual, learned }) => {
    const weight = (timed ? (learned ?? usual * ratio) : usual) * (timed ? audioMs : 1);
    const knows = timed ? (learned === undefined ? 'ratio' : 'time') : 'nothing';
    const count = SHARED_STAGES.has(stage) ? 1 : tracks;
    return Array.from({ length: count }, (_, track) => ({ stage, track, weight, knows }) as const);
  });
}
