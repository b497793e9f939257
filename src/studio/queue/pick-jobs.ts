import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { isReadable, needsOf, type Phase, phaseOf, translatesOn } from './phases.ts';
import type { MachinePlan } from './plan-machine.ts';
import type { Lease, ResourcePool } from './resources.ts';

/** A job that may start now, with what it holds. */
export interface PickedJob {
  readonly row: JobRow;
  readonly phase: Phase;
  readonly lease: Lease;
}

export interface Picks {
  readonly picked: readonly PickedJob[];
  /** Jobs met on the way whose order cannot be read. */
  readonly unreadable: readonly JobRow[];
}

/**
 * Takes from the queue, in its order, what there are resources for. A job that has to wait keeps those behind it from the
 * resources it waits for, so nothing overtakes it; two jobs over one recording never run at the same time. What waits
 * anyway is not read, since a queue may be long. `usualModel` translates what names no model of its own.
 */
export function pickJobs(
  queued: readonly JobRow[],
  active: readonly JobRow[],
  pool: ResourcePool,
  plan: MachinePlan,
  usualModel?: LlmChoice,
): Picks {
  const picked: PickedJob[] = [];
  const unreadable: JobRow[] = [];
  const busy = new Set(active.map(({ path }) => path));
  const awaited = new Set<string>();
  for (const row of queued) {
    if (busy.has(row.path)) continue;
    const phase = phaseOf(row);
    const needs = needsOf(phase, plan, phase === 'translate' ? translatesOn(row, usualModel) : undefined);
    const names = Object.keys(needs);
    if (names.some((name) => awaited.has(name))) {
      for (const name of names) awaited.add(name);
      continue;
    }
    if (!isReadable(row)) {
      unreadable.push(row);
      continue;
    }
    const lease = pool.tryAcquire(needs);
    if (lease === undefined) {
      for (const name of names) awaited.add(name);
      continue;
    }
    busy.add(row.path);
    picked.push({ row, phase, lease });
  }
  return { picked, unreadable };
}
