import type { JsonSchema } from '../ports/llm.ts';

/** A text or number somewhere in a schema of nothing but objects, and what names it in an answer of lines. */
export interface FlatLeaf {
  /** `story`, or `C1.text`: the outermost object is left out where that cannot be taken for something else. */
  readonly key: string;
  readonly path: readonly string[];
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
}

const KEY = /^[\w.-]{1,64}$/;

/** What a schema asks for as lines, one for each value; `undefined` for schemas with lists. */
export function flatLeaves(schema: JsonSchema): readonly FlatLeaf[] | undefined {
  if (schema.type !== 'object') return undefined;
  const found = leavesOf(schema, []);
  if (found === undefined || found.length === 0) return undefined;
  const named = (keep: number): FlatLeaf[] =>
    found.map(({ path, type }) => ({ key: path.slice(path.length > 1 ? keep : 0).join('.'), path, type }));
  const isClear = (leaves: readonly FlatLeaf[]): boolean =>
    new Set(leaves.map(({ key }) => key)).size === leaves.length && leaves.every(({ key }) => KEY.test(key));
  return [named(1), named(0)].find(isClear);
}

function leavesOf(schema: JsonSchema, path: readonly string[]): Omit<FlatLeaf, 'key'>[] | undefined {
  if (schema.type === 'array') return undefined;
  if (schema.type !== 'object') return [{ path, type: schema.type }];
  const parts = Object.entries(schema.properties).map(([name, property]) => leavesOf(property, [...path, name]));
  return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

const LINE = /^\s*(?:[-*]\s+)?[`"'[(*#]*([\w.-]*\w(?:[ /]\w+)?)[`"'\])*]*\s*[:.)|=\t]\s*(.*)$/;

/**
 * Reads `KEY: text` lines as the object that was asked for; lines without a key go on with the text before. Keys that were
 * not asked for are text. The first line of a key counts, and `C1 text` is `C1.text`. `undefined` when no key was found.
 */
export function readFlatLines(text: string, leaves: readonly FlatLeaf[]): unknown {
  const wanted = new Map(leaves.map((leaf) => [leaf.key, leaf]));
  const found = new Map<FlatLeaf, string>();
  let current: FlatLeaf | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, key = '', rest = ''] = LINE.exec(line) ?? [];
    const leaf = wanted.get(key) ?? wanted.get(key.replace(/[ /]/, '.'));
    if (leaf !== undefined) {
      current = found.has(leaf) ? undefined : leaf;
      if (current !== undefined) found.set(current, rest.trim());
    } else if (current !== undefined && line.trim() !== '' && !line.trim().startsWith('```'))
      found.set(current, `${found.get(current)}\n${line.trim()}`.trim());
  }
  return found.size === 0 ? undefined : objectOf([...found].map(([leaf, said]) => [leaf.path, valueOf(leaf, said)]));
}

function valueOf({ type }: FlatLeaf, said: string): unknown {
  if (type === 'string') return said;
  if (type === 'boolean') return /^(?:true|yes)\b/i.test(said) ? true : /^(?:false|no)\b/i.test(said) ? false : said;
  return /^[-+]?\d+(?:\.\d+)?$/.test(said) ? Number(said) : said;
}

/** Entries by path as nested objects, whatever the names: `__proto__` is one like others. */
function objectOf(entries: readonly (readonly [readonly string[], unknown])[]): unknown {
  const byName = new Map<string, (readonly [readonly string[], unknown])[]>();
  for (const [[name = '', ...rest], value] of entries) byName.set(name, [...(byName.get(name) ?? []), [rest, value]]);
  return Object.fromEntries(
    [...byName].map(([name, inner]) => {
      const [first] = inner;
      return [name, first?.[0].length === 0 ? first[1] : objectOf(inner)];
    }),
  );
}
