import type { DatabaseSync } from 'node:sqlite';

/** What one stage of one attempt took. */
export interface StageRun {
  readonly stage: string;
  readonly model?: string | undefined;
  readonly device: string;
  readonly processingMs: number;
  readonly audioMs: number;
}

/** Stages that ran, per job and attempt. */
export function stageRunsTable(db: DatabaseSync) {
  return {
    add(jobId: number, attempt: number, run: StageRun): void {
      const sql = `INSERT INTO stage_runs (job_id, attempt, stage, model, device, processing_ms, audio_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?)`;
      const times = [Math.round(run.processingMs), Math.round(run.audioMs)] as const;
      db.prepare(sql).run(jobId, attempt, run.stage, run.model ?? null, run.device, ...times);
    },
  };
}
