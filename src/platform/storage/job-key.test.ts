import { describe, expect, it } from 'vitest';
import { jobKey } from './job-key.ts';

describe('jobKey', () => {
  it('does not depend on the order of properties', () => {
    expect(jobKey({ a: 1, b: { c: 2, d: 3 } })).toBe(jobKey({ b: { d: 3, c: 2 }, a: 1 }));
  });
  it('changes with any value and with the order of lists', () => {
    const base = jobKey({ models: ['x', 'y'], beam: 1 });
    expect(jobKey({ models: ['y', 'x'], beam: 1 })).not.toBe(base);
    expect(jobKey({ models: ['x', 'y'], beam: 2 })).not.toBe(base);
  });
});
