import type { RuleProfile } from '../cues/profiles.ts';
import { dialogueDash } from '../cues/typography.ts';
import { cueIn } from '../document/cue-in.ts';
import { isOutdated } from '../document/edits/is-outdated.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { Cue } from '../timeline/types.ts';
import { checkRange } from './check-quality.ts';
import { finding, type QualityCode, type QualityFinding } from './finding.ts';
import { isSourceText, standingFlags } from './standing-flags.ts';
import type { RuleContext } from './text-rules.ts';
import { wordFindings } from './word-findings.ts';

type Found = Pick<QualityFinding, 'code' | 'params'>;

/** What says with figures that a text is too long for its cue. */
const MEASURES: ReadonlySet<QualityCode> = new Set(['cps', 'wpm', 'cpl', 'lines']);
/** A translation has the times of its cue, which are checked with the text of the document. */
const OF_TIMES: ReadonlySet<QualityCode> = new Set(['overlap', 'order', 'gap', 'duration-short', 'duration-long']);
const TOO_LONG = 'too-long';
const NONE: ReadonlySet<string> = new Set();
const NOTHING: readonly Found[] = [];

interface Remembered {
  readonly context: RuleContext;
  readonly found: readonly Found[];
}

/** By language. */
const FOUND = new WeakMap<Cue, Map<string, Remembered>>();
const DASHED = new WeakMap<RuleProfile, Map<string, RuleProfile>>();

/**
 * What the translation of a document breaks, by cue and then by rank: cues without one, the glossary and the relation sheet
 * of the language, lines that a run marked otherwise, lines whose source says something else by now, and the rules of a
 * profile for texts, with the typography of the language. A line that still holds the source text is only said to. Linear;
 * what a cue breaks is remembered while it stays the same object. `misspelt`: words that no dictionary of the language has.
 */
export function checkTranslation(
  document: Pick<VoxlaneDocument, 'cues' | 'speakers' | 'language' | 'translations' | 'reviewed'>,
  language: string,
  profile: RuleProfile,
  misspelt: ReadonlySet<string> = NONE,
): QualityFinding[] {
  const context = translationContext(language, profile, misspelt);
  const ofWords = wordFindings(document, language);
  return document.cues.flatMap((cue, index) => {
    const others = remembered(cue, language, context).map(({ code, params }) =>
      finding({ cue: cue.id, index, language }, code, params),
    );
    return [...ofWords(index), ...others];
  });
}

/** The rules that a translation is checked by. */
export function translationContext(
  language: string,
  profile: RuleProfile,
  misspelt: ReadonlySet<string> = NONE,
): RuleContext {
  return { profile: dashedFor(profile, language), language, misspelt, isTranslation: true };
}

/** The profile with the dash that dialogues have in a language. The same object each time. */
function dashedFor(profile: RuleProfile, language: string): RuleProfile {
  let known = DASHED.get(profile);
  if (known === undefined) DASHED.set(profile, (known = new Map<string, RuleProfile>()));
  let dashed = known.get(language);
  if (dashed === undefined) {
    const dash = dialogueDash(profile, language) === '-' ? 'dash' : 'dash-space';
    known.set(language, (dashed = dash === profile.dash ? profile : { ...profile, dash }));
  }
  return dashed;
}

function remembered(cue: Cue, language: string, context: RuleContext): readonly Found[] {
  let own = FOUND.get(cue);
  if (own === undefined) FOUND.set(cue, (own = new Map<string, Remembered>()));
  const known = own.get(language);
  if (known?.context.profile === context.profile && known.context.misspelt === context.misspelt) return known.found;
  const found = foundIn(cue, language, context);
  own.set(language, { context, found });
  return found;
}

function foundIn(cue: Cue, language: string, context: RuleContext): readonly Found[] {
  const translation = cue.translations?.[language];
  const view = cueIn(cue, language);
  if (translation === undefined || view === undefined || translation.lines.join('').trim() === '') {
    return cue.lines.join('').trim() === '' ? NOTHING : [{ code: 'untranslated', params: {} }];
  }
  const marked = standingFlags(translation).map((flag): Found => ({ code: 'flagged', params: { flag } }));
  if (isSourceText(translation)) return marked;
  const broken = checkRange([view], context, 0, 1, -Infinity).filter(({ code }) => !OF_TIMES.has(code));
  const isMeasured = broken.some(({ code }) => MEASURES.has(code));
  return [
    ...(isMeasured ? marked.filter(({ params }) => params['flag'] !== TOO_LONG) : marked),
    ...(isOutdated(cue, translation) ? [{ code: 'outdated', params: {} } satisfies Found] : []),
    ...broken.map(({ code, params }) => ({ code, params })),
  ];
}
