import { percentile } from '../../audio/percentile.ts';
import { mergeSpans, type Span, spanLengthMs, subtractSpans } from '../../timeline/span.ts';
import type { SpeechSpan } from '../../timeline/types.ts';
import { type ComparedPair, findLeakPaths, type LeakPath, PATH_LAG_MS } from './leak-paths.ts';

/** What was measured of all tracks side by side, in blocks of equal length. */
export interface CrosstalkBlocks {
  readonly startMs: number;
  readonly blockMs: number;
  /** dB of full scale per track and block. */
  readonly levels: readonly (readonly number[])[];
  readonly pairs: readonly ComparedPair[];
}

/** Detected speech of one track that came over from another. */
export interface LeakedSpan extends Span {
  /** Index of the track it comes from. */
  readonly from: number;
}

/** Sound counts when it is this much above a track's background... dB. */
const ABOVE_FLOOR_DB = 6;
/** ...and within this of its loudest: breath and rustle beside a leak are no speech of one's own. dB. */
const BELOW_LOUD_DB = 25;
/** What is this much louder than a leak should be holds more than the leak. dB. */
const HEADROOM_DB = 6;
/** A leak keeps this share of its path's usual likeness, also with a little own sound in it. */
const LIKENESS_SHARE = 0.6;
/** Beside own speech only leaks of this length are cut out, and nothing this close to own sound. */
const LEAST_CUT_MS = 200;
const KEEP_NEAR_MS = 50;

/** Where a block of a track comes from: another track's index, itself, or nothing that can be told. */
type Origin = number | 'own' | 'unclear';

/**
 * The parts of each track's detected speech that are another track's, quieter and late. Speech stays as soon as it is louder
 * than the leak would be or unlike it, so two people who talk at once both stay. Sorted and disjoint per track; a span
 * without own sound is given whole.
 */
export function findLeakedSpans(blocks: CrosstalkBlocks, speech: readonly (readonly SpeechSpan[])[]): LeakedSpan[][] {
  const paths = findLeakPaths(blocks.pairs, blocks.levels);
  return speech.map((spans, track) => {
    const into = paths.filter(({ to }) => to === track);
    if (into.length === 0) return [];
    const origins = originsOf(track, into, blocks);
    return spans.flatMap((span) => leakedIn(span, origins, blocks));
  });
}

function originsOf(track: number, paths: readonly LeakPath[], { levels, pairs }: CrosstalkBlocks): Origin[] {
  const own = levels[track];
  const least = Math.max(percentile(own, 0.1) + ABOVE_FLOOR_DB, percentile(own, 0.95) - BELOW_LOUD_DB);
  const compared = paths.map(({ from, to }) => {
    const forward = pairs.find(({ a, b }) => a === from && b === to);
    const pair = forward ?? pairs.find(({ a, b }) => a === to && b === from);
    const sign = forward === undefined ? -1 : 1;
    return new Map(pair?.blocks.map(({ block, likeness, lagMs }) => [block, { likeness, lagMs: sign * lagMs }]));
  });
  return own.map((level, block) => {
    let covered = false;
    for (const [index, path] of paths.entries()) {
      if (level > levels[path.from][block] + path.gainDb + HEADROOM_DB) continue;
      const seen = compared[index].get(block);
      const late = seen !== undefined && Math.abs(seen.lagMs - path.lagMs) <= PATH_LAG_MS;
      if (late && seen.likeness >= LIKENESS_SHARE * path.likeness) return path.from;
      covered = true;
    }
    return covered || level < least ? 'unclear' : 'own';
  });
}

function leakedIn(span: SpeechSpan, origins: readonly Origin[], { startMs, blockMs }: CrosstalkBlocks): LeakedSpan[] {
  const first = Math.max(0, Math.floor((span.startMs - startMs) / blockMs));
  const last = Math.min(origins.length - 1, Math.ceil((span.endMs - startMs) / blockMs) - 1);
  const own: Span[] = [];
  const votes = new Map<number, number>();
  const at = (block: number): Span => ({ startMs: startMs + block * blockMs, endMs: startMs + (block + 1) * blockMs });
  const leaks: (Span & { readonly from: number })[] = [];
  for (let block = first; block <= last; block++) {
    const origin = origins[block];
    if (origin === 'own') own.push(at(block));
    else if (origin !== 'unclear') {
      votes.set(origin, (votes.get(origin) ?? 0) + 1);
      leaks.push({ ...at(block), from: origin });
    }
  }
  const [from] = [...votes].sort(([a, x], [b, y]) => y - x || a - b)[0] ?? [];
  if (from === undefined) return [];
  const { startMs: spanStart, endMs: spanEnd } = span;
  if (own.length === 0) return [{ startMs: spanStart, endMs: spanEnd, from }];
  const kept = own.map((near) => ({ startMs: near.startMs - KEEP_NEAR_MS, endMs: near.endMs + KEEP_NEAR_MS }));
  return subtractSpans([{ startMs: spanStart, endMs: spanEnd }], mergeSpans(kept))
    .filter((rest) => spanLengthMs(rest) >= LEAST_CUT_MS)
    .flatMap((rest) => {
      const source = leaks.find((leak) => leak.startMs < rest.endMs && leak.endMs > rest.startMs);
      return source === undefined ? [] : [{ ...rest, from: source.from }];
    });
}
