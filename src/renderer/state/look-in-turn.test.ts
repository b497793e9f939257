import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StudioApi } from '../../contract/studio-api.ts';
import { followLibrary, libraryStore } from './library.ts';
import { followQueue, queueStore } from './queue.ts';

/** What is asked and not answered yet; each question was looked up when it came in. */
function slowStudio() {
  const listeners = new Map<string, Set<(event: never) => void>>();
  const open: { readonly answer: () => void; readonly fail: () => void }[] = [];
  let titles: readonly string[] = [];
  const api = {
    call: (name: string) =>
      new Promise((resolve) => {
        const found = titles.map((title, at) => ({ id: at + 1, job: at + 1, title }));
        const value = name === 'queue.list' ? { jobs: found } : found;
        const error = { code: 'connection-lost', what: 'Gone.', meaning: 'Gone.', action: 'Wait.' };
        open.push({ answer: () => resolve({ ok: true, value }), fail: () => resolve({ ok: false, error }) });
      }),
    on(name: string, listener: (event: never) => void) {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return () => void all.delete(listener);
    },
  } as unknown as StudioApi;
  return {
    api,
    open,
    /** Another one is there, and the studio says so. */
    add: async (title: string) => {
      titles = [...titles, title];
      for (const listener of listeners.get('queue') ?? []) listener({ ids: [] } as never);
      await vi.advanceTimersByTimeAsync(500);
    },
    answerAll: async () => {
      for (; open.length > 0; await vi.advanceTimersByTimeAsync(0)) open.pop()?.answer();
    },
  };
}

describe('lists of the studio that change while they are on their way', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('show the newest projects, in whatever order answers come', async () => {
    const studio = slowStudio();
    const stop = followLibrary(studio.api);
    await studio.add('first');
    await studio.add('second');
    await studio.answerAll();
    expect(libraryStore.getState().documents?.map(({ title }) => title)).toEqual(['first', 'second']);
    stop();
  });

  it('show the queue, also when the look before it failed after the studio was back', async () => {
    const studio = slowStudio();
    const stop = followQueue(studio.api);
    await studio.add('first');
    studio.open.pop()?.fail();
    await vi.advanceTimersByTimeAsync(0);
    await studio.answerAll();
    expect(queueStore.getState().failed).toBeUndefined();
    expect(queueStore.getState().queue?.jobs.map(({ title }) => title)).toEqual(['first']);
    stop();
  });
});
