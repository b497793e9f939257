import type { DatabaseSync } from 'node:sqlite';

/** Documents by job; each change is a revision of its own, counted from 1. */
export function documentsTable(db: DatabaseSync) {
  return {
    /** Adds the next revision (JSON) and returns its number. */
    add(jobId: number, content: string): number {
      const sql = `INSERT INTO documents (job_id, revision, content)
        VALUES (?1, (SELECT coalesce(max(revision), 0) + 1 FROM documents WHERE job_id = ?1), ?2) RETURNING revision`;
      return Number(db.prepare(sql).get(jobId, content)?.['revision']);
    },
    latest(jobId: number): { readonly revision: number; readonly content: string } | undefined {
      const sql = 'SELECT revision, content FROM documents WHERE job_id = ? ORDER BY revision DESC LIMIT 1';
      const row = db.prepare(sql).get(jobId);
      return row === undefined ? undefined : { revision: Number(row['revision']), content: String(row['content']) };
    },
  };
}
