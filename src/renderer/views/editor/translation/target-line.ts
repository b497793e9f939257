import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import { cueIn, isUntranslated } from '../../../../core/document/cue-in.ts';
import { isOutdated } from '../../../../core/document/edits/is-outdated.ts';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { standingFlags } from '../../../../core/quality/standing-flags.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { cpsOf, lineWidths, paceOf } from '../grid/cue-figures.ts';

/** Why a translated line is worth a look; the first ones weigh most. */
export const LINE_NEEDS = ['untranslated', 'flagged', 'outOfDate', 'over'] as const;
export type LineNeed = (typeof LINE_NEEDS)[number];

/** How a text stands to the time and the lines it has. */
export interface LineBudget {
  /** Characters a second; Infinity for text that is shown for no time. */
  readonly cps: number;
  /** Columns of the longest line. */
  readonly width: number;
  readonly lines: number;
  readonly level: 'fine' | 'tight' | 'over';
}

/** Engine of a person's own wording. */
export const USER = 'user';

/** Reading speed, longest line and number of lines against the profile. */
export function budgetOf(
  cue: Pick<Cue, 'lines' | 'lineSpeakers' | 'startMs' | 'endMs'>,
  profile: RuleProfile,
): LineBudget {
  const cps = cpsOf(cue, profile);
  const width = Math.max(0, ...lineWidths(cue, profile));
  const lines = cue.lines.length;
  const pace = paceOf(cps, profile);
  const isOver = pace === 'too-fast' || width > profile.maxCpl || lines > profile.maxLines;
  return { cps, width, lines, level: isOver ? 'over' : pace === 'fast' ? 'tight' : 'fine' };
}

/**
 * What a line of a language needs. Nothing for cues without text. `words`: where it does not keep to the glossary and the
 * relation sheet.
 */
export function needsOf(
  cue: Cue,
  language: string,
  profile: RuleProfile,
  words: readonly QualityFinding[] = [],
): ReadonlySet<LineNeed> {
  const needs = new Set<LineNeed>();
  if (isUntranslated(cue, language)) needs.add('untranslated');
  const translation = cue.translations?.[language];
  const shown = cueIn(cue, language);
  if (translation === undefined || shown === undefined) return needs;
  if (standingFlags(translation).length + words.length > 0) needs.add('flagged');
  if (isOutdated(cue, translation)) needs.add('outOfDate');
  if (!needs.has('untranslated') && budgetOf(shown, profile).level === 'over') needs.add('over');
  return needs;
}

/** The next cue after position `at` that needs one of these, around the end; the one before with `by` -1. */
export function nextInNeed(
  cues: readonly Cue[],
  at: number,
  by: 1 | -1,
  isWanted: (cue: Cue) => boolean,
): Cue | undefined {
  const count = cues.length;
  const from = at < 0 && by === -1 ? 0 : at;
  for (let step = 1; step <= count; step++) {
    const cue = cues[(((from + by * step) % count) + count) % count];
    if (cue !== undefined && isWanted(cue)) return cue;
  }
  return undefined;
}

const RIGHT_TO_LEFT: readonly string[] = ['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'];

/** The direction a language is written in. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
