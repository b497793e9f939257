import { harmlessCell } from '../../shared/spreadsheet-text.ts';
import type { PlannedSnippet, SnippetClass } from './plan-snippets.ts';

/** A snippet as programs read it in `snippets.json`. Times are milliseconds of the recording. */
export interface ManifestEntry {
  readonly file: string;
  readonly cues: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
  /** Without padding. */
  readonly speechStartMs: number;
  readonly speechEndMs: number;
  readonly speaker?: string;
  readonly speakerName?: string;
  readonly track?: number;
  readonly text: string;
  readonly translations: Readonly<Record<string, string>>;
  readonly classes: Readonly<Record<string, SnippetClass>>;
}

/** What the manifest says of a snippet. */
export function manifestEntry({ speech, ...snippet }: PlannedSnippet): ManifestEntry {
  const { file, cues, startMs, endMs, ...rest } = snippet;
  return { file, cues, startMs, endMs, speechStartMs: speech.startMs, speechEndMs: speech.endMs, ...rest };
}

/** `snippets.json`: `recording` is the name of the file that was cut. */
export function manifestJson(recording: string, entries: readonly ManifestEntry[]): string {
  return `${JSON.stringify({ format: 'voxlane-snippets', version: 1, recording, snippets: entries }, undefined, 2)}\n`;
}

/**
 * `snippets.csv` (RFC 4180, UTF-8): a column for each language that a snippet is translated to, and three for each class
 * schema. No cell begins with what a spreadsheet would take for a formula.
 */
export function manifestCsv(entries: readonly ManifestEntry[]): string {
  const languages = namesIn(entries.map(({ translations }) => translations));
  const schemas = namesIn(entries.map(({ classes }) => classes));
  const head = [
    ...['file', 'cues', 'start_ms', 'end_ms', 'speaker', 'text'],
    ...languages.map((language) => `translation_${language}`),
    ...schemas.flatMap((schema) => [`class_${schema}`, `character_${schema}`, `confidence_${schema}`]),
  ];
  const rows = entries.map((entry) => [
    ...[entry.file, entry.cues.join(' '), String(entry.startMs), String(entry.endMs)],
    ...[entry.speakerName ?? entry.speaker ?? '', entry.text],
    ...languages.map((language) => valueOf(entry.translations, language) ?? ''),
    ...schemas.flatMap((schema) => classCells(valueOf(entry.classes, schema))),
  ]);
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function classCells(own: SnippetClass | undefined): string[] {
  if (own === undefined) return ['', '', ''];
  return [own.labels.join('; '), own.characters.join('; '), own.confidence === undefined ? '' : String(own.confidence)];
}

/** Quoted, on one line; what a spreadsheet would carry out gets an apostrophe in front. */
function cell(text: string): string {
  const harmless = harmlessCell(text.replace(/\s*[\r\n\t]+\s*/gu, ' '));
  return `"${harmless.replaceAll('"', '""')}"`;
}

function namesIn(records: readonly Readonly<Record<string, unknown>>[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))].sort();
}

function valueOf<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
