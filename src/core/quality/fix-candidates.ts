import { readingTimeMs, joinLines } from '../cues/text-measure.ts';
import { breakCue } from '../document/cue-actions/break-text.ts';
import { stripMarkup } from '../document/markup.ts';
import type { Cue } from '../timeline/types.ts';
import type { QualityCode } from './finding.ts';
import { type RuleContext, TEXT_RULES } from './text-rules.ts';

/** A cue and what lies around it. */
export interface FixPlace extends RuleContext {
  readonly cue: Cue;
  /** The one in front that is over last. */
  readonly before: Cue | undefined;
  readonly nextStartMs: number;
  readonly mediaEndMs: number;
  /** When its last word is over; -Infinity without words. */
  readonly spokenEndMs: number;
}

/** Changed copies of the cue or of the one before it, that may mend a finding. */
export type Candidate = readonly Cue[];

/** A cue is shown at most this much before what is said. Milliseconds. */
const EARLIEST_LEAD_MS = 500;
const SHORTEST_MS = 100;

/** What may mend a finding, the mildest first; whether it does is for the caller to check. */
export function candidatesFor(code: QualityCode, place: FixPlace): Candidate[] {
  const { cue, profile, language } = place;
  switch (code) {
    case 'cps':
    case 'wpm':
    case 'duration-short':
      return longer(place);
    case 'duration-long': {
      const endMs = cue.startMs + profile.maxDurationMs;
      return place.spokenEndMs > endMs ? [] : [[{ ...cue, endMs }]];
    }
    case 'gap':
    case 'overlap':
      return apart(place);
    case 'cpl':
    case 'lines':
    case 'break-after-article':
      return [[{ ...cue, lines: breakCue(cue, profile, language) }]];
    case 'tags-unbalanced':
    case 'word-repeated':
    case 'spaces-double':
    case 'dash-style':
    case 'ellipsis-style':
    case 'french-spacing':
    case 'typography': {
      const lines = TEXT_RULES.find((rule) => rule.code === code)?.apply(cue.lines, place) ?? cue.lines;
      const isKept = cue.lineSpeakers === undefined || cue.lineSpeakers.length === lines.length;
      return isKept ? [[{ ...cue, lines }]] : [];
    }
    case 'order':
    case 'empty-text':
    case 'untranslated':
    case 'term-missed':
    case 'address-mixed':
    case 'flagged':
    case 'outdated':
    case 'spelling':
      return [];
  }
}

/** Stays on screen until it can be read, as far as the next cue lets it; then also comes earlier. */
function longer({ cue, before, profile, nextStartMs, mediaEndMs }: FixPlace): Candidate[] {
  const text = joinLines(cue.lines.map(stripMarkup));
  const needMs = Math.max(profile.minDurationMs, readingTimeMs(text, profile));
  const latestMs = Math.min(nextStartMs - profile.minGapMs, mediaEndMs, cue.startMs + profile.maxDurationMs);
  const endMs = Math.max(cue.endMs, Math.min(cue.startMs + needMs, latestMs));
  const earliestMs = Math.max(0, cue.startMs - EARLIEST_LEAD_MS, (before?.endMs ?? -Infinity) + profile.minGapMs);
  const startMs = Math.min(cue.startMs, Math.max(earliestMs, endMs - needMs));
  return [[{ ...cue, endMs }], [{ ...cue, startMs, endMs }]];
}

/** The one before gives way; where that leaves it nothing, this one comes later. */
function apart({ cue, before, profile }: FixPlace): Candidate[] {
  if (before === undefined) return [];
  const endMs = cue.startMs - profile.minGapMs;
  const startMs = before.endMs + profile.minGapMs;
  return [
    ...(endMs - before.startMs >= SHORTEST_MS ? [[{ ...before, endMs }]] : []),
    ...(cue.endMs - startMs >= SHORTEST_MS ? [[{ ...cue, startMs }]] : []),
  ];
}
