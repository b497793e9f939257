import { breakLines } from '../../cues/break-lines.ts';
import type { RuleProfile } from '../../cues/profiles.ts';
import { dashWidth, lineWidth } from '../../cues/text-measure.ts';
import { stripMarkup, tokenizeMarkup } from '../../document/markup.ts';
import { type EncodedLine, restoreLines } from './line-text.ts';
import { dialogueDash } from '../../cues/typography.ts';

/** Up to so many lines are balanced where they are broken; more are filled one after the other. */
const BALANCED = 3;

/** The lines of a cue as they are shown: broken where the language allows it best, with what surrounded the source. */
export function layOut(
  encoded: EncodedLine,
  voices: readonly string[],
  profile: RuleProfile,
  language: string,
): string[] {
  if (encoded.voices > 1) {
    const dash = encoded.dash === '' ? '' : dialogueDash(profile, language);
    return restoreLines({ ...encoded, dash }, voices, []);
  }
  const lines = restoreLines(encoded, voices, breakTagged(voices.join(' '), profile, language));
  const around = lineWidth(stripMarkup(encoded.before + encoded.after), profile);
  if (around === 0 || linesFit(encoded, lines, profile)) return lines;
  const narrow = { ...profile, maxCpl: Math.max(1, profile.maxCpl - around) };
  return restoreLines(encoded, voices, breakTagged(voices.join(' '), narrow, language));
}

/** Whether shown lines are as many and as long as the profile allows. A dialogue has a line a voice, however many. */
export function linesFit(encoded: EncodedLine, lines: readonly string[], profile: RuleProfile): boolean {
  const dash = encoded.voices > 1 && encoded.dash === '' ? dashWidth(profile) : 0;
  if (encoded.voices === 1 && lines.length > profile.maxLines) return false;
  return lines.every((line) => lineWidth(stripMarkup(line), profile) + dash <= profile.maxCpl);
}

/** Breaks text with formatting tags, which take no room. */
function breakTagged(text: string, profile: RuleProfile, language: string): string[] {
  const shown = balanced(stripMarkup(text), profile, language);
  const tokens = tokenizeMarkup(text);
  if (shown.length < 2 || tokens.every((token) => token.kind === 'text')) return shown.length < 2 ? [text] : shown;
  const lines: string[] = [];
  let line = '';
  let left = lengthOf(shown[0] ?? '');
  for (const token of tokens) {
    if (token.kind !== 'text') {
      // A tag that opens belongs to the words after it.
      if (token.kind === 'open' && left === 0 && lines.length < shown.length - 1) next();
      line += token.raw;
      continue;
    }
    for (const sign of token.raw) {
      const isSpace = /[^\S\u00a0\u202f]/u.test(sign);
      if (left === 0 && !isSpace && lines.length < shown.length - 1) next();
      if (left > 0 || !isSpace) line += sign;
      if (!isSpace && left > 0) left--;
    }
  }
  return [...lines, line.trim()];

  function next(): void {
    lines.push(line.trim());
    line = '';
    left = lengthOf(shown[lines.length] ?? '');
  }
}

/** Letters and signs without the spaces that lines may break at. */
function lengthOf(text: string): number {
  return [...text.replace(/[^\S\u00a0\u202f]/gu, '')].length;
}

/** Text that needs many lines has them equally long, too. */
function balanced(text: string, profile: RuleProfile, language: string): string[] {
  const lines = breakLines(text, profile, language);
  if (lines.length <= BALANCED) return lines;
  let even = lines;
  for (let maxCpl = profile.maxCpl - 1; maxCpl > 0; maxCpl--) {
    const narrower = breakLines(text, { ...profile, maxCpl }, language);
    if (narrower.length > lines.length) break;
    even = narrower;
  }
  return even;
}
