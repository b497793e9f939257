import type { RuleProfile } from '../../cues/profiles.ts';
import { joinLines, readingTimeMs } from '../../cues/text-measure.ts';
import { stripMarkup } from '../../document/markup.ts';
import type { Span } from '../../timeline/span.ts';
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
  options: Pick<TranslateOptions, 'profile' | 'target' | 'retime'>,
): readonly TranslatedLine[] {
  const { retime, profile } = options;
  if (retime === undefined) return lines;
  const spans = all.map(({ source }) => source);
  return lines.map((line, index) => {
    const prepared = all[index];
    if (prepared === undefined || !line.flags.includes('too-long')) return line;
    const free = freeUntilMs(spans, index, profile);
    const longer = extend(line, prepared, free, profile);
    if (retime !== 'divide' || !longer.flags.includes('too-long')) return longer;
    return divideLine(line, prepared, free, options) ?? longer;
  });
}

function extend(line: TranslatedLine, prepared: PreparedLine, free: number, profile: RuleProfile): TranslatedLine {
  const { source, encoded } = prepared;
  const neededMs = source.startMs + readingTimeMs(stripMarkup(joinLines(line.lines)), profile);
  const endMs = Math.min(neededMs, free, source.startMs + profile.maxDurationMs);
  const isLonger = endMs > source.endMs;
  const fits = neededMs <= Math.max(endMs, source.endMs) && linesFit(encoded, line.lines, profile);
  const flags = fits ? line.flags.filter((flag) => flag !== 'too-long') : line.flags;
  return { ...line, flags, ...(isLonger ? { endMs } : {}) };
}

/** How long a cue may be shown without coming too near to any other; its own end where another is shown then, or follows at once. */
function freeUntilMs(spans: readonly Span[], index: number, profile: RuleProfile): number {
  const own = spans[index];
  if (own === undefined) return 0;
  let untilMs = Number.POSITIVE_INFINITY;
  for (const [other, { startMs, endMs }] of spans.entries())
    if (other !== index && endMs > own.endMs) untilMs = Math.min(untilMs, startMs - profile.minGapMs);
  return Math.max(own.endMs, untilMs);
}
