import { breakLines } from '../../cues/break-lines.ts';
import type { RuleProfile } from '../../cues/profiles.ts';
import { joinLines } from '../../cues/text-measure.ts';
import type { EditOperation } from '../edits/operations.ts';
import { stripMarkup, tokenizeMarkup } from '../markup.ts';
import type { Cue } from '../../timeline/types.ts';
import type { VoxlaneDocument } from '../types.ts';
import { action, type CueAction } from './action.ts';

/** Breaks the lines of cues anew by a profile, as far as that makes them other lines. */
export function breakCues(document: VoxlaneDocument, ids: readonly string[], profile: RuleProfile): CueAction {
  const chosen = new Set(ids);
  const operations = document.cues.flatMap((cue): EditOperation[] => {
    if (!chosen.has(cue.id)) return [];
    const lines = breakCue(cue, profile, document.language);
    return sameLines(lines, cue.lines) ? [] : [{ kind: 'set-cue-lines', cue: cue.id, lines: [...lines] }];
  });
  return action(document, 'break-lines', operations);
}

/** The lines a profile wants. Lines of a dialogue, one a speaker, stay as they are. */
export function breakCue(cue: Cue, profile: RuleProfile, language: string | undefined): readonly string[] {
  if (cue.lineSpeakers !== undefined || isDialogue(cue.lines)) return cue.lines;
  const lines = breakMarked(joinLines(cue.lines.map((line) => line.trim())), profile, language);
  return lines.length === 0 ? cue.lines : lines;
}

/** Lines that each begin with a dash, as files write dialogues. */
export function isDialogue(lines: readonly string[]): boolean {
  return lines.length > 1 && lines.every((line) => /^[-\u2010-\u2015]/u.test(stripMarkup(line).trimStart()));
}

/** `breakLines` for text with tags: they take no columns, and a closing one stays with the text it closes. */
function breakMarked(text: string, profile: RuleProfile, language: string | undefined): string[] {
  const wanted = breakLines(stripMarkup(text), profile, language);
  const ends: number[] = [];
  let sum = 0;
  for (const line of wanted) ends.push((sum += shown(line)));
  const lines: string[] = [];
  let line = '';
  let count = 0;
  for (const { kind, raw } of tokenizeMarkup(text)) {
    if (kind !== 'text') {
      if (kind !== 'close' && count === ends[lines.length] && lines.length < ends.length - 1) {
        lines.push(line.trim());
        line = '';
      }
      line += raw;
      continue;
    }
    for (const char of raw) {
      if (/\S/u.test(char) && count === ends[lines.length] && lines.length < ends.length - 1) {
        lines.push(line.trim());
        line = '';
      }
      line += char;
      if (/\S/u.test(char)) count++;
    }
  }
  if (line.trim() !== '') lines.push(line.trim());
  return lines;
}

function shown(text: string): number {
  return [...text].filter((char) => /\S/u.test(char)).length;
}

export function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
