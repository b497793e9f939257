import { functionWords } from '../cues/function-words.ts';
import type { RuleProfile } from '../cues/profiles.ts';
import { checkCues } from '../cues/qc.ts';
import { sameLines } from '../document/cue-actions/break-text.ts';
import { stripMarkup } from '../document/markup.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { Cue } from '../timeline/types.ts';
import { finding, type QualityCode, type QualityFinding } from './finding.ts';
import { misspeltIn } from './spelling.ts';
import { type RuleContext, TEXT_RULES } from './text-rules.ts';

/**
 * What a document breaks of a profile's rules, by cue and then by rank order of the checks. Tags are not measured. Cues
 * without text are reported unless all are without. Linear; what only depends on a cue is remembered while it stays the
 * same object, so that checking again after an edit is cheap. `misspelt`: those of `spellingWords` that no dictionary has.
 */
export function checkQuality(
  document: VoxlaneDocument,
  profile: RuleProfile,
  misspelt: ReadonlySet<string> = NONE,
): QualityFinding[] {
  const context = { profile, language: document.language, misspelt };
  return checkRange(document.cues, context, 0, document.cues.length, -Infinity);
}

/** The findings of cues `from`..`to`-1; `latestEndMs`: when the last of those in front is over. */
export function checkRange(
  cues: readonly Cue[],
  context: RuleContext,
  from: number,
  to: number,
  latestEndMs: number,
): QualityFinding[] {
  const first = cues[from];
  if (first === undefined) return [];
  const isTimingOnly = !cues.some((cue) => cue.lines.length > 0);
  const before = cues[from - 1];
  const guard: readonly Cue[] =
    before === undefined ? [] : [{ id: '', startMs: before.startMs, endMs: latestEndMs, lines: [], wordIds: [] }];
  const checked = cues.slice(from, to);
  const byCue: QualityFinding[][] = checked.map(() => []);
  for (const issue of checkCues([...guard, ...checked.map(shown)], context.profile)) {
    const at = issue.index - guard.length;
    const place = { cue: issue.cueId, index: from + at };
    if (at >= 0) byCue[at]?.push(finding(place, issue.kind, { value: round(issue.value), limit: issue.limit }));
  }
  return byCue.flatMap((own, at) => {
    const cue = checked[at];
    if (cue === undefined) return own;
    const place = { cue: cue.id, index: from + at };
    const isEmpty = !isTimingOnly && shown(cue).lines.join('').trim() === '';
    const textual = textFindings(cue, context).map(({ code, params }) => finding(place, code, params));
    return [...own, ...(isEmpty ? [finding(place, 'empty-text')] : []), ...textual];
  });
}

interface TextFinding {
  readonly code: QualityCode;
  readonly params: Readonly<Record<string, string | number>>;
}

const NONE: ReadonlySet<string> = new Set();
const SHOWN = new WeakMap<Cue, Cue>();
const TEXTUAL = new WeakMap<Cue, { readonly context: RuleContext; readonly found: readonly TextFinding[] }>();

/** The cue as it is read: without tags. */
function shown(cue: Cue): Cue {
  const known = SHOWN.get(cue);
  if (known !== undefined) return known;
  const lines = cue.lines.map(stripMarkup);
  const bare = sameLines(lines, cue.lines) ? cue : { ...cue, lines };
  SHOWN.set(cue, bare);
  return bare;
}

function textFindings(cue: Cue, context: RuleContext): readonly TextFinding[] {
  const known = TEXTUAL.get(cue);
  if (
    known?.context.profile === context.profile &&
    known.context.language === context.language &&
    known.context.misspelt === context.misspelt &&
    known.context.isTranslation === context.isTranslation
  )
    return known.found;
  const found: TextFinding[] = TEXT_RULES.filter(({ apply }) => !sameLines(apply(cue.lines, context), cue.lines)).map(
    ({ code }) => ({ code, params: {} }),
  );
  const word = articleBeforeBreak(cue, context.language);
  if (word !== undefined) found.push({ code: 'break-after-article', params: { word } });
  for (const misspelt of misspeltIn(cue, context.misspelt ?? NONE))
    found.push({ code: 'spelling', params: { word: misspelt } });
  TEXTUAL.set(cue, { context, found });
  return found;
}

/** The article or the like that a line, other than the last, ends with. */
function articleBeforeBreak(cue: Cue, language: string | undefined): string | undefined {
  if (cue.lines.length < 2 || cue.lineSpeakers !== undefined) return undefined;
  const { determiners } = functionWords(language);
  return shown(cue)
    .lines.slice(0, -1)
    .map((line) => /(?<![\p{L}\p{N}'\u2019])[\p{L}'\u2019]+$/u.exec(line.trimEnd())?.[0] ?? '')
    .find((word) => determiners.has(word.toLowerCase().replaceAll('\u2019', "'")));
}

function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 10) / 10 : Number.MAX_SAFE_INTEGER;
}
