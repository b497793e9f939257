import { percentile } from '../../audio/percentile.ts';

/** Two tracks in one block of time: their levels in dB of full scale and, where they were compared, how alike they are. */
export interface ComparedBlock {
  readonly block: number;
  /** 1 the same sound, 0 nothing in common; polarity does not matter. */
  readonly likeness: number;
  /** By how much the second track is behind the first. */
  readonly lagMs: number;
}

/** How sound gets from one track into another: always with the same delay and about the same loss. */
export interface LeakPath {
  readonly from: number;
  readonly to: number;
  /** Delay in the direction of the path. */
  readonly lagMs: number;
  /** Level in `to` less the level in `from`, dB. Negative. */
  readonly gainDb: number;
  /** Usual likeness of what came over. */
  readonly likeness: number;
}

/** The comparison of tracks `a` and `b` (`a` first), blocks in order. */
export interface ComparedPair {
  readonly a: number;
  readonly b: number;
  readonly blocks: readonly ComparedBlock[];
}

/** What leaks is at least this much quieter than where it comes from. dB. */
const LEAST_LOSS_DB = 4;
/** Blocks less alike than this say nothing about a path. */
const PATH_LIKENESS = 0.5;
/** A path's delay is the same within this. */
export const PATH_LAG_MS = 1;
/** A path shows in at least this many blocks and in this share of those where its source is the louder one. */
const PATH_BLOCKS = 10;
const PATH_SHARE = 0.2;

/**
 * Finds the ways sound takes from track to track. Independent voices are alike by chance at any delay; only a real path has
 * the same delay all the time, so tracks without a leak get none.
 */
export function findLeakPaths(pairs: readonly ComparedPair[], levels: readonly (readonly number[])[]): LeakPath[] {
  return pairs.flatMap(({ a, b, blocks }) =>
    [
      { from: a, to: b, sign: 1 },
      { from: b, to: a, sign: -1 },
    ].flatMap(({ from, to, sign }) => {
      const louder = blocks
        .filter(({ block }) => levels[from][block] - levels[to][block] >= LEAST_LOSS_DB)
        .map(({ block, likeness, lagMs }) => ({ block, likeness, lagMs: sign * lagMs }));
      const alike = louder.filter(({ likeness }) => likeness >= PATH_LIKENESS);
      const lagMs = commonest(alike.map((block) => block.lagMs));
      const onPath = alike.filter((block) => Math.abs(block.lagMs - lagMs) <= PATH_LAG_MS);
      if (onPath.length < PATH_BLOCKS || onPath.length < PATH_SHARE * louder.length) return [];
      const gains = onPath.map(({ block }) => levels[to][block] - levels[from][block]);
      const likeness = percentile(
        onPath.map((block) => block.likeness),
        0.5,
      );
      return [{ from, to, lagMs, gainDb: percentile(gains, 0.5), likeness }];
    }),
  );
}

/** The delay with most others near it; of several the smallest in size. */
function commonest(lags: readonly number[]): number {
  let best = { lagMs: 0, count: 0 };
  for (const lagMs of [...new Set(lags)].sort((x, y) => Math.abs(x) - Math.abs(y))) {
    const count = lags.filter((other) => Math.abs(other - lagMs) <= PATH_LAG_MS).length;
    if (count > best.count) best = { lagMs, count };
  }
  return best.lagMs;
}
