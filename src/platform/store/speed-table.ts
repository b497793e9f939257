import type { DatabaseSync } from 'node:sqlite';
import type { StageSpeed } from '../../core/pipeline/stage-speed.ts';
import type { StageRun } from './stage-runs-table.ts';

/** Old runs say little about today's machine; this many count. */
const RECENT = 20;

/** How fast each stage ran with each model and device on this machine. It outlives the jobs. */
export function speedTable(db: DatabaseSync) {
  return {
    /** Stages that took no measurable time say nothing and are left out. */
    add(run: StageRun): void {
      const processingMs = Math.round(run.processingMs);
      const audioMs = Math.round(run.audioMs);
      if (processingMs <= 0 || audioMs <= 0) return;
      const sql = 'INSERT INTO speed_history (stage, model, device, processing_ms, audio_ms) VALUES (?, ?, ?, ?, ?)';
      db.prepare(sql).run(run.stage, run.model ?? '', run.device, processingMs, audioMs);
    },
    /** One speed per stage, model and device over its recent runs; what ran last comes last. */
    list(): StageSpeed[] {
      const sql = `SELECT stage, model, device, sum(audio_ms) * 1.0 / sum(processing_ms) AS speed FROM (
          SELECT *, row_number() OVER (PARTITION BY stage, model, device ORDER BY id DESC) AS age FROM speed_history)
        WHERE age <= ? GROUP BY stage, model, device ORDER BY max(id)`;
      const rows = db.prepare(sql).all(RECENT);
      return rows.map((row) => ({
        stage: String(row['stage']),
        model: String(row['model']),
        device: String(row['device']),
        audioSecondsPerSecond: Number(row['speed']),
      }));
    },
  };
}
