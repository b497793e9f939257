import { describe, expect, it } from 'vitest';
import { memorySource } from '../support/memory-source.ts';
import { readAligned } from '../../src/core/ports/aligned-blocks.ts';

const signal = new AbortController().signal;
const ones = (length: number): Float32Array => new Float32Array(length).fill(1);

describe('readAligned', () => {
  it('puts tracks at their places in time, with silence before, behind and no sample lost', async () => {
    const early = memorySource(ones(500), { blockSamples: 77, startOffsetMs: 100 });
    const late = memorySource(ones(100), { blockSamples: 33, startOffsetMs: 110 });
    const starts: number[] = [];
    const sums = [0, 0];
    const firsts: (number | undefined)[] = [undefined, undefined];
    let at = 0;
    for await (const block of readAligned([early, late], 160, signal)) {
      starts.push(block.startMs);
      for (const [track, samples] of block.samples.entries()) {
        expect(samples.length).toBe(160);
        for (const [index, sample] of samples.entries()) {
          if (sample === 0) continue;
          sums[track] = (sums[track] ?? 0) + sample;
          firsts[track] ??= at + index;
        }
      }
      at += 160;
    }
    expect(starts).toEqual([100, 110, 120, 130]);
    expect(sums).toEqual([500, 100]);
    expect(firsts).toEqual([0, 160]);
  });

  it('ends every decoder when the reader stops early', async () => {
    const ended: string[] = [];
    const watched = (name: string) => {
      const source = memorySource(ones(16_000));
      return {
        ...source,
        async *read(given: AbortSignal) {
          try {
            return yield* source.read(given);
          } finally {
            ended.push(name);
          }
        },
      };
    };
    for await (const block of readAligned([watched('a'), watched('b')], 160, signal)) {
      expect(block.startMs).toBe(0);
      break;
    }
    expect(ended.sort()).toEqual(['a', 'b']);
  });
});
