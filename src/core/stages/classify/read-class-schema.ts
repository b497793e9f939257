import { type ClassSchema, classSchemaSchema } from '../../document/notes/class-schema.ts';
import { AppError } from '../../../shared/app-error.ts';

/** Reads a class schema from the text of a JSON file. Throws `format-invalid` that names the field. */
export function readClassSchema(text: string): ClassSchema {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (cause) {
    throw invalid('The class schema is not JSON.', cause);
  }
  const { data, error } = classSchemaSchema.safeParse(value);
  if (data === undefined) {
    const [issue] = error.issues;
    const place = issue?.path.map(String).join('.') ?? '';
    throw invalid(`The class schema is not right${place === '' ? '' : ` at ${place}`}: ${issue?.message ?? ''}.`);
  }
  const ids = data.labels.map(({ id }) => id);
  const doubled = ids.find((id, at) => ids.indexOf(id) < at);
  if (doubled !== undefined) throw invalid(`Two classes of the schema have the id "${doubled}".`);
  if (data.otherwise !== undefined && !ids.includes(data.otherwise))
    throw invalid(`"otherwise" is "${data.otherwise}", which is none of the classes of the schema.`);
  return data;
}

function invalid(what: string, cause?: unknown): AppError {
  return new AppError(
    'format-invalid',
    {
      what,
      meaning: 'Nothing was classified.',
      action:
        'A schema is {"id", "name", "question", "labels": [{"id", "name", "meaning"}], "characters", "evidence", "otherwise"}; the last three may be left out.',
    },
    cause === undefined ? {} : { cause },
  );
}
