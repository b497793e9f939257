import type { DatabaseSync } from 'node:sqlite';

/** A stage's output kept as a file. `key` says what it is of, `hash` (SHA-256) names the file. */
export interface ArtifactRow {
  readonly key: string;
  readonly hash: string;
  readonly bytes: number;
  readonly contentId: string;
  readonly stage: string;
  readonly track: number;
}

const COLUMNS = 'artifacts.key, hash, bytes, content_id AS contentId, stage, track';

/** Outputs of stages and the jobs that use them. Writes belong inside `Store.commit`. */
export function artifactsTable(db: DatabaseSync) {
  const rows = (sql: string, ...values: (string | number)[]): ArtifactRow[] =>
    db
      .prepare(sql)
      .all(...values)
      .map((row) => ({ ...row }) as unknown as ArtifactRow);
  const UNREFERENCED = 'NOT EXISTS (SELECT 1 FROM job_artifacts WHERE job_artifacts.key = artifacts.key)';
  return {
    /** Records an output that a job uses. One of the same key takes the place of the one before, for all its jobs. */
    put(artifact: ArtifactRow, jobId: number): void {
      const { key, hash, bytes, contentId, stage, track } = artifact;
      const sql = `INSERT INTO artifacts (key, hash, bytes, content_id, stage, track) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET hash = excluded.hash, bytes = excluded.bytes`;
      db.prepare(sql).run(key, hash, bytes, contentId, stage, track);
      db.prepare('INSERT OR IGNORE INTO job_artifacts (job_id, key) VALUES (?, ?)').run(jobId, key);
    },
    /** All outputs of one recording. */
    ofContent: (contentId: string): ArtifactRow[] =>
      rows(`SELECT ${COLUMNS} FROM artifacts WHERE content_id = ? ORDER BY stage, track, artifacts.key`, contentId),
    ofJob: (jobId: number): ArtifactRow[] =>
      rows(
        `SELECT ${COLUMNS} FROM artifacts JOIN job_artifacts USING (key) WHERE job_id = ? ORDER BY stage, track, artifacts.key`,
        jobId,
      ),
    /** A job uses its outputs of one stage no more. Returns those that then no job uses and forgets them. */
    release(jobId: number, stage: string): ArtifactRow[] {
      db.prepare(
        'DELETE FROM job_artifacts WHERE job_id = ? AND key IN (SELECT key FROM artifacts WHERE stage = ?)',
      ).run(jobId, stage);
      const where = `stage = ? AND ${UNREFERENCED}`;
      const gone = rows(`SELECT ${COLUMNS} FROM artifacts WHERE ${where}`, stage);
      db.prepare(`DELETE FROM artifacts WHERE ${where}`).run(stage);
      return gone;
    },
    /** Outputs that no job uses any more. */
    unreferenced: (): ArtifactRow[] =>
      rows(`SELECT ${COLUMNS} FROM artifacts WHERE ${UNREFERENCED} ORDER BY artifacts.key`),
    /** Forgets them and returns how many they were; their files are then swept by `sweepArtifacts`. */
    removeUnreferenced: (): number => Number(db.prepare(`DELETE FROM artifacts WHERE ${UNREFERENCED}`).run().changes),
    /** Hashes of all files that belong to an output. */
    hashes: (): Set<string> =>
      new Set(
        db
          .prepare('SELECT DISTINCT hash FROM artifacts')
          .all()
          .map((row) => String(row['hash'])),
      ),
  };
}
