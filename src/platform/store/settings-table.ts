import type { DatabaseSync } from 'node:sqlite';

/** A setting as stored: `value` should be JSON, but whatever is there is returned. */
export interface SettingRow {
  readonly key: string;
  readonly value: string;
}

export interface AsideRow extends SettingRow {
  readonly reason: string;
}

/** Settings by key, and those that could not be read, kept with the reason. */
export function settingsTable(db: DatabaseSync) {
  return {
    list: (): SettingRow[] =>
      db
        .prepare('SELECT key, value FROM settings ORDER BY key')
        .all()
        .map((row) => ({ key: String(row['key']), value: String(row['value']) })),
    set(key: string, value: string): void {
      const sql =
        'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
      db.prepare(sql).run(key, value);
    },
    remove(key: string): void {
      db.prepare('DELETE FROM settings WHERE key = ?').run(key);
    },
    /** Keeps a value that could not be read; false when the same one is kept already. */
    setAside(row: AsideRow): boolean {
      const sql = `INSERT INTO settings_aside (key, value, reason) SELECT ?1, ?2, ?3
        WHERE NOT EXISTS (SELECT 1 FROM settings_aside WHERE key = ?1 AND value = ?2)`;
      return db.prepare(sql).run(row.key, row.value, row.reason).changes === 1;
    },
    aside: (): AsideRow[] =>
      db
        .prepare('SELECT key, value, reason FROM settings_aside ORDER BY id')
        .all()
        .map((row) => ({ key: String(row['key']), value: String(row['value']), reason: String(row['reason']) })),
  };
}
