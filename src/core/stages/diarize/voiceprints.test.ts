import { describe, expect, it } from 'vitest';
import { normalisedRows } from './vectors.ts';
import { voiceprints } from './voiceprints.ts';

const set = {
  model: 'm',
  dim: 2,
  count: 3,
  vectors: Float32Array.of(2, 0, 0, 5, 0, 7),
  window: Uint32Array.of(0, 1, 1),
  local: Uint8Array.of(0, 0, 1),
  cleanFrames: Uint16Array.of(30, 40, 0),
};
const unit = normalisedRows({ count: 3, dim: 2, data: set.vectors }, [0, 1, 2]);

describe('voiceprints', () => {
  it('are mean directions weighed by speech without overlap', () => {
    // Rows 0 and 1 are one speaker: (30, 40) has length 50.
    const [first, second] = voiceprints(set, unit, Int32Array.of(0, -1, -1, 0, 1, -1), 2);
    expect(first).toEqual({ model: 'm', vector: [0.6, 0.8], cleanFrames: 70 });
    // Row 2 is never heard alone.
    expect(second).toBeUndefined();
  });

  it('leave out voices without a speaker', () => {
    expect(voiceprints(set, unit, new Int32Array(6).fill(-1), 1)).toEqual([undefined]);
  });
});
