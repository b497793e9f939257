import type { FindHit } from '../../../../core/document/find/find-cues.ts';

/** One place that was found. */
export interface Place {
  readonly cue: string;
  readonly index: number;
  readonly match: number;
  readonly range: FindHit['ranges'][number];
}

/**
 * The next place, or the one before with `by` -1, around the end: from the place gone to last while its cue is the
 * current one, else from the current cue on.
 */
export function nextPlace(
  hits: readonly FindHit[],
  by: 1 | -1,
  last: { readonly cue: string; readonly match: number } | undefined,
  current: { readonly cue: string | undefined; readonly index: number },
): Place | undefined {
  if (hits.length === 0) return undefined;
  const isLast = last !== undefined && last.cue === current.cue;
  const at = hits.findIndex((hit) => hit.index >= current.index);
  const here = hits[at];
  if (here !== undefined && isLast && here.cue === last.cue) {
    const match = last.match + by;
    if (match >= 0 && match < here.ranges.length) return placeOf(here, match);
  }
  const step = by === 1 ? forward(hits, at, isLast) : (at < 0 ? hits.length : at) - 1;
  const hit = hits[(step + hits.length) % hits.length];
  return hit && placeOf(hit, by === 1 ? 0 : hit.ranges.length - 1);
}

function forward(hits: readonly FindHit[], at: number, isLast: boolean): number {
  if (at < 0) return 0;
  return isLast ? (at + 1) % hits.length : at;
}

export function placeOf(hit: FindHit, match: number): Place | undefined {
  const range = hit.ranges[match];
  return range && { cue: hit.cue, index: hit.index, match, range };
}

/** How many places there are in all. */
export function countPlaces(hits: readonly FindHit[]): number {
  return hits.reduce((sum, hit) => sum + hit.ranges.length, 0);
}
