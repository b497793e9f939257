import { describe, expect, it } from 'vitest';
import { halfToNumber, numberToHalf, readFloats, toHalfBits } from './half-float.ts';
import { concatRows, selectRows } from './batch-rows.ts';

describe('binary16', () => {
  it('reads known patterns', () => {
    expect([0x3c00, 0xc000, 0x7bff, 0x0001, 0x8000, 0x7c00].map(halfToNumber)).toEqual([
      1,
      -2,
      65_504,
      2 ** -24,
      -0,
      Infinity,
    ]);
    expect(halfToNumber(0x7e00)).toBeNaN();
  });

  it('every finite pattern survives the way there and back', () => {
    const finite = Array.from({ length: 0x10000 }, (_, half) => half).filter((half) => (half & 0x7c00) !== 0x7c00);
    expect(finite.map((half) => numberToHalf(halfToNumber(half)))).toEqual(finite);
  });

  it('rounds to nearest even, overflows to infinity, keeps NaN', () => {
    expect(numberToHalf(1 + 2 ** -11)).toBe(0x3c00);
    expect(numberToHalf(1 + 3 * 2 ** -11)).toBe(0x3c02);
    expect(numberToHalf(65_519)).toBe(0x7bff);
    expect(numberToHalf(65_520)).toBe(0x7c00);
    expect(numberToHalf(-1e9)).toBe(0xfc00);
    expect(numberToHalf(2 ** -26)).toBe(0);
    expect(halfToNumber(numberToHalf(NaN))).toBeNaN();
  });

  it('reads a stretch of a tensor whatever its layout', () => {
    const bits = toHalfBits(Float32Array.of(1, 2, 3, 4));
    expect([...readFloats('float16', bits, 1, 2)]).toEqual([2, 3]);
    expect([...readFloats('float32', Float32Array.of(1, 2, 3), 1, 2)]).toEqual([2, 3]);
  });
});

describe('batch rows', () => {
  const tensor = { type: 'float32', dims: [3, 1, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) };

  it('takes neighbours as a view and gathers the rest', () => {
    const view = selectRows(tensor, [1, 2]);
    expect(view.dims).toEqual([2, 1, 2]);
    expect(view.data.buffer).toBe(tensor.data.buffer);
    expect([...(view.data as Float32Array)]).toEqual([3, 4, 5, 6]);
    expect([...(selectRows(tensor, [2, 0, 0]).data as Float32Array)]).toEqual([5, 6, 1, 2, 1, 2]);
    expect(selectRows(tensor, [0, 1, 2])).toBe(tensor);
  });

  it('stacks rows', () => {
    const stacked = concatRows([selectRows(tensor, [2]), tensor]);
    expect(stacked.dims).toEqual([4, 1, 2]);
    expect([...(stacked.data as Float32Array)]).toEqual([5, 6, 1, 2, 3, 4, 5, 6]);
  });
});
