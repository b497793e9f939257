import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProgressTold } from './progress-told.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is never silent for ten seconds, says until when a pause lasts, and never falls', () => {
  const told: { readonly at: number; readonly done: number; readonly until: number | undefined }[] = [];
  const teller = new ProgressTold(({ done, pausedUntilMs }) =>
    told.push({ at: Date.now(), done, until: pausedUntilMs }),
  );
  const began = Date.now();
  teller.begin(200);
  vi.advanceTimersByTime(25_000);
  teller.share(0.5);
  const until = Date.now() + 60_000;
  teller.pause(until);
  vi.advanceTimersByTime(59_000);
  expect(told.filter((one) => one.until === until).length).toBeGreaterThanOrEqual(6);
  vi.advanceTimersByTime(20_000);
  expect(told.at(-1)?.until).toBeUndefined();
  teller.share(0.25);
  teller.end();
  const ended = told.length;
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(ended);
  const times = [began, ...told.map(({ at }) => at)];
  for (const [index, at] of times.entries()) expect(at - (times[index - 1] ?? at)).toBeLessThanOrEqual(10_000);
  expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b));
  expect(told.at(-1)?.done).toBe(100);
});
