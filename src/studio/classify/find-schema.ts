import type { ClassSchema } from '../../core/document/notes/class-schema.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { BUNDLED_SCHEMAS, TOPIC_SCHEMA } from '../../core/stages/classify/schemas.ts';
import { AppError } from '../../shared/app-error.ts';

/** The schema that is meant: of the document first, then a bundled one. Throws `options-invalid` for an unknown id. */
export function findSchema(
  { classSchemas = [] }: Pick<VoxlaneDocument, 'classSchemas'>,
  wished: string | ClassSchema,
): ClassSchema {
  if (typeof wished !== 'string') return wished;
  const schema = classSchemas.find(({ id }) => id === wished) ?? BUNDLED_SCHEMAS.get(wished);
  if (schema !== undefined) return schema;
  if (wished === TOPIC_SCHEMA)
    throw new AppError('options-invalid', {
      what: 'Nothing says which topics there are.',
      meaning: 'Nothing was sent or changed.',
      action: 'Name a list of them with --glossary: a topic a line, a tab, and what it means.',
    });
  const known = [...new Set([...classSchemas.map(({ id }) => id), ...BUNDLED_SCHEMAS.keys()])];
  throw new AppError('options-invalid', {
    what: `There is no class schema "${wished}".`,
    meaning: 'Nothing was sent or changed.',
    action: `Give one of: ${known.join(', ')}; or a JSON file with a schema.`,
  });
}
