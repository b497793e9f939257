import type { JobView, QueueView } from '../../contract/job-view.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { ask } from '../client/ask.ts';
import { store } from './store.ts';

/** The queue as the page knows it. */
export const queueStore = store<{ readonly queue?: QueueView; readonly failed?: unknown }>({});

export function jobOf(id: number): JobView | undefined {
  return queueStore.getState().queue?.jobs.find((job) => job.id === id);
}

/** Follows the queue: asks once, and again after each change, one question at a time. Returns the function that stops it. */
export function followQueue(api: StudioApi): () => void {
  let stopped = false;
  let asking = false;
  let again = false;
  const refresh = async (): Promise<void> => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      do {
        again = false;
        const queue = await ask(api, 'queue.list', {});
        if (!stopped) queueStore.setState({ queue }, true);
      } while (again && !stopped);
    } catch (failed) {
      if (!stopped) queueStore.setState({ failed });
    } finally {
      asking = false;
    }
  };
  const stop = api.on('queue', () => void refresh());
  void refresh();
  return () => {
    stopped = true;
    stop();
  };
}
