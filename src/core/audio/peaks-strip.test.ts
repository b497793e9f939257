import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPeaksBuilder } from './peaks.ts';
import { peaksStrip } from './peaks-strip.ts';

describe('peaksStrip', () => {
  it('shows the loudest moment in its step, whatever the length and the number of steps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 400_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 1, max: 300 }),
        (length, where, steps) => {
          const samples = new Float32Array(length).fill(0.1);
          const at = Math.floor(where * length);
          samples[at] = -1;
          const builder = createPeaksBuilder();
          builder.push(samples);
          const strip = peaksStrip(builder.finish(), steps);
          expect(strip.length).toBe(steps);
          expect(Math.max(...strip)).toBe(127);
          // A step may share a bin with its neighbour.
          const near = Math.floor((at / length) * steps);
          const around = [...strip].slice(
            Math.max(0, near - 1 - Math.ceil(steps / (length / 256))),
            near + 2 + Math.ceil(steps / (length / 256)),
          );
          expect(Math.max(...around)).toBe(127);
        },
      ),
    );
  });

  it('is flat for silence', () => {
    const builder = createPeaksBuilder();
    builder.push(new Float32Array(100_000));
    expect([...peaksStrip(builder.finish(), 5)]).toEqual([0, 0, 0, 0, 0]);
  });
});
