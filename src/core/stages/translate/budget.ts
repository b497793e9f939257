import type { RuleProfile } from '../../cues/profiles.ts';
import { readingLength, readingTimeMs } from '../../cues/text-measure.ts';
import { stripMarkup } from '../../document/markup.ts';

/** Fewest characters that are ever asked for: shorter wishes make models drop words. */
const LEAST = 8;

/** How many characters of translation a cue has room for: by its time on screen and by the profile's lines. */
export function characterBudget(
  line: { readonly startMs: number; readonly endMs: number },
  profile: Pick<RuleProfile, 'maxCps' | 'maxCpl' | 'maxLines'>,
): number {
  const bySpeed = Math.floor((profile.maxCps * Math.max(0, line.endMs - line.startMs)) / 1000);
  return Math.max(LEAST, Math.min(bySpeed, profile.maxCpl * profile.maxLines));
}

/** Whether running text can be read in the time of a cue. */
export function isReadable(
  text: string,
  line: { readonly startMs: number; readonly endMs: number },
  profile: RuleProfile,
): boolean {
  const shown = stripMarkup(text);
  return readingLength(shown, profile) <= LEAST || readingTimeMs(shown, profile) <= line.endMs - line.startMs;
}
