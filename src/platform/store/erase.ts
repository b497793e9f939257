import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { VOICES_VERSION } from './migrations.ts';
import type { Store } from './open-store.ts';

/**
 * A commit that leaves nothing of what it deletes or replaces: SQLite overwrites it, and the log that holds the pages as
 * they were is emptied into the database. All writes of voices go this way, since a page that is split keeps a copy of
 * what was moved. Throws what `Store.commit` throws.
 */
export function commitErasing<T>(store: Store, work: () => T): T {
  const { db } = store;
  const before = Number(db.prepare('PRAGMA secure_delete').get()?.['secure_delete'] ?? 0);
  db.exec('PRAGMA secure_delete = ON');
  try {
    return store.commit(work);
  } finally {
    db.exec(`PRAGMA secure_delete = ${before}`);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}

/** Removes the copies that migrations made of a database with voices in it. */
export function removeBackupsWithVoices({ path }: Store): void {
  for (const name of readdirSync(dirname(path))) {
    const version = new RegExp(`^${basename(path).replace('.', '\\.')}\\.v(\\d+)\\.backup(\\.part)?$`).exec(name)?.[1];
    if (Number(version) >= VOICES_VERSION) rmSync(join(dirname(path), name), { force: true });
  }
}
