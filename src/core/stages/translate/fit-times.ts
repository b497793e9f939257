import type { RuleProfile } from '../../cues/profiles.ts';
import { joinLines } from '../../cues/text-measure.ts';
import { freeUntilMs, stretchedEndMs } from '../../document/stretched-end.ts';
import { isReadable } from './budget.ts';
import { linesFit } from './display-lines.ts';
import { divideLine } from './divide-line.ts';
import type { TranslateOptions } from './options.ts';
import type { PreparedLine } from './prepare.ts';
import type { TranslatedLine } from './types.ts';

/**
 * Gives translations that are too long more time: into the pause after their cue, up to the smallest gap before any other
 * cue and the longest time of the profile; with `divide` also as two cues. The cues themselves stay as they are, no two are
 * shown together that were not before, and what still does not fit keeps its flag.
 */
export function fitTimes(
  lines: readonly TranslatedLine[],
  all: readonly PreparedLine[],
  options: Pick<TranslateOptions, 'profile' | 'target' | 'retime' | 'mediaMs'>,
): readonly TranslatedLine[] {
  const { retime, profile, mediaMs = 0 } = options;
  if (retime === undefined) return lines;
  const spans = all.map(({ source }) => source);
  return lines.map((line, index) => {
    const prepared = all[index];
    if (prepared === undefined || !line.flags.includes('too-long')) return line;
    const longer = extend(line, prepared, stretchedEndMs(spans, index, line.lines, profile, mediaMs), profile);
    if (retime !== 'divide' || !longer.flags.includes('too-long')) return longer;
    return divideLine(line, prepared, freeUntilMs(spans, index, profile, mediaMs), options) ?? longer;
  });
}

function extend(
  line: TranslatedLine,
  { source, encoded }: PreparedLine,
  endMs: number | undefined,
  profile: RuleProfile,
): TranslatedLine {
  const shown = { startMs: source.startMs, endMs: endMs ?? source.endMs };
  const fits = isReadable(joinLines(line.lines), shown, profile) && linesFit(encoded, line.lines, profile);
  const flags = fits ? line.flags.filter((flag) => flag !== 'too-long') : line.flags;
  return { ...line, flags, ...(endMs === undefined ? {} : { endMs }) };
}
