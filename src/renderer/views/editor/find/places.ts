import type { LastPlace, SideHit } from './find-state.ts';

/** One place that was found. */
export interface Place {
  readonly cue: string;
  readonly index: number;
  readonly match: number;
  readonly range: SideHit['ranges'][number];
  readonly language?: string | undefined;
}

/**
 * The next place, or the one before with `by` -1, around the end: from the place gone to last while its cue is the
 * current one, else from the current cue on.
 */
export function nextPlace(
  hits: readonly SideHit[],
  by: 1 | -1,
  last: LastPlace | undefined,
  current: { readonly cue: string | undefined; readonly index: number },
): Place | undefined {
  if (hits.length === 0) return undefined;
  const isLast = last !== undefined && last.cue === current.cue;
  const own = isLast ? hits.findIndex(({ cue, language }) => cue === last.cue && language === last.language) : -1;
  const at = own >= 0 ? own : hits.findIndex((hit) => hit.index >= current.index);
  const here = hits[at];
  if (here !== undefined && own >= 0 && last !== undefined) {
    const match = last.match + by;
    if (match >= 0 && match < here.ranges.length) return placeOf(here, match);
  }
  const step = by === 1 ? forward(at, own >= 0) : (at < 0 ? hits.length : at) - 1;
  const hit = hits[(step + hits.length) % hits.length];
  return hit && placeOf(hit, by === 1 ? 0 : hit.ranges.length - 1);
}

function forward(at: number, isThere: boolean): number {
  if (at < 0) return 0;
  return isThere ? at + 1 : at;
}

export function placeOf(hit: SideHit, match: number): Place | undefined {
  const range = hit.ranges[match];
  return range && { cue: hit.cue, index: hit.index, match, range, language: hit.language };
}

/** How many places there are in all. */
export function countPlaces(hits: readonly SideHit[]): number {
  return hits.reduce((sum, hit) => sum + hit.ranges.length, 0);
}
