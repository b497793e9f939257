import type { CueClass } from '../../timeline/cue-notes.ts';
import type { Draft } from './draft.ts';
import { classSchemaOf, labelUnknown, schemaUnknown } from './known-notes.ts';
import { omit } from './omit.ts';
import type { OperationOf } from './operations.ts';
import { cueUnknown, type Outcome } from './outcome.ts';
import { refuse } from './refusal.ts';

const USER = 'user';

export function setClassSchema(draft: Draft, operation: OperationOf<'set-class-schema'>): Outcome {
  const { schema } = operation;
  const ids = new Set(schema.labels.map(({ id }) => id));
  if (ids.size < schema.labels.length) return refuse('labels-doubled', 'Two labels have the same id.');
  if (schema.otherwise !== undefined && !ids.has(schema.otherwise)) return labelUnknown(schema.otherwise);
  const before = draft.field('classSchemas') ?? [];
  const known = before.some(({ id }) => id === schema.id);
  draft.setField(
    'classSchemas',
    known ? before.map((old) => (old.id === schema.id ? schema : old)) : [...before, schema],
  );
  for (const [at, cue] of draft.list('cues').entries()) {
    const label = cue.classes?.[schema.id]?.label;
    if (label !== undefined && !ids.has(label)) writeClass(draft, at, schema.id, undefined);
  }
  return { kind: 'done', operation };
}

export function removeClassSchema(draft: Draft, operation: OperationOf<'remove-class-schema'>): Outcome {
  const before = draft.field('classSchemas') ?? [];
  const others = before.filter(({ id }) => id !== operation.schema);
  if (others.length < before.length) draft.setField('classSchemas', others.length === 0 ? undefined : others);
  for (const at of draft.list('cues').keys()) writeClass(draft, at, operation.schema, undefined);
  return { kind: 'done', operation };
}

export function setCueClass(draft: Draft, operation: OperationOf<'set-cue-class'>): Outcome {
  const { cues, label, character } = operation;
  const schema = classSchemaOf(draft, operation.schema);
  if (schema === undefined) return schemaUnknown(operation.schema);
  if (label !== undefined && !schema.labels.some(({ id }) => id === label)) return labelUnknown(label);
  for (const id of cues) {
    const at = draft.cue(id);
    if (draft.list('cues')[at] === undefined) return cueUnknown(id);
    const given =
      label === undefined ? undefined : { label, ...(character === undefined ? {} : { character }), by: USER };
    writeClass(draft, at, schema.id, given);
  }
  return { kind: 'done', operation };
}

/** Cues that are gone are passed over: a model takes its time, and what it decided for the others counts. */
export function putClasses(draft: Draft, operation: OperationOf<'put-classes'>): Outcome {
  const schema = classSchemaOf(draft, operation.schema);
  if (schema === undefined) return schemaUnknown(operation.schema);
  const ids = new Set(schema.labels.map(({ id }) => id));
  for (const { cue: id, ...given } of operation.cues) {
    if (!ids.has(given.label)) return labelUnknown(given.label);
    const at = draft.cue(id);
    const cue = draft.list('cues')[at];
    if (cue === undefined || cue.classes?.[schema.id]?.by === USER) continue;
    writeClass(draft, at, schema.id, given);
  }
  return { kind: 'done', operation };
}

/** Puts a class with a cue, or takes the one it has away. */
function writeClass(draft: Draft, at: number, schema: string, given: CueClass | undefined): void {
  const cue = draft.list('cues')[at];
  if (cue === undefined || (given === undefined && cue.classes?.[schema] === undefined)) return;
  const others = omit(cue.classes ?? {}, schema);
  const next = given === undefined ? others : { ...others, [schema]: given };
  draft.put('cues', at, Object.keys(next).length === 0 ? omit(cue, 'classes') : { ...cue, classes: next });
}
