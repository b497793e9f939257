import { afterEach, describe, expect, it } from 'vitest';
import type { CallInput } from '../../../contract/contract.ts';
import type { QueueView } from '../../../contract/job-view.ts';
import type { StudioApi } from '../../../contract/studio-api.ts';
import { queueStore, showQueue } from '../../state/queue.ts';
import { moveJob } from './job-actions.ts';

function queueOf(ids: readonly number[]): QueueView {
  return { jobs: ids.map((id) => ({ id })) } as unknown as QueueView;
}

/** A studio that moves jobs and answers a while later. */
function slowQueue(first: readonly number[]): StudioApi {
  let order = first;
  const call = async (_name: string, { ids, to }: CallInput<'queue.move'>): Promise<unknown> => {
    const rest = order.filter((id) => !ids.includes(id));
    const at = typeof to === 'object' ? rest.indexOf(to.before) : to === 'first' ? 0 : rest.length;
    order = rest.toSpliced(at, 0, ...ids);
    const queue = queueOf(order);
    await new Promise((resolve) => setTimeout(resolve));
    return { ok: true, value: { ids, queue } };
  };
  return { call, on: () => () => undefined } as unknown as StudioApi;
}

describe('moving a job with keys', () => {
  afterEach(() => queueStore.setState({}, true));

  it('goes as many places as there were presses, however quickly they came', async () => {
    const shown = [1, 2, 3, 4];
    const api = slowQueue(shown);
    showQueue(queueOf(shown));
    expect(await Promise.all([1, 2].map(() => moveJob(api, 1, 1, shown)))).toEqual([2, 3]);
    expect(queueStore.getState().queue?.jobs.map(({ id }) => id)).toEqual([2, 3, 1, 4]);
    expect(await Promise.all([1, 2, 3].map(() => moveJob(api, 1, -1, shown)))).toEqual([2, 1, undefined]);
    expect(queueStore.getState().queue?.jobs.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });
});
