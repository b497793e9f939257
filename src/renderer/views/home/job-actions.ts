import type { JobState } from '../../../core/queue/job-state.ts';
import type { ChangeKind } from '../../../contract/queue-calls.ts';
import type { StudioApi } from '../../../contract/studio-api.ts';
import { ask } from '../../client/ask.ts';
import { jobOf, queueStore, showQueue } from '../../state/queue.ts';
import { takeTurns } from '../../state/take-turns.ts';

/** In which states each change makes sense; the studio checks it again. */
const ALLOWED: Readonly<Record<ChangeKind, readonly JobState[]>> = {
  pause: ['queued', 'running'],
  resume: ['paused'],
  cancel: ['queued', 'running', 'paused'],
  retry: ['failed', 'cancelled'],
  remove: ['queued', 'paused', 'done', 'failed', 'cancelled'],
  duplicate: ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'],
};

export function isAllowed(kind: ChangeKind, state: JobState): boolean {
  return ALLOWED[kind].includes(state);
}

/** Those of the jobs that a change makes sense for. */
export function changeable(kind: ChangeKind, ids: readonly number[]): readonly number[] {
  return ids.filter((id) => {
    const job = jobOf(id);
    return job !== undefined && isAllowed(kind, job.state);
  });
}

/** Changes those jobs that can be changed like that. Throws what `queue.change` throws. */
export async function changeJobs(api: StudioApi, kind: ChangeKind, ids: readonly number[]): Promise<readonly number[]> {
  const some = changeable(kind, ids);
  if (some.length === 0) return [];
  const { ids: changed, queue } = await ask(api, 'queue.change', { kind, ids: [...some] });
  showQueue(queue);
  return changed;
}

const inTurn = takeTurns();

/**
 * Moves a job one place up or down among those shown; the place it is at then, from 1, or undefined at an end. Steps that
 * follow each other quickly are made one after the other, each from where the one before led.
 */
export function moveJob(api: StudioApi, id: number, by: -1 | 1, shown: readonly number[]): Promise<number | undefined> {
  return inTurn(async () => {
    const now = inOrder(shown);
    const from = now.indexOf(id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= now.length) return undefined;
    const before = now[by < 0 ? to : to + 1];
    await moveTo(api, [id], before === undefined ? 'last' : { before });
    return to + 1;
  });
}

/** Moves jobs to an end of the queue or before another one. Throws what `queue.move` throws. */
export async function moveTo(
  api: StudioApi,
  ids: readonly number[],
  to: 'first' | 'last' | { readonly before: number },
): Promise<void> {
  if (typeof to === 'object' && ids.includes(to.before)) return;
  const { queue } = await ask(api, 'queue.move', { ids: inOrder(ids), to });
  showQueue(queue);
}

export async function prioritise(api: StudioApi, ids: readonly number[], priority: number): Promise<void> {
  const { queue } = await ask(api, 'queue.prioritise', { ids: inOrder(ids), priority });
  showQueue(queue);
}

/** As they stand in the queue, so that several keep their order. */
function inOrder(ids: readonly number[]): number[] {
  const wanted = new Set(ids);
  return queueStore.getState().queue?.jobs.flatMap(({ id }) => (wanted.has(id) ? id : [])) ?? [...ids];
}
