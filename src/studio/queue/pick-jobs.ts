import type { JobRow } from '../../platform/store/jobs-table.ts';
import { type Phase, phaseOf, needsOf } from './phases.ts';
import type { MachinePlan } from './plan-machine.ts';
import type { Lease, ResourcePool } from './resources.ts';

/** A job that may start now, with what it holds. */
export interface Pick {
  readonly row: JobRow;
  readonly phase: Phase;
  readonly lease: Lease;
}

/**
 * Takes from the queue, in its order, what there are resources for. A job that has to wait keeps those behind it from the
 * resources it waits for, so nothing overtakes it; two jobs over one recording never run at the same time.
 */
export function pickJobs(
  queued: readonly JobRow[],
  active: readonly JobRow[],
  pool: ResourcePool,
  plan: MachinePlan,
): Pick[] {
  const picks: Pick[] = [];
  const busy = new Set(active.map(({ path }) => path));
  const awaited = new Set<string>();
  for (const row of queued) {
    if (busy.has(row.path)) continue;
    const phase = phaseOf(row);
    const needs = needsOf(phase, plan);
    const names = Object.keys(needs);
    const lease = names.some((name) => awaited.has(name)) ? undefined : pool.tryAcquire(needs);
    if (lease === undefined) {
      for (const name of names) awaited.add(name);
      continue;
    }
    busy.add(row.path);
    picks.push({ row, phase, lease });
  }
  return picks;
}
