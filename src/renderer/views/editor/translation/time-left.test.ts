import { expect, it } from 'vitest';
import { TimeLeft } from './time-left.ts';

it('tells how long the rest takes, by what was done since it began', () => {
  const left = new TimeLeft(1000);
  expect(left.of(10, 100, 1500)).toBeUndefined();
  expect(left.of(40, 100, 4000)).toBe(6000);
  expect(left.of(100, 100, 9000)).toBeUndefined();
});
