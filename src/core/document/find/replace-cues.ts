import { action, type CueAction, noAction } from '../cue-actions/action.ts';
import type { VoxlaneDocument } from '../types.ts';
import { matchesOf, search, type Search, type SearchOptions } from './find-cues.ts';
import { readMarked, replaceMarked } from './marked-text.ts';
import type { Matcher } from './query.ts';

/** What replacing would make of a cue. */
export interface ReplacePreview {
  readonly cue: string;
  readonly index: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** How many places it changes. */
  readonly count: number;
  /** Why it is left out: the lines of a dialogue would not be one a speaker any more. */
  readonly blocked?: 'line-speakers';
}

interface ReplaceOptions extends SearchOptions {
  /** Only this match (from 0) of this cue. */
  readonly only?: { readonly cue: string; readonly match: number };
}

/**
 * What replacing would change. In a pattern's replacement `$1`, `$<name>`, `$&`, `$$` and `\n` stand for groups, the match,
 * a dollar and a line break; plain text is taken as it is.
 */
export function previewReplace(
  document: VoxlaneDocument,
  matcher: Matcher,
  replacement: string,
  options: ReplaceOptions = {},
): Search<ReplacePreview> {
  const { only } = options;
  return search(document, matcher, options, (cue, index) => {
    if (only !== undefined && only.cue !== cue.id) return undefined;
    const marked = readMarked(cue.lines);
    const matches = matchesOf(marked.shown, matcher).filter((_, at) => only === undefined || only.match === at);
    if (matches.length === 0) return undefined;
    const replacements = matches.map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      text: clean(matcher.mode === 'regex' ? expand(replacement, match) : replacement),
    }));
    const after = replaceMarked(marked, replacements);
    if (after.join('\n') === cue.lines.join('\n')) return undefined;
    const isBlocked = cue.lineSpeakers !== undefined && cue.lineSpeakers.length !== after.length;
    const preview = { cue: cue.id, index, before: cue.lines, after, count: matches.length };
    return isBlocked ? { ...preview, blocked: 'line-speakers' } : preview;
  });
}

/** The chosen previews as one step. */
export function replaceCues(document: VoxlaneDocument, previews: readonly ReplacePreview[]): CueAction {
  const operations = previews
    .filter((preview) => preview.blocked === undefined)
    .map(({ cue, after }) => ({ kind: 'set-cue-lines' as const, cue, lines: [...after] }));
  return operations.length === 0 ? noAction('unchanged') : action(document, 'replace-text', operations);
}

function expand(template: string, match: RegExpMatchArray): string {
  return template.replace(/\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)|\\n/gu, (whole, dollar, all, number, name) => {
    if (whole === '\\n') return '\n';
    if (dollar !== undefined) return '$';
    if (all !== undefined) return match[0];
    if (number !== undefined) return Number(number) < match.length ? (match[Number(number)] ?? '') : whole;
    return match.groups?.[String(name)] ?? '';
  });
}

/** Without control characters, which no cue line may hold. */
function clean(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\r\n?/gu, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/gu, '');
}
