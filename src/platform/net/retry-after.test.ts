import { describe, expect, it } from 'vitest';
import { jitterMs, retryAfterMs } from './retry-after.ts';

const NOW = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['1.5', 1500],
    ['Wed, 21 Oct 2026 07:28:30 GMT', 30_000],
    ['Wednesday, 21-Oct-26 07:28:30 GMT', 30_000],
    ['Wed, 21 Oct 2026 07:00:00 GMT', 0],
    ['-5', undefined],
    ['2026', 2_026_000],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, ms) => expect(retryAfterMs(header, NOW)).toBe(ms));

  it('waits up to a limit that doubles and ends', () => {
    expect([0, 1, 2, 3].map((attempt) => jitterMs(attempt, 0.999_999))).toEqual([1000, 2000, 4000, 8000]);
    expect(jitterMs(30, 0.999_999)).toBe(30_000);
    expect(jitterMs(5, 0)).toBe(0);
  });
});
