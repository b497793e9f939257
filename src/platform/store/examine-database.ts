import { closeSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import type * as Sqlite from 'node:sqlite';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { versionOf } from './migrations.ts';
import { SQLITE, sqliteCode } from './sqlite.ts';

const TABLES = ['jobs', 'media', 'documents', 'edit_operations', 'speakers', 'settings', 'stage_runs', 'speed_history'];
/** First bytes of every SQLite database (file format, section 1.3). */
const MAGIC = 'SQLite format 3\0';

/**
 * Looks at an existing database without writing to it. Throws `AppError` `store-newer` for one of a later Voxlane, and
 * `store-damaged` for one that fails `quick_check`, after what can still be read was written to `<path>.rescued.json`.
 */
export function examineDatabase(sqlite: typeof Sqlite, path: string, newest: number): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  if (firstBytes(path) !== MAGIC) throw damaged(path, 'not a database', 0);
  const db = new sqlite.DatabaseSync(path, { readOnly: true });
  try {
    const version = versionOf(db);
    if (version > newest) throw newer(path, version, newest);
    const findings = db.prepare('PRAGMA quick_check(5)').all();
    const problem = findings.map((row) => String(Object.values(row)[0])).find((text) => text !== 'ok');
    if (problem !== undefined) throw damaged(path, problem, rescue(db, path));
  } catch (cause) {
    const code = sqliteCode(cause);
    if (code !== SQLITE.corrupt && code !== SQLITE.notADatabase) throw cause;
    throw damaged(path, describeUnknown(cause), rescue(db, path), cause);
  } finally {
    db.close();
  }
}

function firstBytes(path: string): string {
  const bytes = Buffer.alloc(MAGIC.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes);
  } finally {
    closeSync(file);
  }
  return bytes.toString('latin1');
}

/** Reads rows until the damage stops it, table by table. Returns how many were saved. */
function rescue(db: Sqlite.DatabaseSync, path: string): number {
  const saved: Record<string, unknown[]> = {};
  for (const table of TABLES) {
    const rows: unknown[] = (saved[table] = []);
    try {
      for (const row of db.prepare(`SELECT * FROM ${table}`).iterate()) rows.push(row);
    } catch (cause) {
      rows.push({ stopped: describeUnknown(cause) });
    }
  }
  writeFileSync(`${path}.rescued.json`, `${JSON.stringify(saved, null, 1)}\n`);
  return Object.values(saved).reduce((sum, rows) => sum + rows.filter((row) => !isStop(row)).length, 0);
}

function isStop(row: unknown): boolean {
  return typeof row === 'object' && row !== null && 'stopped' in row;
}

function newer(path: string, version: number, newest: number): AppError {
  return new AppError(
    'store-newer',
    {
      what: `${path} was written by a newer Voxlane (version ${version}, this one knows ${newest}).`,
      meaning: 'It was not opened and not changed.',
      action: 'Update Voxlane, or choose another library with --home.',
    },
    { details: { path, version } },
  );
}

function damaged(path: string, problem: string, rescued: number, cause?: unknown): AppError {
  const kept = rescued > 0 ? ` ${rescued} rows that could still be read are in ${path}.rescued.json.` : '';
  return new AppError(
    'store-damaged',
    {
      what: `The library database ${path} is damaged (${problem.slice(0, 200)}).`,
      meaning: `It was not changed.${kept} Recordings and results written earlier are not touched by this.`,
      action: 'Restore a copy of it, or move it away and queue the recordings again.',
    },
    { details: { path, rescued }, ...(cause === undefined ? {} : { cause }) },
  );
}
