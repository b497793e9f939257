import type { Span } from '../timeline/span.ts';
import type { CueDraft } from './draft.ts';
import type { RuleProfile } from './profiles.ts';
import { joinLines, readingTimeMs } from './text-measure.ts';

/** No cue is ever shown for less, whatever the words' times claim. */
const MIN_SHOWN_MS = 100;
/** How much later than its first word a cue may start because someone else was still talking. */
const MAX_DELAY_MS = 1000;

/**
 * Gives drafts (sorted by start) their times on screen, as one track that never overlaps:
 * - in at the first word; out after the last one plus `lingerMs`, later when the minimum duration or the reading time at
 *   maximum speed asks for it, but never past `maxDurationMs` or into the next cue's gap;
 * - gaps shorter than `chainMs` are closed to `minGapMs`;
 * - where two people talk at once, the earlier cue is kept until it could be read (at most until its last word), the
 *   later one starts up to a second late; after that the earlier one gives way.
 *
 * Cues that the next one cuts short keep their text; `checkCues` reports them.
 */
export function assignTimes(drafts: readonly CueDraft[], profile: RuleProfile): Span[] {
  const times: Span[] = [];
  let earliestMs = 0;
  drafts.forEach((draft, index) => {
    const next = drafts[index + 1]?.spoken;
    const startMs = Math.max(draft.spoken.startMs, earliestMs);
    const needMs = Math.max(profile.minDurationMs, readingTimeMs(joinLines(draft.lines), profile));
    const longestMs = startMs + profile.maxDurationMs;
    const limitMs = Math.min(
      longestMs,
      next === undefined ? Infinity : giveWayMs(draft.spoken, startMs, needMs, next, profile),
    );
    let endMs = Math.min(Math.max(draft.spoken.endMs + profile.lingerMs, startMs + needMs), limitMs);
    endMs = Math.max(endMs, startMs + MIN_SHOWN_MS);
    if (next !== undefined) {
      const gapMs = next.startMs - endMs;
      if (gapMs > profile.minGapMs && gapMs < profile.chainMs) {
        endMs = Math.max(endMs, Math.min(next.startMs - profile.minGapMs, longestMs));
      }
    }
    times.push({ startMs, endMs });
    earliestMs = endMs + profile.minGapMs;
  });
  return times;
}

/** When a cue must be gone for the sake of the next one. */
function giveWayMs(spoken: Span, startMs: number, needMs: number, next: Span, profile: RuleProfile): number {
  const onTimeMs = next.startMs - profile.minGapMs;
  if (next.startMs >= spoken.endMs) return onTimeMs;
  const wantedMs = Math.min(spoken.endMs, startMs + needMs);
  const delayMs = Math.min(MAX_DELAY_MS, Math.floor((next.endMs - next.startMs) / 2));
  return Math.min(Math.max(onTimeMs, wantedMs), onTimeMs + delayMs);
}

/**
 * Spoken time bounded by detected speech: a first word that starts before, or a last word that lingers after, the speech
 * it belongs to is trimmed. `speech` is sorted and disjoint; time outside all speech is left as it is.
 */
export function clampToSpeech(spoken: Span, speech: readonly Span[]): Span {
  let low = 0;
  let high = speech.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((speech[middle]?.endMs ?? 0) <= spoken.startMs) low = middle + 1;
    else high = middle;
  }
  const first = speech[low];
  if (first === undefined || first.startMs >= spoken.endMs) return spoken;
  let last = first;
  for (let s = low + 1; s < speech.length; s++) {
    const span = speech[s];
    if (span === undefined || span.startMs >= spoken.endMs) break;
    last = span;
  }
  return { startMs: Math.max(spoken.startMs, first.startMs), endMs: Math.min(spoken.endMs, last.endMs) };
}
