import type { JsonSchema } from '../ports/llm.ts';
import { wireSchema } from './wire-schema.ts';

/** A schema as the input of a tool, which is always an object: anything else becomes its property `answer`. */
export function toolSchema(schema: JsonSchema): Readonly<Record<string, unknown>> {
  return wireSchema(schema.type === 'object' ? schema : { type: 'object', properties: { answer: schema } });
}

/** The answer in the input of a tool, as JSON. A text that is cut stays as it is. */
export function unwrapTool(json: string, schema: JsonSchema | undefined): string {
  if (schema === undefined || schema.type === 'object') return json;
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && 'answer' in value) return JSON.stringify(value.answer);
  } catch {
    // Whoever reads the answer says what is wrong with it.
  }
  return json;
}
