import { z } from 'zod';
import type { Replay } from '../../core/document/edits/replay.ts';
import { type Change, changeSchema } from '../../core/document/edits/change.ts';
import type { EditRow, EditState } from '../../platform/store/edits-table.ts';

/** What stands in the column `inverse`: what undoes the operation on its revision, or why it does not apply. */
const recordSchema = z.union([
  z.object({ revision: z.int(), changes: z.array(changeSchema) }),
  z.object({ revision: z.int(), conflict: z.object({ code: z.string(), reason: z.string() }) }),
]);

/** An edit as read from the store. What cannot be read of it is absent; the row itself is never changed for that. */
export interface EditRecord {
  readonly row: EditRow;
  readonly operation: unknown;
  readonly revision: number | undefined;
  readonly inverse: readonly Change[] | undefined;
  readonly conflict: { readonly code: string; readonly reason: string } | undefined;
}

export function readEdit(row: EditRow): EditRecord {
  const parsed = recordSchema.safeParse(JSON.parse(row.inverse)).data;
  return {
    row,
    operation: JSON.parse(row.operation),
    revision: parsed?.revision,
    inverse: parsed !== undefined && 'changes' in parsed ? (parsed.changes as readonly Change[]) : undefined,
    conflict: parsed !== undefined && 'conflict' in parsed ? parsed.conflict : undefined,
  };
}

export function inverseText(revision: number, changes: readonly Change[]): string {
  return JSON.stringify({ revision, changes });
}

/** The rows after a replay on `revision`: applied ones in the new ids, the others as they were, marked as conflicts. */
export function replayedRows(records: readonly EditRecord[], replay: Replay, revision: number): EditRow[] {
  const rows: EditRow[] = [];
  for (const { index, operation, inverse } of replay.applied) {
    const row = records[index]?.row;
    if (row === undefined) continue;
    rows.push({ ...row, operation: JSON.stringify(operation), inverse: inverseText(revision, inverse) });
  }
  for (const { index, code, reason } of replay.conflicts) {
    const record = records[index];
    if (record === undefined) continue;
    const state: EditState = 'conflict';
    const inverse = JSON.stringify({ revision: record.revision ?? revision, conflict: { code, reason } });
    rows.push({ ...record.row, inverse, state });
  }
  return rows;
}
