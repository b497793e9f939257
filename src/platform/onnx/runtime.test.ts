import { describe, expect, it } from 'vitest';
import { createOnnxRuntime, usableCores } from './runtime.ts';

describe('createOnnxRuntime', () => {
  it('uses all cores unless a job may have fewer', () => {
    expect(createOnnxRuntime().cores).toBe(usableCores());
    expect(createOnnxRuntime(1).cores).toBe(1);
    expect(createOnnxRuntime(1_000_000).cores).toBe(usableCores());
  });

  it.each([0, -3, 0.5, NaN])('takes one core for a limit of %d', (limit) => {
    expect(createOnnxRuntime(limit).cores).toBe(1);
  });
});
