import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileWindow } from './file-window.ts';

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

class OnnxProblem extends Error {}

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

interface Range {
  readonly from: number;
  readonly to: number;
}

function walk(file: FileWindow, kind: Container, range: Range, depth: number, onTensor: (pairs: Pairs) => void): void {
  if (depth > MAX_DEPTH) throw new OnnxProblem('its graphs are nested too deeply');
  const children: Readonly<Record<number, Container | 'entry'>> = CHILDREN[kind];
  const pairs: Pairs = new Map();
  for (const field of fields(file, range)) {
    const child = field.content === undefined ? undefined : children[field.number];
    if (child === undefined || field.content === undefined) continue;
    if (child === 'entry') readEntry(file, field.content, pairs);
    else walk(file, child, field.content, depth + 1, onTensor);
  }
  if (kind === 'tensor' && pairs.size > 0) onTensor(pairs);
}

/** Protobuf fields of a message; `content` is where a length-delimited one keeps its bytes. */
function* fields(file: FileWindow, range: Range): Generator<{ readonly number: number; readonly content?: Range }> {
  let at = range.from;
  while (at < range.to) {
    const tag = varint(file, at);
    const number = Math.floor(tag.value / 8);
    const wire = tag.value % 8;
    if (wire === 0) at = varint(file, tag.end).end;
    else if (wire === 1) at = tag.end + 8;
    else if (wire === 5) at = tag.end + 4;
    else if (wire === 2) {
      const length = varint(file, tag.end);
      at = length.end + length.value;
      if (at > range.to) throw new OnnxProblem('a part of it reaches past its end');
      yield { number, content: { from: length.end, to: at } };
    } else throw new OnnxProblem('it is not a readable ONNX file');
  }
  if (at !== range.to) throw new OnnxProblem('a part of it reaches past its end');
}

function varint(file: FileWindow, at: number): { readonly value: number; readonly end: number } {
  const bytes = file.read(at, 10);
  let value = 0;
  for (const [index, byte] of bytes.entries()) {
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  throw new OnnxProblem('it is not a readable ONNX file');
}

function readEntry(file: FileWindow, range: Range, pairs: Pairs): void {
  let key = '';
  let value = '';
  for (const { number, content } of fields(file, range)) {
    if (content === undefined) continue;
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
