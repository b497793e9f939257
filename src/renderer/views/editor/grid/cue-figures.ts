import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import { type CueIssue, checkCues } from '../../../../core/cues/qc.ts';
import { dashWidth, joinLines, lineWidth, readingLength } from '../../../../core/cues/text-measure.ts';
import { stripMarkup } from '../../../../core/document/markup.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Cue, Word } from '../../../../core/timeline/types.ts';
import { wordsOfCue } from '../../../state/document/cue-places.ts';

/** Words below this are marked as doubtful. */
export const DOUBTFUL = 0.5;

/** Characters a second of a cue; Infinity for text that is shown for no time. */
export function cpsOf(cue: Pick<Cue, 'lines' | 'startMs' | 'endMs'>, profile: RuleProfile): number {
  const length = readingLength(stripMarkup(joinLines(cue.lines)), profile);
  return length === 0 ? 0 : length / Math.max(0, (cue.endMs - cue.startMs) / 1000);
}

/** Columns of each line as the rules count them: without tags, with the dash that each line of a dialogue gets. */
export function lineWidths(
  { lines, lineSpeakers }: Pick<Cue, 'lines' | 'lineSpeakers'>,
  profile: RuleProfile,
): number[] {
  const dash = lineSpeakers === undefined ? 0 : dashWidth(profile);
  return lines.map((line) => lineWidth(stripMarkup(line), profile) + dash);
}

/** How a reading speed stands to the profile. */
export function paceOf(cps: number, profile: RuleProfile): 'good' | 'fast' | 'too-fast' {
  if (cps > profile.maxCps) return 'too-fast';
  return cps > profile.optimalCps ? 'fast' : 'good';
}

/** The rules a cue breaks, seen with its neighbours alone: cheap enough for every key. */
export function issuesOf(cue: Cue, previous: Cue | undefined, profile: RuleProfile): CueIssue[] {
  const plain = { ...cue, lines: cue.lines.map(stripMarkup) };
  const list = previous === undefined ? [plain] : [previous, plain];
  return checkCues(list, profile).filter((issue) => issue.index === list.length - 1);
}

/** What stands in the last column. */
export interface CueFlags {
  readonly issues: readonly CueIssue[];
  readonly doubtful: readonly Word[];
  /** The text is not that of the words. */
  readonly isEdited: boolean;
}

const known = new WeakMap<Cue, { readonly words: readonly Word[]; readonly heard: Omit<CueFlags, 'issues'> }>();

/** The signs of a cue. What depends on its words is worked out once for a cue and its document's words. */
export function flagsOf(
  document: Pick<VoxlaneDocument, 'words'>,
  cue: Cue,
  previous: Cue | undefined,
  profile: RuleProfile,
): CueFlags {
  let entry = known.get(cue);
  if (entry === undefined || entry.words !== document.words) {
    const words = wordsOfCue(document, cue);
    const heard = {
      doubtful: words.filter(({ confidence }) => confidence < DOUBTFUL),
      isEdited: words.length > 0 && squeeze(words.map(({ text }) => text)) !== squeeze(cue.lines.map(stripMarkup)),
    };
    entry = { words: document.words, heard };
    known.set(cue, entry);
  }
  return { ...entry.heard, issues: issuesOf(cue, previous, profile) };
}

function squeeze(texts: readonly string[]): string {
  return texts.join('').replace(/\s+/gu, '');
}
