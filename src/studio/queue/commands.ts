import { z } from 'zod';
import type { ChangeKind } from '../../contract/queue-calls.ts';
import { JOB_STATES, type JobState } from '../../core/queue/job-state.ts';
import { changeSpec, type SpecChange } from '../../core/queue/change-spec.ts';
import type { JobSpec } from '../../core/queue/job-spec.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { AppError, cancelled, describeUnknown } from '../../shared/app-error.ts';
import { claimTarget, takenTargets } from './add-jobs.ts';
import type { Library } from './library.ts';
import { specOf } from './row-spec.ts';

const ALLOWED: Readonly<Record<ChangeKind, readonly JobState[]>> = {
  pause: ['queued', 'running'],
  resume: ['paused'],
  cancel: ['queued', 'running', 'paused'],
  retry: ['failed', 'cancelled'],
  remove: ['queued', 'paused', 'done', 'failed', 'cancelled'],
  duplicate: JOB_STATES,
};
const ENDED: readonly JobState[] = ['done', 'failed', 'cancelled'];

/**
 * Changes jobs, all that are named or none; when it returns, the change is on the disk. A running job that is paused or
 * cancelled is told to stop after that. Throws `options-invalid` when a job is not there or in the wrong state.
 */
export function changeJobs(library: Library, kind: ChangeKind, ids: readonly number[]): number[] {
  const changed = library.store.commit(() => ids.map((id) => changeOne(library, kind, requireJob(library, id))));
  if (kind === 'pause' || kind === 'cancel') for (const id of ids) library.running.get(id)?.stop.abort(cancelled());
  return changed;
}

/** Takes all ended jobs out of the queue. Documents stay in the library. */
export function clearQueue(library: Library): number[] {
  return library.store.commit(() => {
    const ended = library.jobs.list().filter(({ state }) => ENDED.includes(state));
    for (const row of ended) takeOut(library, row);
    return ended.map(({ id }) => id);
  });
}

/** Moves jobs to one end of the queue, or before another job, keeping their order among themselves. */
export function moveJobs(
  library: Library,
  ids: readonly number[],
  to: 'first' | 'last' | { readonly before: number },
): readonly number[] {
  const { jobs } = library;
  return library.store.commit(() => {
    const rows = ids.map((id) => requireJob(library, id));
    const all = jobs.list();
    const rest = all.filter((row) => !ids.includes(row.id));
    const target = typeof to === 'string' ? undefined : requireJob(library, to.before);
    const at = to === 'first' ? 0 : target === undefined ? rest.length : rest.findIndex((row) => row.id === target.id);
    if (at < 0) throw beforeItself(target?.id ?? 0);
    // Priority goes first in the order, so what is moved takes the priority of where it goes.
    const neighbour = target ?? (to === 'first' ? all[0] : all.at(-1));
    const order = [...rest.slice(0, at), ...rows, ...rest.slice(at)];
    for (const [position, row] of order.entries()) jobs.setPosition(row.id, position);
    for (const row of rows) jobs.setPriority(row.id, neighbour?.priority ?? 0);
    return ids;
  });
}

/** Gives jobs another priority; they go behind those that have it already. */
export function prioritiseJobs(library: Library, ids: readonly number[], priority: number): readonly number[] {
  return library.store.commit(() => {
    for (const id of ids) library.jobs.setPriority(requireJob(library, id).id, priority);
    return ids;
  });
}

/** Gives jobs that are not running other options and queues them again. What the options do not affect is kept. */
export function respecJobs(library: Library, ids: readonly number[], change: SpecChange): readonly number[] {
  return library.store.commit(() => {
    const taken = takenTargets(library);
    for (const id of ids) {
      const row = requireJob(library, id);
      if (row.state === 'running') throw wrongState(row, 'change');
      const spec = changedSpec(row, change);
      library.jobs.respec(id, JSON.stringify(spec.stem === '' ? spec : claimTarget(taken, spec, row.path)));
    }
    return ids;
  });
}

/** The job with this number. Throws `options-invalid`. */
export function requireJob(library: Library, id: number): JobRow {
  const row = library.jobs.get(id);
  if (row !== undefined && row.listed === 1) return row;
  throw new AppError('options-invalid', {
    what: `There is no job ${id} in the queue.`,
    meaning: 'Nothing was changed.',
    action: 'Run `voxlane queue list` to see the jobs and their numbers.',
  });
}

function changedSpec(row: JobRow, change: SpecChange): JobSpec {
  try {
    return changeSpec(specOf(row), change);
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? (cause.issues[0]?.message ?? '') : describeUnknown(cause);
    throw new AppError(
      'options-invalid',
      {
        what: `Job ${row.id} cannot be changed like that: ${reason}.`,
        meaning: 'Nothing was changed.',
        action: 'Choose options that fit together.',
      },
      { cause },
    );
  }
}

function changeOne(library: Library, kind: ChangeKind, row: JobRow): number {
  const { jobs } = library;
  if (!ALLOWED[kind].includes(row.state)) throw wrongState(row, kind);
  switch (kind) {
    case 'pause':
      jobs.setState(row.id, 'paused');
      break;
    case 'resume':
      jobs.setState(row.id, 'queued');
      break;
    case 'cancel':
      jobs.setState(row.id, 'cancelled');
      break;
    case 'retry':
      jobs.retry(row.id);
      break;
    case 'remove':
      takeOut(library, row);
      break;
    case 'duplicate':
      return jobs.duplicate(row.id);
  }
  return row.id;
}

/** A job that left a document is only hidden: words somebody corrected are not thrown away with a line of a list. */
function takeOut(library: Library, row: JobRow): void {
  if (library.documents.newest(row.id) === 0) library.jobs.remove(row.id);
  else library.jobs.unlist(row.id);
}

function wrongState(row: JobRow, kind: string): AppError {
  const action =
    row.state === 'running' ? 'Cancel or pause it first.' : 'Run `voxlane queue list` to see the state of each job.';
  return new AppError('options-invalid', {
    what: `Job ${row.id} is ${row.state}, so "${kind}" does not apply to it.`,
    meaning: 'Nothing was changed.',
    action,
  });
}

function beforeItself(id: number): AppError {
  return new AppError('options-invalid', {
    what: `Job ${id} cannot be moved before itself.`,
    meaning: 'Nothing was changed.',
    action: 'Name another job, or use --to first or --to last.',
  });
}
