import type { CueDraft } from './draft.ts';
import type { RuleProfile } from './profiles.ts';
import { dashWidth, lineWidth } from './text-measure.ts';

/** An answer that comes later than this gets its own cue. */
const MAX_PAUSE_MS = 500;

/**
 * Joins two consecutive short turns of two speakers into one two-line cue, one line each, where each turn fits a line
 * with the profile's dash, the answer follows within half a second (or interrupts), and the whole is within the maximum
 * duration. Pairs are taken from the left. Lines hold plain text; writers put the dash.
 */
export function joinDashCues(drafts: readonly CueDraft[], profile: RuleProfile): CueDraft[] {
  const joined: CueDraft[] = [];
  for (let index = 0; index < drafts.length; index++) {
    const first = drafts[index];
    const second = drafts[index + 1];
    if (first === undefined) break;
    const pair = second === undefined ? undefined : join(first, second, profile);
    if (pair === undefined) joined.push(first);
    else {
      joined.push(pair);
      index++;
    }
  }
  return joined;
}

function join(first: CueDraft, second: CueDraft, profile: RuleProfile): CueDraft | undefined {
  const [upper, ...upperRest] = first.lines;
  const [lower, ...lowerRest] = second.lines;
  if (profile.maxLines < 2 || upper === undefined || lower === undefined) return undefined;
  if (upperRest.length + lowerRest.length > 0 || !first.wholeTurn || !second.wholeTurn) return undefined;
  if (first.speaker === undefined || second.speaker === undefined || first.speaker === second.speaker) return undefined;
  const columns = profile.maxCpl - dashWidth(profile);
  if (lineWidth(upper, profile) > columns || lineWidth(lower, profile) > columns) return undefined;
  if (second.spoken.startMs - first.spoken.endMs > MAX_PAUSE_MS) return undefined;
  const endMs = Math.max(first.spoken.endMs, second.spoken.endMs);
  if (endMs - first.spoken.startMs > profile.maxDurationMs) return undefined;
  return {
    spoken: { startMs: first.spoken.startMs, endMs },
    lines: [upper, lower],
    wordIds: [...first.wordIds, ...second.wordIds],
    speaker: first.speaker,
    lineSpeakers: [first.speaker, second.speaker],
    wholeTurn: false,
  };
}
