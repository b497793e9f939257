import { functionWords } from '../cues/function-words.ts';
import type { RuleProfile } from '../cues/profiles.ts';
import { setType } from '../cues/typography.ts';
import { isDialogue } from '../document/cue-actions/break-text.ts';
import { tokenizeMarkup } from '../document/markup.ts';
import type { QualityCode } from './finding.ts';

export interface RuleContext {
  readonly profile: RuleProfile;
  readonly language: string | undefined;
  /** Words that no dictionary has. */
  readonly misspelt?: ReadonlySet<string>;
  /** The text is a translation, which is set as its language is printed. */
  readonly isTranslation?: boolean;
}

/** A rule of writing: lines that it would change break it. Applying it twice is applying it once. */
export interface TextRule {
  readonly code: QualityCode;
  readonly apply: (lines: readonly string[], context: RuleContext) => readonly string[];
}

export const TEXT_RULES: readonly TextRule[] = [
  { code: 'tags-unbalanced', apply: balanceTags },
  { code: 'word-repeated', apply: withoutRepeats },
  {
    code: 'spaces-double',
    apply: (lines) => lines.map((line) => line.replace(/[ \t]{2,}/gu, ' ').trim()).filter((line) => line !== ''),
  },
  { code: 'dash-style', apply: styleDashes },
  {
    // Netflix asks for the one character; others do not say.
    code: 'ellipsis-style',
    apply: (lines, { profile }) =>
      profile.id.startsWith('netflix') ? lines.map((line) => line.replace(/\.{3,}/gu, '\u2026')) : lines,
  },
  { code: 'french-spacing', apply: spaceFrench },
  { code: 'typography', apply: typeset },
];

/** Closes what is left open at the end, and takes away what closes nothing. */
function balanceTags(lines: readonly string[]): readonly string[] {
  const open: string[] = [];
  let text = '';
  for (const { kind, raw, name } of tokenizeMarkup(lines.join('\n'))) {
    if (kind === 'close') {
      const at = open.lastIndexOf(name);
      if (at < 0) continue;
      open.splice(at, 1);
    } else if (kind === 'open') open.push(name);
    text += raw;
  }
  // Ruby text may go unclosed.
  for (const name of open.reverse()) if (name !== 'rt') text += `</${name}>`;
  const balanced = text.split('\n');
  if (balanced.length !== lines.length) return lines;
  // A line that was nothing but such a tag is gone with it.
  return balanced.filter((line, index) => line.trim() !== '' || line === lines[index]);
}

/** Articles and prepositions that come twice in a row are slips; other words may well. */
function withoutRepeats(lines: readonly string[], { language }: RuleContext): readonly string[] {
  const { determiners, prepositions, conjunctions, verbal } = functionWords(language);
  const text = lines.join('\n');
  const once = text.replace(
    /(?<![\p{L}\p{M}\p{N}'\u2019-])(\p{L}[\p{L}\p{M}]*)(?:(\s+)\1(?![\p{L}\p{M}\p{N}'\u2019-]))+/giu,
    (whole, word: string) => {
      const bare = word.toLowerCase();
      const isSlip = (determiners.has(bare) || prepositions.has(bare)) && !conjunctions.has(bare) && !verbal.has(bare);
      return isSlip ? word + '\n'.repeat(whole.split('\n').length - 1) : whole;
    },
  );
  if (once === text) return lines;
  return once
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function styleDashes(lines: readonly string[], { profile }: RuleContext): readonly string[] {
  if (!isDialogue(lines)) return lines;
  const dash = profile.dash === 'dash-space' ? '- ' : '-';
  return lines.map((line) => line.replace(/^((?:<[^<>]*>|\{[^{}]*\}|\s)*)[-\u2010-\u2015]\s*/u, `$1${dash}`));
}

/**
 * In France, `!`, `?`, `;`, `:` and guillemets stand off by a no-break space; in Canada, most of them do not. Addresses keep
 * their signs.
 */
function spaceFrench(lines: readonly string[], { language, isTranslation }: RuleContext): readonly string[] {
  if (isTranslation === true) return lines;
  const code = language?.toLowerCase().replace('_', '-') ?? '';
  if (code !== 'fr' && (!code.startsWith('fr-') || code === 'fr-ca')) return lines;
  return lines.map((line) =>
    tokenizeMarkup(line)
      .map(({ kind, raw }) =>
        kind === 'text'
          ? raw
              .replace(/(?<=[\p{L}\p{N})\]\u00bb"\u2026])(?=[!?]+(?![\p{L}\p{N}!?])|\u00bb)/gu, '\u00a0')
              .replace(/(?<=[\p{L}\p{N})\]\u00bb"])(?=[;:](?:\s|$))/gu, '\u00a0')
              .replace(/\u00ab(?=[\p{L}\p{N}])/gu, '\u00ab\u00a0')
          : raw,
      )
      .join(''),
  );
}

/**
 * As translations are set when they are made. Straight apostrophes and narrow spaces are no fault of what a person typed,
 * but are set along with what is one.
 */
function typeset(lines: readonly string[], { language, isTranslation }: RuleContext): readonly string[] {
  if (isTranslation !== true || language === undefined) return lines;
  const text = lines.join('\n');
  const set = setType(text, language.split(/[-_]/u)[0]?.toLowerCase() ?? '');
  const shown = set.split('\n');
  return alike(set) === alike(text) || shown.length !== lines.length ? lines : shown;
}

function alike(text: string): string {
  return text.replaceAll('\u202f', '\u00a0').replaceAll('\u2019', "'");
}
