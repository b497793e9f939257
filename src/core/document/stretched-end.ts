import type { RuleProfile } from '../cues/profiles.ts';
import { joinLines, readingTimeMs } from '../cues/text-measure.ts';
import type { Span } from '../timeline/span.ts';
import { stripMarkup } from './markup.ts';

/**
 * How long a cue may be shown without coming too near to any other or outlasting the recording (`mediaMs`, 0 where that is
 * not known); its own end where another is shown then, or follows at once.
 */
export function freeUntilMs(spans: readonly Span[], index: number, profile: RuleProfile, mediaMs: number): number {
  const own = spans[index];
  if (own === undefined) return 0;
  let untilMs = mediaMs > 0 ? mediaMs : Number.POSITIVE_INFINITY;
  // A document has thousands, and each of its lines may ask.
  for (const other of spans)
    if (other.endMs > own.endMs && other.startMs - profile.minGapMs < untilMs)
      untilMs = other.startMs - profile.minGapMs;
  return Math.max(own.endMs, untilMs);
}

/**
 * Until when other lines of a cue are shown so that they can be read, in the pause after it and no longer than the profile
 * has cues be shown. `undefined` where the cue's own end is late enough, or there is no later one.
 */
export function stretchedEndMs(
  spans: readonly Span[],
  index: number,
  lines: readonly string[],
  profile: RuleProfile,
  mediaMs: number,
): number | undefined {
  const own = spans[index];
  if (own === undefined) return undefined;
  const latestMs = own.startMs + Math.min(readingTimeMs(shownText(lines), profile), profile.maxDurationMs);
  if (latestMs <= own.endMs) return undefined;
  const endMs = Math.min(latestMs, freeUntilMs(spans, index, profile, mediaMs));
  return endMs > own.endMs ? endMs : undefined;
}

/** Lines as they are read: running text without formatting. */
function shownText(lines: readonly string[]): string {
  return stripMarkup(joinLines(lines));
}
