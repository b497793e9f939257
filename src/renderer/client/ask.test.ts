import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callPatience } from '../../contract/call-patience.ts';
import type { EventName } from '../../contract/events.ts';
import { type Reply, replyOf } from '../../contract/reply.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { cancelled } from '../../shared/app-error.ts';
import { ask } from './ask.ts';

/** A studio that answers only when it is told to, and ends what is cancelled, as the real ones do. */
function studio() {
  const listeners = new Map<EventName, Set<() => void>>();
  let answer: (reply: Reply<never>) => void = () => undefined;
  let signal: AbortSignal | undefined;
  const api = {
    call: (_name: string, _input: unknown, run: { readonly signal: AbortSignal }) =>
      new Promise<Reply<never>>((resolve) => {
        answer = resolve;
        signal = run.signal;
        const end = (): void => void replyOf<never>(() => Promise.reject(cancelled())).then(resolve);
        if (signal.aborted) end();
        else signal.addEventListener('abort', end);
      }),
    on: (name: EventName, listener: () => void) => {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return () => void all.delete(listener);
    },
  } as unknown as StudioApi;
  return {
    api,
    answer: (value: unknown) => answer({ ok: true, value: value as never }),
    tell: (name: EventName) => listeners.get(name)?.forEach((listener) => listener()),
    listening: () => [...listeners.values()].reduce((count, { size }) => count + size, 0),
    isGivenUp: () => signal?.aborted === true,
  };
}

describe('ask', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('gives up when no answer comes, says so in three parts, and cancels the work', async () => {
    const { api, isGivenUp } = studio();
    const asked = expect(ask(api, 'queue.list', {})).rejects.toMatchObject({
      code: 'timed-out',
      parts: { what: 'The studio gave no answer within 30 seconds.', action: 'Try again.' },
      details: { call: 'queue.list' },
    });
    await vi.advanceTimersByTimeAsync(callPatience['queue.list'].ms);
    await asked;
    expect(isGivenUp()).toBe(true);
  });

  it('does not say that nothing was changed when something may have been', async () => {
    const { api } = studio();
    const asked = expect(ask(api, 'queue.clear', {})).rejects.toMatchObject({
      parts: { meaning: expect.stringContaining('not known') as string },
    });
    await vi.advanceTimersByTimeAsync(callPatience['queue.clear'].ms);
    await asked;
  });

  it('waits as long as the work shows signs of life', async () => {
    const { api, answer, tell, listening } = studio();
    const asked = ask(api, 'models.pull', { ids: ['a'] });
    for (let minute = 0; minute < 60; minute++) {
      await vi.advanceTimersByTimeAsync(60_000);
      tell('models');
    }
    answer([]);
    expect(await asked).toEqual([]);
    expect([listening(), vi.getTimerCount()]).toEqual([0, 0]);

    const stuck = expect(ask(api, 'models.pull', { ids: ['a'] })).rejects.toMatchObject({ code: 'timed-out' });
    await vi.advanceTimersByTimeAsync(callPatience['models.pull'].ms);
    await stuck;
    expect(listening()).toBe(0);
  });

  it('ends as cancelled when the caller has enough, and leaves no timer', async () => {
    const { api, isGivenUp } = studio();
    const stop = new AbortController();
    const asked = expect(ask(api, 'queue.list', {}, { signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    stop.abort();
    await asked;
    expect([isGivenUp(), vi.getTimerCount()]).toEqual([true, 0]);
  });
});
