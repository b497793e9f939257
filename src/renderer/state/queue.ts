import type { JobView, QueueView } from '../../contract/job-view.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { toAppError, type ErrorData } from '../../shared/app-error.ts';
import { ask } from '../client/ask.ts';
import { lookInTurn } from './look-in-turn.ts';
import { store, useStored } from './store.ts';

/** The queue as the page knows it. Jobs that did not change stay the same objects, so their rows are not drawn again. */
export const queueStore = store<{
  readonly queue?: QueueView;
  readonly failed?: ErrorData;
  readonly retry?: () => void;
}>({});

export function jobOf(id: number): JobView | undefined {
  return queueStore.getState().queue?.jobs.find((job) => job.id === id);
}

/** A job of the queue; draws again when it is another one. */
export function useJob(id: number): JobView | undefined {
  return useStored(queueStore, ({ queue }) => queue?.jobs.find((job) => job.id === id));
}

/** Takes a new answer over, keeping what is the same. */
export function showQueue(next: QueueView): void {
  const before = new Map(queueStore.getState().queue?.jobs.map((job) => [job.id, job]));
  const jobs = next.jobs.map((job) => {
    const old = before.get(job.id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(job) ? old : job;
  });
  queueStore.setState({ queue: { ...next, jobs } }, true);
}

/** What a job tells when its line in the queue is another one and no event of the queue says so. */
const CHANGES: ReadonlySet<string> = new Set(['media']);

/** Follows the queue: asks once, and again after each change, one question at a time. Returns the function that stops it. */
export function followQueue(api: StudioApi): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const refresh = lookInTurn(signal, async () => {
    try {
      const queue = await ask(api, 'queue.list', {}, { signal });
      if (!signal.aborted) showQueue(queue);
    } catch (failed) {
      if (!signal.aborted) queueStore.setState({ failed: toAppError(failed).toData(), retry });
    }
  });
  const retry = (): void => {
    const { failed: _failed, retry: _retry, ...rest } = queueStore.getState();
    queueStore.setState(rest, true);
    refresh();
  };
  const stops = [
    api.on('queue', refresh),
    api.on('job', ({ event }) => {
      if (CHANGES.has(event.type)) refresh();
    }),
  ];
  refresh();
  return () => {
    stopping.abort();
    for (const stop of stops) stop();
  };
}
