import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileWindow } from './file-window.ts';
import { fields, OnnxProblem, type Range } from './onnx-fields.ts';

/** Which fields of which message lead to tensors (onnx.proto): field number to message. */
const CHILDREN = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  function: { 7: 'node', 11: 'attribute' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: { 13: 'entry' },
} as const satisfies Record<string, Readonly<Record<number, string>>>;
type Container = keyof typeof CHILDREN;

const MAX_DEPTH = 64;
const MAX_TEXT_BYTES = 4096;
const PLAIN_FILE = /^[\w.-]+(\/[\w.-]+)*$/;

type Pairs = Map<string, string>;

/**
 * Checks where an ONNX file keeps its external weights: each `location` must be a plain relative file below the model
 * file's own folder, without a symbolic link on the way, and long enough for its offset and length. Subgraphs and
 * functions are searched too. Returns what is wrong, or `undefined`. Throws when the file cannot be read.
 */
export function findExternalDataProblem(path: string): string | undefined {
  const file = new FileWindow(path);
  try {
    const seen = new Set<string>();
    walk(file, 'model', { from: 0, to: file.size }, 0, (pairs) => checkTensor(dirname(path), pairs, seen));
    return undefined;
  } catch (error) {
    if (error instanceof OnnxProblem) return error.message;
    throw error;
  } finally {
    file.close();
  }
}

function walk(file: FileWindow, kind: Container, range: Range, depth: number, onTensor: (pairs: Pairs) => void): void {
  if (depth > MAX_DEPTH) throw new OnnxProblem('its graphs are nested too deeply');
  const children: Readonly<Record<number, Container | 'entry'>> = CHILDREN[kind];
  const pairs: Pairs = new Map();
  for (const field of fields(file, range)) {
    const child = children[field.number];
    if (child === undefined) continue;
    if (child === 'entry') readEntry(file, field.content, pairs);
    else walk(file, child, field.content, depth + 1, onTensor);
  }
  if (kind === 'tensor' && pairs.size > 0) onTensor(pairs);
}

function readEntry(file: FileWindow, range: Range, pairs: Pairs): void {
  let key = '';
  let value = '';
  for (const { number, content } of fields(file, range)) {
    const length = content.to - content.from;
    if (length > MAX_TEXT_BYTES) throw new OnnxProblem('the place of its weights is not readable');
    const text = file.read(content.from, length).toString('utf8');
    if (number === 1) key = text;
    if (number === 2) value = text;
  }
  pairs.set(key, value);
}

function checkTensor(folder: string, pairs: Pairs, seen: Set<string>): void {
  const key = JSON.stringify([...pairs].sort());
  if (seen.has(key)) return;
  seen.add(key);
  const location = pairs.get('location') ?? '';
  const parts = location.split('/');
  if (!PLAIN_FILE.test(location) || parts.some((part) => part === '.' || part === '..'))
    throw new OnnxProblem(`it keeps weights at "${location}", which is no plain file of its folder`);
  const size = regularFileSize(folder, parts);
  if (size === undefined) throw new OnnxProblem(`its weights in ${location} are missing, or a link`);
  const offset = wholeNumber(pairs.get('offset') ?? '0');
  const length = wholeNumber(pairs.get('length') ?? '0');
  if (offset + length > size) throw new OnnxProblem(`its weights in ${location} are cut short`);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new OnnxProblem('the place of its weights is not readable');
  return Number(text);
}

function regularFileSize(folder: string, parts: readonly string[]): number | undefined {
  let path = folder;
  for (const [index, part] of parts.entries()) {
    path = join(path, part);
    const info = lstatSync(path, { throwIfNoEntry: false });
    if (index < parts.length - 1) {
      if (info?.isDirectory() !== true) return undefined;
    } else if (info?.isFile() === true) return info.size;
  }
  return undefined;
}
