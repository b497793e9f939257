import type { CueTranslation } from '../../timeline/cue-notes.ts';
import { findProfile, RULE_PROFILES } from '../../cues/profiles.ts';
import { stretchedEndMs } from '../stretched-end.ts';
import type { Draft } from './draft.ts';
import { omit } from './omit.ts';

/** Until when lines of the cue at a position are shown in a language that may be: see `TranslationTrack.retime`. */
export function stretchedEndOf(
  draft: Draft,
  at: number,
  language: string,
  lines: readonly string[],
): number | undefined {
  const track = (draft.field('translations') ?? []).find((each) => each.language === language);
  if (track?.retime === undefined) return undefined;
  const profile = findProfile(draft.profile) ?? RULE_PROFILES[0];
  return stretchedEndMs(draft.list('cues'), at, lines, profile, draft.durationMs);
}

/** Fits the ends of a cue's translations to its new times, in the languages that may be shown longer. */
export function stretchTranslations(draft: Draft, at: number): void {
  const cue = draft.list('cues')[at];
  if (cue?.translations === undefined) return;
  let isChanged = false;
  const entries = Object.entries(cue.translations).map(([language, translation]): [string, CueTranslation] => {
    const endMs = stretchedEndOf(draft, at, language, translation.lines);
    if (endMs === undefined || endMs === translation.endMs) return [language, translation];
    isChanged = true;
    return [language, { ...omit(translation, 'endMs'), endMs }];
  });
  if (isChanged) draft.put('cues', at, { ...cue, translations: Object.fromEntries(entries) });
}
