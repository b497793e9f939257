import { once } from 'node:events';
import { expect, it } from 'vitest';
import { RunningCalls } from './running-calls.ts';

/** Work that ends when it is told to. */
const untilStopped = async (signal: AbortSignal): Promise<string> => {
  if (!signal.aborted) await once(signal, 'abort');
  return 'stopped';
};

it('ends the calls of a page that is loaded again, and stops those of the next one by its own tickets', async () => {
  const running = new RunningCalls();
  const old = running.run(0, untilStopped);
  running.endAll();
  const next = running.run(0, untilStopped);
  expect(await old).toBe('stopped');
  running.cancel(0);
  expect(await next).toBe('stopped');
});
