import { breakLines } from '../../cues/break-lines.ts';
import { joinLines, lineWidth, readingLength, readingTimeMs } from '../../cues/text-measure.ts';
import { hasMarkup, stripMarkup } from '../../document/markup.ts';
import { layOut, linesFit } from './display-lines.ts';
import type { TranslateOptions } from './options.ts';
import type { PreparedLine } from './prepare.ts';
import type { TranslatedLine } from './types.ts';

/** Share of the text that the longer half may have; more equal halves would force bad places to cut at. */
const LONGER_HALF = 0.62;

/**
 * A translation as two cues, one after the other in the time of its cue and up to `freeMs`: where its text needs more lines
 * than a cue has, and there is time to read both halves. `undefined` where that does not make it fit. A dialogue and
 * text with formatting inside stay whole.
 */
export function divideLine(
  line: TranslatedLine,
  { source, encoded }: Pick<PreparedLine, 'source' | 'encoded'>,
  freeMs: number,
  { profile, target }: Pick<TranslateOptions, 'profile' | 'target'>,
): TranslatedLine | undefined {
  const joined = joinLines(line.lines);
  const whole = joined.slice(encoded.before.length, joined.length - encoded.after.length);
  if (encoded.voices > 1 || hasMarkup(whole)) return undefined;
  const maxCpl = Math.ceil(lineWidth(whole, profile) * LONGER_HALF);
  const [first, second, ...more] = breakLines(whole, { ...profile, maxCpl, maxLines: 2 }, target);
  if (first === undefined || second === undefined || more.length > 0) return undefined;
  const [upper, lower] = [layOut(encoded, [first], profile, target), layOut(encoded, [second], profile, target)];
  if (![upper, lower].every((lines) => linesFit(encoded, lines, profile))) return undefined;
  const needs = [upper, lower].map((lines) =>
    Math.max(profile.minDurationMs, readingTimeMs(stripMarkup(lines.join(' ')), profile)),
  );
  const [firstMs = 0, secondMs = 0] = needs;
  const endMs = Math.min(freeMs, Math.max(source.endMs, source.startMs + firstMs + profile.minGapMs + secondMs));
  const spare = endMs - source.startMs - profile.minGapMs - firstMs - secondMs;
  if (spare < 0) return undefined;
  const share = readingLength(first, profile) / (readingLength(first, profile) + readingLength(second, profile));
  const cutMs = source.startMs + firstMs + Math.floor(spare * share);
  const parts = [
    { startMs: source.startMs, endMs: cutMs, lines: upper },
    { startMs: cutMs + profile.minGapMs, endMs, lines: lower },
  ];
  if (parts.some((part) => part.endMs - part.startMs > profile.maxDurationMs)) return undefined;
  return { ...line, flags: line.flags.filter((flag) => flag !== 'too-long'), parts };
}
