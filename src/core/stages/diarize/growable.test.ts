import { describe, expect, it } from 'vitest';
import { createGrowableFloats } from './growable.ts';

describe('createGrowableFloats', () => {
  it('grows, keeps what was written, and takes only what is used', () => {
    const floats = createGrowableFloats(2);
    floats.write(Float32Array.of(1, 2), floats.reserve(2));
    const at = floats.reserve(3);
    floats.write(Float32Array.of(5), at + 2);
    expect(at).toBe(2);
    expect([...floats.take()]).toEqual([1, 2, 0, 0, 5]);
    expect(floats.length).toBe(5);
  });
});
