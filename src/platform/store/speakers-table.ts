import type { DatabaseSync } from 'node:sqlite';
import { cleanRow } from './rows.ts';

/** How much a speaker of a document talks. */
export interface SpeakerRow {
  readonly id: string;
  readonly name: string;
  readonly speechMs: number;
  /** Among the speakers of the document, from 0. */
  readonly place: number;
  /** That its user gave it. */
  readonly color?: string;
}

/** Who talks in which document, so that lists and searches need not read documents. Written with every change of them. */
export function speakersTable(db: DatabaseSync) {
  return {
    /** Exchanges the speakers of a document. */
    put(jobId: number, speakers: readonly SpeakerRow[]): void {
      db.prepare('DELETE FROM speakers WHERE job_id = ?').run(jobId);
      const insert = db.prepare(
        'INSERT OR REPLACE INTO speakers (job_id, speaker, name, speech_ms, place, color) VALUES (?, ?, ?, ?, ?, ?)',
      );
      for (const { id, name, speechMs, place, color } of speakers)
        insert.run(jobId, id, name, Math.round(speechMs), place, color ?? null);
    },
    /** Who talks most comes first. */
    list(jobId: number): SpeakerRow[] {
      const sql = `SELECT speaker AS id, name, speech_ms AS speechMs, place, color FROM speakers WHERE job_id = ?
        ORDER BY speech_ms DESC, speaker`;
      return db
        .prepare(sql)
        .all(jobId)
        .map((row) => cleanRow(row) as unknown as SpeakerRow);
    },
    remove(jobId: number): void {
      db.prepare('DELETE FROM speakers WHERE job_id = ?').run(jobId);
    },
  };
}
