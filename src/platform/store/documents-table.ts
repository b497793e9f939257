import type { DatabaseSync } from 'node:sqlite';
import { cleanRow } from './rows.ts';

/** A revision: a document as the machine made it. Edits are kept apart. */
export interface RevisionRow {
  readonly revision: number;
  readonly content: string;
}

/** A revision as bytes, which are had in a fraction of the time that the text takes. */
export interface SealedRevision {
  readonly revision: number;
  /** UTF-8. */
  readonly content: Uint8Array;
  readonly seal: string;
}

/** A document in the list of all. */
export interface DocumentRow {
  readonly jobId: number;
  readonly path: string;
  readonly title?: string;
  readonly audioLengthMs?: number;
  readonly revision: number;
  readonly words: number;
}

/** Documents by job; each result of the machine is a revision of its own, counted from 1. */
export function documentsTable(db: DatabaseSync) {
  const revisionOf = (row: Record<string, unknown> | undefined): RevisionRow | undefined =>
    row === undefined ? undefined : { revision: Number(row['revision']), content: String(row['content']) };
  return {
    /** Adds the next revision (JSON) and returns its number. `seal` vouches for the content. */
    add(jobId: number, content: string, seal?: string): number {
      const sql = `INSERT INTO documents (job_id, revision, content, seal)
        VALUES (?1, (SELECT coalesce(max(revision), 0) + 1 FROM documents WHERE job_id = ?1), ?2, ?3) RETURNING revision`;
      return Number(db.prepare(sql).get(jobId, content, seal ?? null)?.['revision']);
    },
    latest(jobId: number): RevisionRow | undefined {
      const sql = 'SELECT revision, content FROM documents WHERE job_id = ? ORDER BY revision DESC LIMIT 1';
      return revisionOf(db.prepare(sql).get(jobId));
    },
    /** The newest revision, where it has a seal. */
    latestSealed(jobId: number): SealedRevision | undefined {
      const sql = `SELECT revision, seal, CASE WHEN seal IS NULL THEN NULL ELSE CAST(content AS BLOB) END AS content
        FROM documents WHERE job_id = ? ORDER BY revision DESC LIMIT 1`;
      const row = db.prepare(sql).get(jobId);
      const content = row?.['content'];
      if (!(content instanceof Uint8Array)) return undefined;
      return { revision: Number(row?.['revision']), content, seal: String(row?.['seal']) };
    },
    get(jobId: number, revision: number): RevisionRow | undefined {
      const sql = 'SELECT revision, content FROM documents WHERE job_id = ? AND revision = ?';
      return revisionOf(db.prepare(sql).get(jobId, revision));
    },
    /** Number of the newest revision, 0 when there is none. Reads no content. */
    newest(jobId: number): number {
      const sql = 'SELECT coalesce(max(revision), 0) AS revision FROM documents WHERE job_id = ?';
      return Number(db.prepare(sql).get(jobId)?.['revision']);
    },
    /** Numbers of the jobs that have a document. */
    jobs: (): Set<number> =>
      new Set(
        db
          .prepare('SELECT DISTINCT job_id FROM documents')
          .all()
          .map((row) => Number(row['job_id'])),
      ),
    /** All jobs that have a document, the newest job first. */
    list(): DocumentRow[] {
      // The count of words of the job's result spares reading the document; words never change afterwards.
      const sql = `SELECT jobs.id AS jobId, jobs.path, jobs.title, media.audio_length_ms AS audioLengthMs, documents.revision,
          coalesce(json_extract(jobs.result, '$.words'), json_array_length(documents.content, '$.words'), 0) AS words
        FROM documents JOIN jobs ON jobs.id = documents.job_id LEFT JOIN media ON media.id = jobs.media_id
        WHERE documents.revision = (SELECT max(revision) FROM documents AS other WHERE other.job_id = documents.job_id)
        ORDER BY jobs.id DESC`;
      return db
        .prepare(sql)
        .all()
        .map((row) => cleanRow(row) as unknown as DocumentRow);
    },
    /** Removes every revision. A job that the queue does not show any more goes with them. */
    remove(jobId: number): void {
      db.prepare('DELETE FROM documents WHERE job_id = ?').run(jobId);
      db.prepare('DELETE FROM jobs WHERE id = ? AND listed = 0').run(jobId);
    },
  };
}
