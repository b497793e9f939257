import type { JsonSchema } from '../ports/llm.ts';

/** Keys of an object whose values are all text, so that it can be written as one line for each; `undefined` for any other schema. */
export function flatKeys(schema: JsonSchema): readonly string[] | undefined {
  if (schema.type !== 'object') return undefined;
  const entries = Object.entries(schema.properties);
  const flat = entries.every(([key, { type }]) => type === 'string' && /^[\w.-]{1,64}$/.test(key));
  return flat && entries.length > 0 ? entries.map(([key]) => key) : undefined;
}

const LINE = /^\s*(?:[-*]\s+)?[`"'[(*#]*([\w.-]*\w)[`"'\])*]*\s*[:.)|=\t]\s*(.*)$/;

/**
 * Reads `KEY: text` lines; lines without a key go on with the text before. Keys that were not asked for are text. The
 * first line of a key counts. `undefined` when no key was found.
 */
export function readFlatLines(text: string, keys: readonly string[]): Readonly<Record<string, string>> | undefined {
  const wanted = new Set(keys);
  const found = new Map<string, string>();
  let current: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, key = '', rest = ''] = LINE.exec(line) ?? [];
    if (wanted.has(key)) {
      current = found.has(key) ? undefined : key;
      if (current !== undefined) found.set(current, rest.trim());
    } else if (current !== undefined && line.trim() !== '' && !line.trim().startsWith('```'))
      found.set(current, `${found.get(current)}\n${line.trim()}`.trim());
  }
  return found.size === 0 ? undefined : Object.fromEntries(found);
}
