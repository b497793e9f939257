import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type MemoryEntry, memoryKey } from '../../core/stages/translate/memory.ts';

/** What was translated before, by the document it stands in: it goes with it. Writes belong inside `Store.commit`. */
export function memoryTable(db: DatabaseSync) {
  return {
    /** Exchanges what a document holds of a pair of languages. */
    put(jobId: number, source: string, target: string, entries: readonly MemoryEntry[]): void {
      db.prepare('DELETE FROM translation_memory WHERE job_id = ? AND source = ? AND target = ?').run(
        jobId,
        source,
        target,
      );
      const insert = db.prepare(
        `INSERT INTO translation_memory (job_id, source, target, hash, speaker, rank, text, translation)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const { text, translation, speaker, rank } of entries)
        insert.run(jobId, source, target, hashOf(text), speaker ?? null, rank, text, translation);
    },
    /** Entries that say the same as a text or nearly so, the newest document last. `except`: a document that does not count. */
    find(source: string, target: string, text: string, except: number): MemoryEntry[] {
      const sql = `SELECT speaker, rank, text, translation FROM translation_memory
        WHERE source = ? AND target = ? AND hash = ? AND job_id <> ? ORDER BY job_id, rowid`;
      return db
        .prepare(sql)
        .all(source, target, hashOf(text), except)
        .map((row) => ({
          text: String(row['text']),
          translation: String(row['translation']),
          speaker: row['speaker'] === null ? undefined : String(row['speaker']),
          rank: row['rank'] === 'person' ? 'person' : 'machine',
        }));
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(memoryKey(text)).digest('hex').slice(0, 32);
}
