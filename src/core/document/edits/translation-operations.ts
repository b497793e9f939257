import type { CueTranslation } from '../../timeline/cue-notes.ts';
import type { Cue } from '../../timeline/types.ts';
import type { TranslationTrack } from '../notes/translation-track.ts';
import type { Draft } from './draft.ts';
import { endsTooEarly, hasTrack, languageUnknown } from './known-notes.ts';
import { omit } from './omit.ts';
import type { OperationOf } from './operations.ts';
import { cueUnknown, type Outcome } from './outcome.ts';
import { saysTheSame } from './same-text.ts';
import { stretchedEndOf } from './stretched-translations.ts';

const USER = 'user';

/** What a translation of a cue is a translation of. */
export function textOfCue({ lines }: Pick<Cue, 'lines'>): string {
  return lines.join('\n');
}

export function setTranslationTrack(draft: Draft, operation: OperationOf<'set-translation-track'>): Outcome {
  const { kind: _kind, language, ...parts } = operation;
  const tracks = draft.field('translations') ?? [];
  const before = tracks.find((track) => track.language === language) ?? { language };
  const said = Object.fromEntries(Object.entries({ ...before, ...parts }).filter(([, part]) => part !== null));
  const next = said as TranslationTrack;
  const known = tracks.some((track) => track.language === language);
  if (known && Object.keys(parts).length === 0) return { kind: 'done', operation };
  draft.setField(
    'translations',
    known ? tracks.map((track) => (track.language === language ? next : track)) : [...tracks, next],
  );
  return { kind: 'done', operation };
}

export function removeTranslation(draft: Draft, operation: OperationOf<'remove-translation'>): Outcome {
  const { language } = operation;
  const tracks = draft.field('translations') ?? [];
  const others = tracks.filter((track) => track.language !== language);
  if (others.length < tracks.length) draft.setField('translations', others.length === 0 ? undefined : others);
  for (const at of draft.list('cues').keys()) writeTranslation(draft, at, language, undefined);
  return { kind: 'done', operation };
}

export function setCueTranslation(draft: Draft, operation: OperationOf<'set-cue-translation'>): Outcome {
  const { language, lines } = operation;
  const at = draft.cue(operation.cue);
  const cue = draft.list('cues')[at];
  if (cue === undefined) return cueUnknown(operation.cue);
  if (!hasTrack(draft, language)) return languageUnknown(language);
  if (lines.length === 0) {
    writeTranslation(draft, at, language, undefined);
    return { kind: 'done', operation };
  }
  if (operation.endMs !== undefined && operation.endMs <= cue.startMs) {
    return endsTooEarly(operation.endMs, cue.startMs);
  }
  const endMs = operation.endMs ?? stretchedEndOf(draft, at, language, lines);
  const before = cue.translations?.[language];
  writeTranslation(draft, at, language, {
    ...(before === undefined ? {} : omit(before, 'flags', 'endMs')),
    lines,
    of: textOfCue(cue),
    by: USER,
    ...(endMs === undefined ? {} : { endMs }),
  });
  return { kind: 'done', operation };
}

export function lockTranslations(draft: Draft, operation: OperationOf<'lock-translations'>): Outcome {
  const { cues, language, locked } = operation;
  for (const id of cues) {
    const at = draft.cue(id);
    const cue = draft.list('cues')[at];
    if (cue === undefined) return cueUnknown(id);
    const before = cue.translations?.[language];
    if (before === undefined || (before.locked === true) === locked) continue;
    writeTranslation(draft, at, language, locked ? { ...before, locked } : omit(before, 'locked'));
  }
  return { kind: 'done', operation };
}

/** Cues that are gone are passed over: a model takes its time, and what it wrote for the others counts. */
export function putTranslations(draft: Draft, operation: OperationOf<'put-translations'>): Outcome {
  const { language, cues } = operation;
  if (!hasTrack(draft, language)) return languageUnknown(language);
  for (const { cue: id, ...translation } of cues) {
    const at = draft.cue(id);
    const cue = draft.list('cues')[at];
    if (cue === undefined || cue.translations?.[language]?.locked === true) continue;
    const text = textOfCue(cue);
    if (!saysTheSame(text, translation.of)) continue;
    const { endMs } = translation;
    const inTime = endMs === undefined || endMs > cue.startMs ? translation : omit(translation, 'endMs');
    writeTranslation(draft, at, language, { ...inTime, of: text });
  }
  return { kind: 'done', operation };
}

/** Puts a translation with a cue, or takes the one it has away. */
function writeTranslation(draft: Draft, at: number, language: string, translation: CueTranslation | undefined): void {
  const cue = draft.list('cues')[at];
  if (cue === undefined || (translation === undefined && cue.translations?.[language] === undefined)) return;
  const others = omit(cue.translations ?? {}, language);
  const next = translation === undefined ? others : { ...others, [language]: translation };
  draft.put('cues', at, Object.keys(next).length === 0 ? omit(cue, 'translations') : { ...cue, translations: next });
}
