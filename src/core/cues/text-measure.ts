import type { RuleProfile } from './profiles.ts';
import { PER_CHARACTER } from './unspaced-scripts.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Text in which every UTF-16 unit is one narrow grapheme: Latin without combining marks. */
const SIMPLE = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f]*$/u;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\u30fb\u30fc\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;
const LETTER = /[\p{L}\p{N}]/u;

/** User-perceived characters of a text. */
export function splitGraphemes(text: string): string[] {
  if (SIMPLE.test(text)) return [...text];
  return Array.from(graphemes.segment(text), (part) => part.segment);
}

/** Columns a line takes: one per grapheme, `profile.wideColumns` per East Asian wide one. */
export function lineWidth(line: string, profile: Pick<RuleProfile, 'wideColumns'>): number {
  if (SIMPLE.test(line)) return line.length;
  if (profile.wideColumns === 1) return splitGraphemes(line).length;
  return splitGraphemes(line).reduce((sum, grapheme) => sum + (WIDE.test(grapheme) ? 2 : 1), 0);
}

/**
 * Characters of a text as reading speed counts them: graphemes with spaces and punctuation (Subtitle Edit's default),
 * or letters and digits only (`cpsCounting: 'letters'`, Aegisub).
 */
export function readingLength(text: string, profile: Pick<RuleProfile, 'cpsCounting'>): number {
  if (profile.cpsCounting === 'all') return SIMPLE.test(text) ? text.length : splitGraphemes(text).length;
  return splitGraphemes(text).filter((grapheme) => LETTER.test(grapheme)).length;
}

/**
 * Lines as running text: a line break is the space it replaced, or nothing between scripts written without spaces.
 * Breaking a text anew therefore never changes its reading speed.
 */
export function joinLines(lines: readonly string[]): string {
  let text = '';
  let last = '';
  for (const line of lines) {
    if (line === '') continue;
    const isUnspaced =
      PER_CHARACTER.test([...last.slice(-2)].at(-1) ?? '') && PER_CHARACTER.test([...line.slice(0, 2)][0] ?? '');
    text += text === '' || isUnspaced ? line : ` ${line}`;
    last = line;
  }
  return text;
}

/** Words of running text, for words per minute; each character of an unspaced script counts as half a word. */
export function countWords(text: string): number {
  const unspaced = [...text].filter((char) => PER_CHARACTER.test(char)).length;
  const spaced = text.split(/\s+/u).filter((part) => part !== '' && !PER_CHARACTER.test(part)).length;
  return spaced + unspaced / 2;
}

/** Columns the profile's dash takes in front of each line of a two-speaker cue. */
export function dashWidth(profile: Pick<RuleProfile, 'dash'>): number {
  return profile.dash === 'dash-space' ? 2 : 1;
}

/** Milliseconds needed to read running text at the profile's maximum speed. */
export function readingTimeMs(text: string, profile: Pick<RuleProfile, 'cpsCounting' | 'maxCps' | 'maxWpm'>): number {
  const byCharacters = (readingLength(text, profile) / profile.maxCps) * 1000;
  const byWords = profile.maxWpm === undefined ? 0 : (countWords(text) / profile.maxWpm) * 60_000;
  return Math.ceil(Math.max(byCharacters, byWords));
}
