import type { JsonSchema, LlmMessage } from '../ports/llm.ts';
import { flatLeaves } from './flat-lines.ts';

/** A schema as servers take it: objects are closed, and every property is required. */
export function wireSchema(schema: JsonSchema): Readonly<Record<string, unknown>> {
  switch (schema.type) {
    case 'array':
      return { ...schema, items: wireSchema(schema.items) };
    case 'object':
      return {
        ...schema,
        properties: Object.fromEntries(
          Object.entries(schema.properties).map(([name, property]) => [name, wireSchema(property)]),
        ),
        required: Object.keys(schema.properties),
        additionalProperties: false,
      };
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
      return schema;
  }
}

/** The prompt with the schema said in words, for models that nothing holds to it. `text`: objects without lists are asked for as lines. */
export function withSchemaInWords(
  messages: readonly LlmMessage[],
  schema: JsonSchema,
  shape: 'json-object' | 'text',
): readonly LlmMessage[] {
  const keys = shape === 'text' ? flatLeaves(schema)?.map(({ key }) => key) : undefined;
  const words =
    keys === undefined
      ? `Answer with JSON alone, without any other words, that fits this JSON Schema:\n${JSON.stringify(wireSchema(schema))}`
      : `Answer with one line for each of these keys, written "KEY: text", and nothing else. Keys: ${keys.join(', ')}`;
  const [first, ...rest] = messages;
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${words}` }, ...rest]
    : [{ role: 'system', content: words }, ...messages];
}
