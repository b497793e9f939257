/** Responsibility that moves no mean: 100 000 rows of it come to less than a ten-millionth of one. */
const NEGLIGIBLE = 1e-12;
/**
 * Rows worked on at a time, so that they stay in the processor's fastest memory. Not a power of 2: stretches a multiple of 4 KB
 * apart would wait for each other there.
 */
const BLOCK = 72;
/** Sums a product is made of. */
const LANES = 4;

/** What each speaker is responsible for. */
export interface ShareSums {
  /** Sum of the rows by share, one row of `dim` for each speaker. */
  readonly alpha: Float64Array;
  /** Sum of the shares of each speaker. */
  readonly mass: Float64Array;
  /** 1 for speakers with a share that is not negligible. */
  readonly isHeard: Uint8Array;
}

/**
 * Sums up the rows of `rho` for each speaker by responsibility and weight. Eight rows are added at a time, each in its turn, so
 * that sums come out as if row by row.
 */
export function sumShares(
  gamma: Float64Array,
  rho: Float64Array,
  weights: Float64Array,
  groups: number,
  dim: number,
): ShareSums {
  const alpha = new Float64Array(groups * dim);
  const mass = new Float64Array(groups);
  const isHeard = new Uint8Array(groups);
  const shares = new Float64Array(BLOCK);
  const starts = new Int32Array(BLOCK);
  for (let from = 0; from < weights.length; from += BLOCK) {
    const to = Math.min(weights.length, from + BLOCK);
    for (let s = 0; s < groups; s += 1) {
      let picked = 0;
      for (let t = from; t < to; t += 1) {
        const share = weights[t] * gamma[t * groups + s];
        mass[s] += share;
        if (share < NEGLIGIBLE) continue;
        shares[picked] = share;
        starts[picked] = t * dim;
        picked += 1;
      }
      if (picked === 0) continue;
      isHeard[s] = 1;
      addScaled(alpha, s * dim, dim, rho, starts, shares, picked);
    }
  }
  return { alpha, mass, isHeard };
}

/** Adds `count` stretches of `source`, each times its factor, to `length` numbers of `sums` from `at`. */
function addScaled(
  sums: Float64Array,
  at: number,
  length: number,
  source: Float64Array,
  starts: Int32Array,
  factors: Float64Array,
  count: number,
): void {
  let k = 0;
  for (; k + 8 <= count; k += 8) {
    const f0 = factors[k + 0];
    const p0 = starts[k + 0];
    const f1 = factors[k + 1];
    const p1 = starts[k + 1];
    const f2 = factors[k + 2];
    const p2 = starts[k + 2];
    const f3 = factors[k + 3];
    const p3 = starts[k + 3];
    const f4 = factors[k + 4];
    const p4 = starts[k + 4];
    const f5 = factors[k + 5];
    const p5 = starts[k + 5];
    const f6 = factors[k + 6];
    const p6 = starts[k + 6];
    const f7 = factors[k + 7];
    const p7 = starts[k + 7];
    for (let i = 0; i < length; i += 1) {
      sums[at + i] =
        sums[at + i] +
        f0 * source[p0 + i] +
        f1 * source[p1 + i] +
        f2 * source[p2 + i] +
        f3 * source[p3 + i] +
        f4 * source[p4 + i] +
        f5 * source[p5 + i] +
        f6 * source[p6 + i] +
        f7 * source[p7 + i];
    }
  }
  for (; k < count; k += 1) {
    const factor = factors[k];
    const start = starts[k];
    for (let i = 0; i < length; i += 1) sums[at + i] += factor * source[start + i];
  }
}

/** Rows in blocks, one axis after the other in each block; the last one is filled up with zeros. */
export function toBlocks(rho: Float64Array, rows: number, dim: number): Float64Array {
  const blocks = new Float64Array(Math.ceil(rows / BLOCK) * BLOCK * dim);
  for (let t = 0; t < rows; t += 1) {
    const inBlock = t % BLOCK;
    const start = (t - inBlock) * dim + inBlock;
    for (let d = 0; d < dim; d += 1) blocks[start + d * BLOCK] = rho[t * dim + d];
  }
  return blocks;
}

/**
 * Writes the product of every row and the mean of every `heard` speaker to `out` [rows, groups]; `blocks` are the rows as
 * `toBlocks` gives them. Each product is the sum of four: those of axes 0, 4, 8 and so on, of axes 1, 5, 9, and so on.
 */
export function writeProducts(
  out: Float64Array,
  blocks: Float64Array,
  alpha: Float64Array,
  heard: readonly number[],
  rows: number,
  groups: number,
): void {
  const dim = alpha.length / groups;
  const sums = new Float64Array(LANES * BLOCK);
  const lanes = Array.from({ length: LANES }, (_, lane) => axesOf(lane, dim));
  const starts = new Int32Array(dim);
  const factors = new Float64Array(dim);
  for (let from = 0; from < rows; from += BLOCK) {
    const count = Math.min(BLOCK, rows - from);
    for (const s of heard) {
      sums.fill(0);
      for (let lane = 0; lane < LANES; lane += 1) {
        const axes = lanes[lane];
        for (let k = 0; k < axes.length; k += 1) {
          starts[k] = from * dim + axes[k] * BLOCK;
          factors[k] = alpha[s * dim + axes[k]];
        }
        addScaled(sums, lane * BLOCK, BLOCK, blocks, starts, factors, axes.length);
      }
      for (let i = 0, at = from * groups + s; i < count; i += 1, at += groups) {
        out[at] = sums[i] + sums[BLOCK + i] + sums[2 * BLOCK + i] + sums[3 * BLOCK + i];
      }
    }
  }
}

/** Every fourth axis from `lane`; those that do not make up a whole number of fours are all in the first lane. */
function axesOf(lane: number, dim: number): Int32Array {
  const whole = dim - (dim % LANES);
  return Int32Array.from([...Array(dim).keys()].filter((d) => (d < whole ? d % LANES : 0) === lane));
}
