import type { Cue } from '../timeline/types.ts';
import { overlapMs } from '../timeline/span.ts';
import { divideNotes, joinNotes, withNotes } from './edits/carried-notes.ts';
import { broughtClassSchema, broughtTranslationSchema, type OperationOf } from './edits/operations.ts';
import type { RelatedCues } from './related-cues.ts';
import type { VoxlaneDocument } from './types.ts';

/**
 * The cues of the earlier version with what stands beside those that they take the place of: one cue's notes are divided
 * among several, several cues' are joined. A cue that has nobody to follow keeps its own. Pure.
 */
export function withNotesOf({ now, then }: RelatedCues): readonly Cue[] {
  const [only, ...others] = now;
  if (only === undefined) return then;
  if (others.length === 0) return divideAmong(only, then);
  const parts = new Map<Cue, Cue[]>();
  for (const cue of now) {
    const heir = closest(cue, then);
    if (heir !== undefined) parts.set(heir, [...(parts.get(heir) ?? []), cue]);
  }
  return then.map((cue) => joinNotes(withNotes(cue, {}), parts.get(cue) ?? []));
}

function divideAmong(cue: Cue, heirs: readonly Cue[]): Cue[] {
  const done: Cue[] = [];
  // Divided as what the heirs say: a translation of another text is up to date in none of them.
  let rest: Cue = { ...cue, lines: heirs.flatMap(({ lines }) => lines) };
  for (const [index, heir] of heirs.entries()) {
    const behind = heirs.slice(index + 1);
    const [next] = behind;
    if (next === undefined) done.push(withNotes(heir, rest));
    else {
      const tail = { ...next, lines: behind.flatMap(({ lines }) => lines) };
      const [first, second] = divideNotes(rest, withNotes(heir, {}), withNotes(tail, {}));
      done.push(first);
      rest = second;
    }
  }
  return done;
}

/** Who shares most time, or is nearest. */
function closest(cue: Cue, heirs: readonly Cue[]): Cue | undefined {
  const rate = (heir: Cue): number =>
    overlapMs(cue, heir) || -Math.max(0, cue.startMs - heir.endMs, heir.startMs - cue.endMs);
  return heirs.reduce<Cue | undefined>(
    (best, heir) => (best === undefined || rate(heir) > rate(best) ? heir : best),
    undefined,
  );
}

/** The notes of a cue as an operation that inserts it can hold them; what the document has no language or label for is left out. */
export function broughtNotes(
  { translations = {}, classes = {}, startMs }: Cue,
  document: VoxlaneDocument,
): Pick<OperationOf<'insert-cue'>, 'translations' | 'classes'> {
  const languages = new Set((document.translations ?? []).map(({ language }) => language));
  const labels = new Set(
    (document.classSchemas ?? []).flatMap((schema) => schema.labels.map(({ id }) => `${schema.id}/${id}`)),
  );
  const translated = Object.entries(translations).flatMap(
    ([language, { lines, of, by, flags, locked, alternatives, endMs }]) => {
      const late = endMs === undefined || endMs <= startMs ? undefined : endMs;
      const { data } = broughtTranslationSchema.safeParse({ lines, of, by, flags, locked, alternatives, endMs: late });
      return data !== undefined && languages.has(language) ? [[language, defined(data)] as const] : [];
    },
  );
  const sorted = Object.entries(classes).flatMap(([schema, { label, character, confidence, evidence, by }]) => {
    const { data } = broughtClassSchema.safeParse({ label, character, confidence, evidence, by });
    return data !== undefined && labels.has(`${schema}/${label}`) ? [[schema, defined(data)] as const] : [];
  });
  return {
    ...(translated.length === 0 ? {} : { translations: Object.fromEntries(translated) }),
    ...(sorted.length === 0 ? {} : { classes: Object.fromEntries(sorted) }),
  };
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
