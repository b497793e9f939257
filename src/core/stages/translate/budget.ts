import type { RuleProfile } from '../../cues/profiles.ts';
import { lineWidth, readingLength, readingTimeMs } from '../../cues/text-measure.ts';
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

/** Whether running text fits a cue: its reading time, and the room of its lines. */
export function fitsCue(
  text: string,
  line: { readonly startMs: number; readonly endMs: number },
  profile: RuleProfile,
): boolean {
  const shown = stripMarkup(text);
  if (readingLength(shown, profile) <= LEAST) return true;
  return (
    readingTimeMs(shown, profile) <= line.endMs - line.startMs &&
    lineWidth(shown, profile) <= profile.maxCpl * profile.maxLines
  );
}
