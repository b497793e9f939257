import type { ClassSchema } from '../notes/class-schema.ts';
import type { Draft } from './draft.ts';
import type { OperationOf } from './operations.ts';
import { type Refusal, refuse } from './refusal.ts';

export function hasTrack(draft: Draft, language: string): boolean {
  return (draft.field('translations') ?? []).some((track) => track.language === language);
}

export function classSchemaOf(draft: Draft, id: string): ClassSchema | undefined {
  return (draft.field('classSchemas') ?? []).find((schema) => schema.id === id);
}

/** A cue brings along only what the document has a language or a label for. */
export function checkNotes(
  draft: Draft,
  { startMs, translations = {}, classes = {} }: OperationOf<'insert-cue'>,
): Refusal | undefined {
  for (const [language, { endMs }] of Object.entries(translations)) {
    if (!hasTrack(draft, language)) return languageUnknown(language);
    if (endMs !== undefined && endMs <= startMs) return endsTooEarly(endMs, startMs);
  }
  for (const [id, { label }] of Object.entries(classes)) {
    const schema = classSchemaOf(draft, id);
    if (schema === undefined) return schemaUnknown(id);
    if (!schema.labels.some((known) => known.id === label)) return labelUnknown(label);
  }
  return undefined;
}

export function endsTooEarly(endMs: number, startMs: number): Refusal {
  return refuse('times-reversed', `It would end (${endMs} ms) at or before its start (${startMs} ms).`);
}

export function languageUnknown(language: string): Refusal {
  return refuse('language-unknown', `The document is not translated to ${language}.`);
}

export function schemaUnknown(id: string): Refusal {
  return refuse('class-schema-unknown', `The document has no class schema "${id}".`);
}

export function labelUnknown(label: string): Refusal {
  return refuse('label-unknown', `The class schema has no label "${label}".`);
}
