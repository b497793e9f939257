import type { HistoryStep } from '../../../../contract/document-calls.ts';

type Placed = Pick<HistoryStep, 'step' | 'state'>;

/** The steps that are or can be carried out, in order; those that were undone stand behind all others. */
export function shownSteps<Step extends Placed>(steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ state }) => state === 'live' || state === 'undone');
}

/** How many of them are carried out. */
export function liveCount(steps: readonly Placed[]): number {
  return steps.filter(({ state }) => state === 'live').length;
}

/**
 * How many steps to redo, or to undo where it is below 0, until a step is the last one carried out; `undefined` stands for
 * the place before the first. 0 where the step is gone.
 */
export function wayTo(steps: readonly Placed[], target: Pick<HistoryStep, 'step'> | undefined): number {
  const shown = shownSteps(steps);
  const at = target === undefined ? 0 : shown.findIndex(({ step }) => step === target.step) + 1;
  return at === 0 && target !== undefined ? 0 : at - liveCount(shown);
}
