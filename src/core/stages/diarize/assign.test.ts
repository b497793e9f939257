import { describe, expect, it } from 'vitest';
import { UNASSIGNED, assignSpeakers, chooseColumns } from './assign.ts';
import { cosinesOf } from './cosines.ts';
import { normalisedRows } from './vectors.ts';

const never = (): boolean => false;
const always = (): boolean => true;

describe('chooseColumns', () => {
  it('takes the best of each row when none clash', () => {
    expect(chooseColumns(Float64Array.of(0.9, 0.1, 0.8, 0.7), 2, 2, never)).toEqual([0, 0]);
  });

  it('keeps clashing rows apart at the lowest loss', () => {
    // Both want column 0; row 1 loses only 0.1 by taking column 1, row 0 would lose 0.8.
    expect(chooseColumns(Float64Array.of(0.9, 0.1, 0.8, 0.7), 2, 2, always)).toEqual([0, 1]);
  });

  it('keeps only the rows apart that clash', () => {
    const similarity = Float64Array.of(0.9, 0.1, 0, 0.8, 0.7, 0, 0.9, 0.2, 0.1);
    expect(chooseColumns(similarity, 3, 3, (a, b) => a + b === 1)).toEqual([0, 1, 0]);
  });

  it('shares a column when there are too few', () => {
    expect(chooseColumns(Float64Array.of(0.9, 0.8), 2, 1, always)).toEqual([0, 0]);
  });
});

describe('assignSpeakers', () => {
  const centroids = { count: 2, dim: 2, data: Float32Array.of(1, 0, 0, 5) };
  const embeddings = {
    model: 'm',
    dim: 2,
    count: 3,
    vectors: Float32Array.of(4, 1, 4, 3, 1, 3),
    window: Uint32Array.of(0, 0, 2),
    local: Uint8Array.of(0, 2, 1),
    cleanFrames: Uint16Array.of(1, 1, 1),
  };
  const cosines = cosinesOf(normalisedRows({ count: 3, dim: 2, data: embeddings.vectors }, [0, 1, 2]), centroids);
  const activity = (mask: number) => ({
    windowCount: 3,
    framesPerWindow: 10,
    stepSamples: 16_000,
    sampleCount: 1,
    masks: new Uint8Array(30).fill(mask),
  });

  it('names each embedding by the nearest centroid and leaves the others without a name', () => {
    expect([...assignSpeakers(embeddings, cosines, activity(0b001)).labels]).toEqual([
      ...[0, UNASSIGNED, 0],
      ...[UNASSIGNED, UNASSIGNED, UNASSIGNED],
      ...[UNASSIGNED, 1, UNASSIGNED],
    ]);
  });

  it('tells voices apart that talk at the same time', () => {
    expect([...assignSpeakers(embeddings, cosines, activity(0b101)).labels.slice(0, 3)]).toEqual([0, UNASSIGNED, 1]);
  });
});
