import type { TensorData } from '../../../ports/inference.ts';

const SCRATCH = new DataView(new ArrayBuffer(4));

/** One IEEE 754 binary16 bit pattern as a number. */
export function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A number as binary16 bits, rounded to nearest even; beyond the range it becomes infinite. */
export function numberToHalf(value: number): number {
  SCRATCH.setFloat32(0, value);
  const bits = SCRATCH.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) {
    // Below 2^-14 the result is subnormal: a multiple of 2^-24.
    return sign | roundHalfEven(Math.abs(value) * 2 ** 24);
  }
  const kept = magnitude - 0x38000000;
  const rest = kept & 0x1fff;
  const half = kept >>> 13;
  return sign | (rest > 0x1000 || (rest === 0x1000 && (half & 1) === 1) ? half + 1 : half);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/** Float32 values as binary16 bits. */
export function toHalfBits(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, numberToHalf);
}

let table: Float32Array | undefined;

/**
 * `[from, from + count)` of a float tensor's data as float32. Binary16 data may arrive as `Uint16Array` bits or as a
 * native half-float array; both share the 2-byte layout read here. Float32 data is returned as a view.
 */
export function readFloats(type: string, data: TensorData, from: number, count: number): Float32Array {
  if (type !== 'float16') return (data as Float32Array).subarray(from, from + count);
  table ??= Float32Array.from({ length: 0x10000 }, (_, half) => halfToNumber(half));
  const bits = new Uint16Array(data.buffer, data.byteOffset + from * 2, count);
  const out = new Float32Array(count);
  for (let i = 0; i < count; i++) out[i] = table[bits[i]]!;
  return out;
}
