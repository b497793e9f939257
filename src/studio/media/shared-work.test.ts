import { describe, expect, it } from 'vitest';
import { SharedWork } from './shared-work.ts';

const never = new AbortController().signal;

describe('SharedWork', () => {
  it('does the same work once for all who ask meanwhile, and again afterwards', async () => {
    const shared = new SharedWork<number>();
    let runs = 0;
    const work = () => Promise.resolve(++runs);
    expect(await Promise.all([shared.run('a', never, work), shared.run('a', never, work)])).toEqual([1, 1]);
    expect(await shared.run('a', never, work)).toBe(2);
    expect(await Promise.all([shared.run('a', never, work), shared.run('b', never, work)])).toEqual([3, 4]);
  });

  it('stops when the last one gives up, and not before', async () => {
    const shared = new SharedWork<string>();
    let stopped = false;
    const work = (signal: AbortSignal) =>
      new Promise<string>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped = true;
          reject(new Error('stopped'));
        });
      });
    const [first, second] = [new AbortController(), new AbortController()];
    const one = shared.run('a', first.signal, work);
    const two = shared.run('a', second.signal, work);
    first.abort();
    await expect(one).rejects.toMatchObject({ code: 'cancelled' });
    expect(stopped).toBe(false);
    second.abort();
    await expect(two).rejects.toMatchObject({ code: 'cancelled' });
    expect(stopped).toBe(true);
    await expect(shared.run('a', first.signal, work)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('passes a failure to everybody', async () => {
    const shared = new SharedWork<number>();
    const fail = () => Promise.reject(new Error('no'));
    const results = await Promise.allSettled([shared.run('a', never, fail), shared.run('a', never, fail)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
