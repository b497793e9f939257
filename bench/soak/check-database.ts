import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * What is wrong with a library's database as it lies on the disk now, its log included. A copy is looked at, so the next
 * owner finds the original as the last one left it.
 */
export function databaseProblems(library: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'voxlane-check-'));
  try {
    for (const name of ['library.db', 'library.db-wal'])
      if (existsSync(join(library, name))) copyFileSync(join(library, name), join(folder, name));
    const db = new DatabaseSync(join(folder, 'library.db'));
    try {
      const found = db.prepare('PRAGMA integrity_check').all();
      const foreign = db.prepare('PRAGMA foreign_key_check').all();
      return [
        ...found.map((row) => String(row['integrity_check'])).filter((text) => text !== 'ok'),
        ...foreign.map((row) => `foreign key: ${JSON.stringify(row)}`),
      ];
    } finally {
      db.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many documents a library that nobody has open holds. */
export function countDocuments(library: string): number {
  const db = new DatabaseSync(join(library, 'library.db'), { readOnly: true });
  try {
    return Number(db.prepare('SELECT count(DISTINCT job_id) AS n FROM documents').get()?.['n']);
  } finally {
    db.close();
  }
}
