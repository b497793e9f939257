import type { Cue } from '../timeline/types.ts';
import type { RuleProfile } from './profiles.ts';
import { countWords, dashWidth, joinLines, lineWidth, readingLength } from './text-measure.ts';

type CueIssueKind = 'cps' | 'wpm' | 'cpl' | 'lines' | 'duration-short' | 'duration-long' | 'gap' | 'overlap' | 'order';

/** One broken rule. `value` and `limit` share a unit: characters/s, words/min, columns, lines or milliseconds. */
export interface CueIssue {
  readonly kind: CueIssueKind;
  readonly cueId: string;
  /** Position of the cue in the list that was checked. */
  readonly index: number;
  readonly value: number;
  readonly limit: number;
}

/**
 * Checks cues of one track, in the order given, against a profile. Reading speed counts as `readingLength` says; the
 * columns of dash cues include the dash. `gap` and `overlap` compare with the cue that ends last so far; `order` means
 * that a cue starts before the one listed before it.
 */
export function checkCues(cues: readonly Cue[], profile: RuleProfile): CueIssue[] {
  const issues: CueIssue[] = [];
  let latestEndMs: number | undefined;
  cues.forEach((cue, index) => {
    const report = (kind: CueIssueKind, value: number, limit: number): void => {
      issues.push({ kind, cueId: cue.id, index, value, limit });
    };
    const durationMs = cue.endMs - cue.startMs;
    const previous = cues[index - 1];
    if (previous !== undefined && cue.startMs < previous.startMs) report('order', cue.startMs, previous.startMs);
    if (latestEndMs !== undefined) {
      const gapMs = cue.startMs - latestEndMs;
      if (gapMs < 0) report('overlap', -gapMs, 0);
      else if (gapMs < profile.minGapMs) report('gap', gapMs, profile.minGapMs);
    }
    latestEndMs = Math.max(latestEndMs ?? cue.endMs, cue.endMs);

    if (durationMs < profile.minDurationMs) report('duration-short', durationMs, profile.minDurationMs);
    if (durationMs > profile.maxDurationMs) report('duration-long', durationMs, profile.maxDurationMs);
    if (cue.lines.length > profile.maxLines) report('lines', cue.lines.length, profile.maxLines);
    const dash = cue.lineSpeakers === undefined ? 0 : dashWidth(profile);
    const widest = cue.lines.reduce((most, line) => Math.max(most, lineWidth(line, profile) + dash), 0);
    if (widest > profile.maxCpl) report('cpl', widest, profile.maxCpl);

    const text = joinLines(cue.lines);
    const cps = perSecond(readingLength(text, profile), durationMs);
    if (cps > profile.maxCps) report('cps', cps, profile.maxCps);
    if (profile.maxWpm !== undefined) {
      const wpm = perSecond(countWords(text), durationMs) * 60;
      if (wpm > profile.maxWpm) report('wpm', wpm, profile.maxWpm);
    }
  });
  return issues;
}

/** Amount per second; a cue without duration shows its text for no time at all. */
function perSecond(amount: number, durationMs: number): number {
  if (amount === 0) return 0;
  return durationMs > 0 ? amount / (durationMs / 1000) : Infinity;
}
