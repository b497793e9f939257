import type { ConstantSpec } from '../../tests/support/onnx-writer.ts';
import type { Precision } from './shapes.ts';

/** Random weights as an ONNX initialiser; `scale` is what an 8-bit weight counts for. */
export interface Weights {
  readonly data: ConstantSpec['data'];
  readonly scale: number;
}

/** Makes the same weights for the same seed. Uniform with a mean of zero and the standard deviation that is asked for. */
export function weightSource(seed: number): (count: number, deviation: number, precision: Precision) => Weights {
  let state = seed;
  return (count, deviation, precision) => {
    const reach = deviation * Math.sqrt(3);
    const data = precision === 'int8' ? new Int8Array(count) : new Float32Array(count);
    const [factor, scale] = precision === 'int8' ? [127, reach / 127] : [reach, 1];
    // A linear congruential generator, inline: a small model has 240 million weights.
    for (let i = 0; i < count; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      data[i] = (state / 2 ** 31) * factor;
    }
    return { data, scale };
  };
}
