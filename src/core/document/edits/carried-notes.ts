import type { CueTranslation } from '../../timeline/cue-notes.ts';
import type { Cue } from '../../timeline/types.ts';
import { divideTranslation } from './divide-translation.ts';
import { omit } from './omit.ts';
import { saysTheSame } from './same-text.ts';
import { textOfCue } from './translation-operations.ts';

/** What stands beside the text of a cue. */
interface Notes {
  readonly translations?: Cue['translations'] | undefined;
  readonly classes?: Cue['classes'] | undefined;
}
type Translations = Readonly<Record<string, CueTranslation>>;

const USER = 'user';

/** The cue with these notes and no others. */
export function withNotes(cue: Cue, { translations = {}, classes = {} }: Notes): Cue {
  return {
    ...omit(cue, 'translations', 'classes'),
    ...(Object.keys(translations).length === 0 ? {} : { translations }),
    ...(Object.keys(classes).length === 0 ? {} : { classes }),
  };
}

/**
 * Gives the notes of a cue to the two parts it is split into. Each translation is divided; a part of it counts as up to date
 * only where it surely is what that part says. Both parts are of the cue's classes.
 */
export function divideNotes(cue: Cue, first: Cue, second: Cue): readonly [Cue, Cue] {
  if (cue.translations === undefined && cue.classes === undefined) return [first, second];
  const before: Record<string, CueTranslation> = {};
  const behind: Record<string, CueTranslation> = {};
  for (const [language, translation] of Object.entries(cue.translations ?? {})) {
    const [head, tail] = divideTranslation(translation, cue, first, second);
    before[language] = head;
    if (tail !== undefined) behind[language] = tail;
  }
  return [
    withNotes(first, { translations: before, classes: classesOf(cue, first) }),
    withNotes(second, { translations: behind, classes: classesOf(cue, second) }),
  ];
}

/** A quotation stays with the part that it is from. */
function classesOf(cue: Cue, part: Cue): NonNullable<Cue['classes']> {
  const said = textOfCue(part).replace(/\s+/gu, ' ').toLowerCase();
  const entries = Object.entries(cue.classes ?? {}).map(([schema, given]) => {
    const isFrom = given.evidence === undefined || said.includes(given.evidence.replace(/\s+/gu, ' ').toLowerCase());
    return [schema, isFrom ? given : omit(given, 'evidence')] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * The notes of several cues, in order, as those of the cue that they become. A class that a person gave counts for more than
 * one that a model gave, and then the first one.
 */
export function joinNotes(merged: Cue, parts: readonly Cue[]): Cue {
  const languages = new Set(parts.flatMap((cue) => Object.keys(cue.translations ?? {})));
  const schemas = new Set(parts.flatMap((cue) => Object.keys(cue.classes ?? {})));
  if (languages.size + schemas.size === 0) return merged;
  const translations = [...languages].map((language) => [language, joinTranslations(language, merged, parts)] as const);
  const classes = [...schemas].flatMap((schema) => {
    const given = parts.flatMap((cue) => cue.classes?.[schema] ?? []);
    const kept = given.find(({ by }) => by === USER) ?? given[0];
    return kept === undefined ? [] : [[schema, kept] as const];
  });
  return withNotes(merged, {
    translations: Object.fromEntries(translations),
    classes: Object.fromEntries(classes),
  });
}

/** Where a part has text and no translation, the joined one is of less than the cue says, and so out of date. */
function joinTranslations(language: string, merged: Cue, parts: readonly Cue[]): CueTranslation {
  const own = parts.flatMap((cue) => cue.translations?.[language] ?? []);
  const last = parts.findLast((cue) => cue.endMs === merged.endMs)?.translations?.[language];
  const flags = [...new Set(own.flatMap((translation) => translation.flags ?? []))];
  const by = own.some((translation) => translation.by === USER)
    ? USER
    : own.find((entry) => entry.by !== undefined)?.by;
  const texts = own.map((translation) => translation.of);
  const isUnknown = parts.some((cue) => cue.translations?.[language]?.of === '' && textOfCue(cue) !== '');
  const of = isUnknown ? '' : texts.filter((text) => text !== '').join('\n');
  const text = textOfCue(merged);
  return {
    ...omit(own[0] ?? { lines: [], of }, 'alternatives', 'by', 'endMs', 'flags', 'locked'),
    lines: own.flatMap((translation) => translation.lines),
    of: saysTheSame(of, text) ? text : of,
    ...(by === undefined ? {} : { by }),
    ...(flags.length === 0 ? {} : { flags }),
    ...(own.some(({ locked }) => locked === true) ? { locked: true } : {}),
    ...(last?.endMs === undefined ? {} : { endMs: last.endMs }),
  };
}

/** The cue after its text changed: where only its lines break elsewhere, a translation still is of what it says. */
export function keepTranslations(before: Cue, after: Cue): Cue {
  const [old, text] = [textOfCue(before), textOfCue(after)];
  if (after.translations === undefined || old === text || !saysTheSame(old, text)) return after;
  const kept: Translations = Object.fromEntries(
    Object.entries(after.translations).map(([language, translation]) => [
      language,
      translation.of === old ? { ...translation, of: text } : translation,
    ]),
  );
  return { ...after, translations: kept };
}

/** The cue after its times changed: a new end counts for every language, and none ends before the cue starts. */
export function retimeTranslations(before: Cue, after: Cue): Cue {
  if (after.translations === undefined) return after;
  const isLate = (endMs: number): boolean => before.endMs === after.endMs && endMs > after.startMs;
  const kept: Translations = Object.fromEntries(
    Object.entries(after.translations).map(([language, translation]) => [
      language,
      translation.endMs === undefined || isLate(translation.endMs) ? translation : omit(translation, 'endMs'),
    ]),
  );
  return { ...after, translations: kept };
}
