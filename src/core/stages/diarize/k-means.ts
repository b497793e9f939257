import type { Partition } from './dendrogram-cut.ts';
import { rowDistances } from './row-tiles.ts';
import { type Rows, groupMeans, squaredDistance } from './vectors.ts';

const SEEDS = [42, 43, 44];
const MAX_ROUNDS = 100;

/**
 * K-means with exactly `groups` non-empty groups, for forced speaker counts the dendrogram cannot give. Starts by k-means++
 * from three fixed seeds and keeps the tightest result, so it is deterministic. Returns `undefined` when there are fewer
 * than `groups` distinct rows. Arthur & Vassilvitskii 2007 for the start, Lloyd's rounds after it.
 */
export function kMeans(rows: Rows, weights: Float64Array, groups: number): Partition | undefined {
  let best: { labels: Int32Array; spread: number } | undefined;
  for (const seed of SEEDS) {
    const centres = chooseCentres(rows, weights, groups, seed);
    if (centres === undefined) return undefined;
    const found = refine(rows, weights, centres);
    if (best === undefined || found.spread < best.spread) best = found;
  }
  return best === undefined ? undefined : { labels: best.labels, groups };
}

function chooseCentres(rows: Rows, weights: Float64Array, groups: number, seed: number): Rows | undefined {
  const { dim, count } = rows;
  const random = createRandom(seed);
  const data = new Float32Array(groups * dim);
  const gaps = new Float64Array(count).fill(1);
  for (let g = 0; g < groups; g += 1) {
    let total = 0;
    for (let i = 0; i < count; i += 1) total += gaps[i] * weights[i];
    if (!(total > 0)) return undefined;
    let left = random() * total;
    let chosen = -1;
    for (let i = 0; i < count; i += 1) {
      if (gaps[i] === 0) continue;
      chosen = i;
      left -= gaps[i] * weights[i];
      if (left < 0) break;
    }
    data.set(rows.data.subarray(chosen * dim, (chosen + 1) * dim), g * dim);
    const centre: Rows = { count: 1, dim, data: data.subarray(g * dim, (g + 1) * dim) };
    for (let i = 0; i < count; i += 1) {
      const gap = squaredDistance(rows, i, centre, 0);
      gaps[i] = g === 0 ? gap : Math.min(gaps[i], gap);
    }
  }
  return { count: groups, dim, data };
}

function refine(rows: Rows, weights: Float64Array, start: Rows): { labels: Int32Array; spread: number } {
  const labels = new Int32Array(rows.count).fill(-1);
  const gaps = new Float64Array(rows.count);
  let centres = start;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    let changed = false;
    const distances = rowDistances(rows, centres);
    for (let i = 0; i < rows.count; i += 1) {
      let best = 0;
      let bestGap = Infinity;
      for (let g = 0; g < centres.count; g += 1) {
        const gap = distances[i * centres.count + g];
        if (gap < bestGap) {
          best = g;
          bestGap = gap;
        }
      }
      gaps[i] = bestGap;
      if (labels[i] !== best) changed = true;
      labels[i] = best;
    }
    if (refillEmpty(labels, gaps, centres.count)) changed = true;
    if (!changed) break;
    centres = groupMeans(rows, labels, weights, centres.count);
  }
  let spread = 0;
  for (let i = 0; i < rows.count; i += 1) spread += gaps[i] * weights[i];
  return { labels, spread };
}

/** Gives every empty group the row farthest from its own centre, taken from a group that can spare one. */
function refillEmpty(labels: Int32Array, gaps: Float64Array, groups: number): boolean {
  const sizes = new Int32Array(groups);
  for (const label of labels) sizes[label] += 1;
  let moved = false;
  for (let g = 0; g < groups; g += 1) {
    if (sizes[g] > 0) continue;
    let far = -1;
    for (let i = 0; i < labels.length; i += 1) {
      if (sizes[labels[i]] > 1 && (far < 0 || gaps[i] > gaps[far])) far = i;
    }
    if (far < 0) continue;
    sizes[labels[far]] -= 1;
    sizes[g] = 1;
    labels[far] = g;
    gaps[far] = 0;
    moved = true;
  }
  return moved;
}

/** Small fixed-seed generator of numbers in [0, 1) (a 32-bit linear congruential step with a mixed output). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x45d9f3b) >>> 0;
    mixed ^= mixed >>> 16;
    return (mixed >>> 0) / 4_294_967_296;
  };
}
