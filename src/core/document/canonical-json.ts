import type { VoxlaneDocument } from './types.ts';

const SPAN = ['startMs', 'endMs'];
const TURN = [...SPAN, 'speaker', 'channel', 'confidence'];

/** Key order of each object, by the path of property names that leads to it (list positions left out). */
const KEY_ORDER: Readonly<Record<string, readonly string[]>> = {
  '': [
    'format',
    'version',
    'media',
    'source',
    'chapters',
    'bookmarks',
    'language',
    'profile',
    'speakerWishes',
    'speakers',
    'words',
    'turns',
    'exclusiveTurns',
    'cues',
    'dropped',
    'alerts',
    'provenance',
    'translations',
    'classSchemas',
    'summaries',
    'imported',
  ],
  media: ['name', 'contentId', 'durationMs', 'channels'],
  source: ['url', 'title', 'uploader', 'extractor'],
  chapters: [...SPAN, 'title'],
  bookmarks: ['timeMs', 'note'],
  speakers: ['id', 'name', 'channel', 'color'],
  words: ['id', ...SPAN, 'text', 'confidence', 'timing', 'engine', 'channel', 'speaker', 'spaceBefore'],
  turns: TURN,
  exclusiveTurns: TURN,
  cues: ['id', ...SPAN, 'lines', 'speaker', 'lineSpeakers', 'wordIds', 'translations', 'classes'],
  translations: ['language', 'style', 'glossary', 'relations'],
  classSchemas: ['id', 'name', 'question', 'labels', 'characters', 'evidence', 'otherwise'],
  summaries: ['language', 'text', 'highlights', 'by', 'of'],
  'summaries.highlights': [...SPAN, 'text'],
  dropped: [...SPAN, 'reason', 'detail', 'channel'],
  alerts: ['code', 'severity', 'message', 'stage', ...SPAN, 'channel', 'values'],
  provenance: ['stage', 'version', 'model', 'options'],
  imported: ['format', 'header', 'blocks', 'cues'],
  'imported.blocks': ['kind', 'text', 'beforeCueId'],
  'imported.cues': ['cueId', 'originalId', 'settings', 'voiceClass'],
};

/**
 * The document as JSON text with one fixed byte form: known keys in schema order, unknown keys behind them in code-unit
 * order, two spaces of indentation, absent values left out, LF, no final newline. Equal documents give equal text.
 */
export function canonicalJson(document: VoxlaneDocument): string {
  const parts: string[] = [];
  write(document, '', '\n', parts);
  return parts.join('');
}

function write(value: unknown, path: string, newline: string, parts: string[]): void {
  if (Array.isArray(value)) {
    writeList(value, path, newline, parts);
  } else if (typeof value === 'object' && value !== null) {
    writeObject(value as Record<string, unknown>, path, newline, parts);
  } else {
    parts.push(JSON.stringify(value) ?? 'null');
  }
}

function writeList(list: readonly unknown[], path: string, newline: string, parts: string[]): void {
  const inner = `${newline}  `;
  for (const [index, item] of list.entries()) {
    parts.push(index === 0 ? `[${inner}` : `,${inner}`);
    write(item, path, inner, parts);
  }
  parts.push(list.length === 0 ? '[]' : `${newline}]`);
}

function writeObject(object: Readonly<Record<string, unknown>>, path: string, newline: string, parts: string[]): void {
  const inner = `${newline}  `;
  let first = true;
  for (const key of orderedKeys(object, orderOf(path))) {
    const value = object[key];
    if (value === undefined) continue;
    parts.push(first ? `{${inner}` : `,${inner}`, JSON.stringify(key), ': ');
    write(value, path === '' ? key : `${path}.${key}`, inner, parts);
    first = false;
  }
  parts.push(first ? '{}' : `${newline}}`);
}

/** A later version may name a part like something that every object has, such as `constructor`. */
function orderOf(path: string): readonly string[] {
  return Object.hasOwn(KEY_ORDER, path) ? (KEY_ORDER[path] ?? []) : [];
}

function orderedKeys(object: Readonly<Record<string, unknown>>, known: readonly string[]): string[] {
  const others = Object.keys(object).filter((key) => !known.includes(key));
  return [...known.filter((key) => Object.hasOwn(object, key)), ...others.sort()];
}
