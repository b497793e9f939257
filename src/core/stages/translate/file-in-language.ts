import { findProfile, RULE_PROFILES, type RuleProfile } from '../../cues/profiles.ts';
import { joinLines } from '../../cues/text-measure.ts';
import { inLanguage, isTranslated } from '../../document/in-language.ts';
import { freeUntilMs } from '../../document/stretched-end.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import { isReadable } from './budget.ts';
import { linesFit } from './display-lines.ts';
import { divideLine } from './divide-line.ts';
import { encodeLine } from './line-text.ts';
import { translatedDocument } from './source-lines.ts';
import type { TranslatedLine } from './types.ts';

/**
 * The document as a file in a language it is translated to, as `inLanguage` makes it; where the language wishes it, lines
 * that are too long for one cue are two. Only a file can have that: the cues of a document belong to all its languages.
 */
export function fileInLanguage(document: VoxlaneDocument, language: string): VoxlaneDocument {
  const track = (document.translations ?? []).find((each) => each.language === language);
  if (track?.retime !== 'divide') return inLanguage(document, language);
  const profile = findProfile(document.profile) ?? RULE_PROFILES[0];
  const lines = document.cues.flatMap((_, index) => lineOf(document, index, language, profile) ?? []);
  return translatedDocument(document, lines, language);
}

function lineOf(
  { cues, media }: VoxlaneDocument,
  index: number,
  target: string,
  profile: RuleProfile,
): TranslatedLine | undefined {
  const cue = cues[index];
  const translation = cue?.translations?.[target];
  if (cue === undefined || !isTranslated(translation)) return undefined;
  const { lines, endMs } = translation;
  const whole: TranslatedLine = { id: cue.id, lines, flags: [], ...(endMs === undefined ? {} : { endMs }) };
  // What surrounds the text is that of the translation: a person may have taken it away.
  const encoded = encodeLine(lines, cue.lineSpeakers !== undefined);
  const shown = { startMs: cue.startMs, endMs: endMs ?? cue.endMs };
  if (isReadable(joinLines(lines), shown, profile) && linesFit(encoded, lines, profile)) return whole;
  const running = { ...whole, lines: [encoded.before + encoded.text + encoded.after] };
  const freeMs = freeUntilMs(cues, index, profile, media.durationMs);
  return divideLine(running, { source: cue, encoded }, freeMs, { profile, target }) ?? whole;
}
