/** A float32 list that grows by doubling, so hours of rows need no array of arrays. */
export interface GrowableFloats {
  readonly length: number;
  /** Makes room for `count` more values and returns the index of the first; they start as 0. */
  reserve(count: number): number;
  /** Copies `values` to `at`, inside space reserved before. */
  write(values: Float32Array, at: number): void;
  /** Adds to the value at `at`, inside space reserved before. */
  add(at: number, value: number): void;
  /** The values so far, without spare room. */
  take(): Float32Array;
}

/** Starts with room for `capacity` values. */
export function createGrowableFloats(capacity = 1024): GrowableFloats {
  let data = new Float32Array(capacity);
  let length = 0;
  return {
    get length() {
      return length;
    },
    reserve(count) {
      const at = length;
      length += count;
      if (length > data.length) {
        const larger = new Float32Array(Math.max(length, data.length * 2));
        larger.set(data.subarray(0, at));
        data = larger;
      }
      return at;
    },
    write(values, at) {
      data.set(values, at);
    },
    add(at, value) {
      data[at] += value;
    },
    take: () => data.slice(0, length),
  };
}
