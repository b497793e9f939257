import type { ClassSchema } from '../../core/document/notes/class-schema.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { csvRecord } from '../../core/formats/activity/csv.ts';

/** One cue and its class, for tables and programs. */
export interface ClassRow {
  readonly cue: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker?: string;
  readonly label?: string | undefined;
  readonly character?: string | undefined;
  /** 0..1; 0 where the class stands for want of an answer. */
  readonly confidence?: number | undefined;
  readonly evidence?: string | undefined;
  /** Engine, or `user`. */
  readonly by?: string | undefined;
  readonly flag?: string;
  readonly text: string;
}

/** A row for every cue, in the order of the document; `flags` by cue. */
export function classRows(
  { cues, speakers }: Pick<VoxlaneDocument, 'cues' | 'speakers'>,
  { id: schema }: Pick<ClassSchema, 'id'>,
  flags: ReadonlyMap<string, string>,
): ClassRow[] {
  const names = new Map(speakers.map(({ id, name }) => [id, name]));
  return cues.map(({ id: cue, startMs, endMs, speaker, classes, lines }) => {
    const name = names.get(speaker ?? '');
    const flag = flags.get(cue);
    return {
      cue,
      startMs,
      endMs,
      ...(name === undefined ? {} : { speaker: name }),
      ...classes?.[schema],
      ...(flag === undefined ? {} : { flag }),
      text: lines.join(' '),
    };
  });
}

const COLUMNS = [
  ['cue', 'cue'],
  ['start_ms', 'startMs'],
  ['end_ms', 'endMs'],
  ['speaker', 'speaker'],
  ['label', 'label'],
  ['character', 'character'],
  ['confidence', 'confidence'],
  ['evidence', 'evidence'],
  ['by', 'by'],
  ['flag', 'flag'],
  ['text', 'text'],
] as const satisfies readonly (readonly [string, keyof ClassRow])[];

/** The rows as CSV (RFC 4180, CR LF) with a header. */
export function classCsv(rows: readonly ClassRow[]): string {
  const records = [
    csvRecord(COLUMNS.map(([name]) => name)),
    ...rows.map((row) => csvRecord(COLUMNS.map(([, key]) => row[key] ?? ''))),
  ];
  return records.map((record) => `${record}\r\n`).join('');
}
