import type { RuleProfile } from '../cues/profiles.ts';
import { action, noAction } from '../document/cue-actions/action.ts';
import { sameLines } from '../document/cue-actions/break-text.ts';
import { cueIn } from '../document/cue-in.ts';
import { applyOperations } from '../document/edits/apply.ts';
import { isOutdated } from '../document/edits/is-outdated.ts';
import type { EditOperation, OperationOf } from '../document/edits/operations.ts';
import { textOfCue } from '../document/edits/translation-operations.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { CueTranslation } from '../timeline/cue-notes.ts';
import type { Cue } from '../timeline/types.ts';
import { checkTranslation, translationContext } from './check-translation.ts';
import type { QualityCode } from './finding.ts';
import { FixDesk } from './fix-desk.ts';
import { type FixChange, type FixPreview, stateOf } from './fix-quality.ts';
import { isSourceText } from './standing-flags.ts';

type PutCue = OperationOf<'put-translations'>['cues'][number];

/** What other line breaks or other signs mend. Words are for models and people, and times are those of the cue. */
const MENDED: ReadonlySet<QualityCode> = new Set([
  'tags-unbalanced',
  'lines',
  'cpl',
  'break-after-article',
  'word-repeated',
  'spaces-double',
  'dash-style',
  'ellipsis-style',
  'typography',
]);
const OF_LENGTH: ReadonlySet<QualityCode> = new Set(['cps', 'wpm', 'cpl', 'lines']);

/** Which findings of a translation are to be mended; all when left out. */
interface FixWish {
  readonly codes?: ReadonlySet<QualityCode> | undefined;
  /** Id of the only cue. */
  readonly cue?: string;
}

/** Whether a finding of a translation can be mended without other words. */
export function isMendable(code: QualityCode): boolean {
  return MENDED.has(code);
}

/**
 * Mends a translation where other line breaks or signs do, in one step; a second call changes nothing. Who wrote a line, and
 * what else was said of it, stays. Left alone: locked lines, lines of a text that is another one by now, and lines that
 * still hold the source text.
 */
export function fixTranslation(
  document: VoxlaneDocument,
  language: string,
  profile: RuleProfile,
  wish: FixWish = {},
): FixPreview {
  const context = translationContext(language, profile);
  const views = document.cues.map((cue): Cue => viewOf(cue, language, wish.cue));
  const desk = new FixDesk({ cues: views, media: document.media, words: [] }, context);
  desk.mendAll(new Set([...MENDED].filter((code) => wish.codes?.has(code) ?? true)));
  const changes: FixChange[] = [];
  const cues: PutCue[] = [];
  for (const [index, cue] of document.cues.entries()) {
    const [before, after] = [views[index], desk.cues[index]];
    const translation = cue.translations?.[language];
    if (before === undefined || after === undefined || translation === undefined) continue;
    if (sameLines(before.lines, after.lines)) continue;
    changes.push({ cue: cue.id, before: stateOf(before), after: stateOf(after) });
    cues.push(putOf(cue, language, { ...translation, lines: after.lines }, profile));
  }
  const operations: EditOperation[] = cues.length === 0 ? [] : [{ kind: 'put-translations', language, cues }];
  const result = applyOperations(document, operations);
  const mended = result.kind === 'applied' ? result.document : document;
  const step = operations.length === 0 ? noAction('unchanged') : action(document, 'fix-quality', operations);
  return { changes, action: step, remaining: checkTranslation(mended, language, profile) };
}

/** What is mended of a cue: nothing where its line is to stay as it is. */
function viewOf(cue: Cue, language: string, only: string | undefined): Cue {
  const translation = cue.translations?.[language];
  const view = only === undefined || only === cue.id ? cueIn(cue, language) : undefined;
  if (translation === undefined || view === undefined) return { ...cue, lines: [] };
  const stays = translation.locked === true || isOutdated(cue, translation) || isSourceText(translation);
  return stays ? { ...cue, lines: [] } : view;
}

/** The mended line with what is known of it. That it was too long is no longer so where it fits now. */
function putOf(cue: Cue, language: string, translation: CueTranslation, profile: RuleProfile): PutCue {
  const { lines, by, endMs, alternatives } = translation;
  const next = { ...cue, translations: { [language]: translation } };
  const isLong = checkTranslation({ cues: [next], speakers: [] }, language, profile).some(({ code }) =>
    OF_LENGTH.has(code),
  );
  const flags = (translation.flags ?? []).filter((flag) => isLong || flag !== 'too-long');
  return {
    ...{ cue: cue.id, of: textOfCue(cue), lines: [...lines] },
    ...(by === undefined ? {} : { by }),
    ...(flags.length === 0 ? {} : { flags }),
    ...(alternatives === undefined ? {} : { alternatives: alternatives.map((each) => [...each]) }),
    ...(endMs === undefined ? {} : { endMs }),
  };
}
