import type { DatabaseSync } from 'node:sqlite';
import type { StageRun } from './stage-runs-table.ts';

/** Seconds of audio that a stage gets through in one second. */
export interface StageSpeed {
  readonly stage: string;
  readonly model: string;
  readonly audioSecondsPerSecond: number;
}

/** Old runs say little about today's machine; this many count. */
const RECENT = 20;

/** How fast each stage and model ran on this machine. It outlives the jobs. */
export function speedTable(db: DatabaseSync) {
  return {
    /** Stages that took no measurable time say nothing and are left out. */
    add(run: StageRun): void {
      const processingMs = Math.round(run.processingMs);
      if (processingMs <= 0 || run.audioMs <= 0) return;
      const sql = 'INSERT INTO speed_history (stage, model, processing_ms, audio_ms) VALUES (?, ?, ?, ?)';
      db.prepare(sql).run(run.stage, run.model ?? '', processingMs, Math.round(run.audioMs));
    },
    /** One speed per stage and model over its recent runs; what ran last comes last. */
    list(): StageSpeed[] {
      const sql = `SELECT stage, model, sum(audio_ms) * 1.0 / sum(processing_ms) AS speed FROM (
          SELECT *, row_number() OVER (PARTITION BY stage, model ORDER BY id DESC) AS age FROM speed_history)
        WHERE age <= ? GROUP BY stage, model ORDER BY max(id)`;
      const rows = db.prepare(sql).all(RECENT);
      return rows.map((row) => ({
        stage: String(row['stage']),
        model: String(row['model']),
        audioSecondsPerSecond: Number(row['speed']),
      }));
    },
  };
}
