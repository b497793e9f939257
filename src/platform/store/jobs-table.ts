import type { DatabaseSync } from 'node:sqlite';
import { cleanRow } from './rows.ts';

export type JobState = 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled';

/** One job. `spec`, `error` and `result` are JSON of their writer; `progress` is 0..1. */
export interface JobRow {
  readonly id: number;
  readonly path: string;
  readonly audioLengthMs?: number;
  readonly state: JobState;
  readonly stage?: string;
  /** How many times it was started. */
  readonly attempt: number;
  /** How many engines died over it. */
  readonly crashes: number;
  readonly priority: number;
  readonly position: number;
  readonly spec: string;
  readonly progress: number;
  readonly etaMs?: number;
  readonly errorCode?: string;
  readonly error?: string;
  readonly result?: string;
}

export interface NewJob {
  readonly path: string;
  readonly spec: string;
  readonly priority: number;
  readonly mediaId?: number;
}

export type JobEnd =
  | { readonly state: 'done'; readonly result: string }
  | { readonly state: 'failed'; readonly errorCode: string; readonly error: string };

const SELECT = `
  SELECT jobs.id, jobs.path, media.audio_length_ms AS audioLengthMs, state, stage, attempt, crashes, priority, position,
         spec, progress, eta_ms AS etaMs, error_code AS errorCode, error, result
  FROM jobs LEFT JOIN media ON media.id = jobs.media_id`;
const ORDER = 'ORDER BY priority DESC, position, jobs.id';

/** The jobs of the queue. Writes belong inside `Store.commit` or `Store.note`. */
export function jobsTable(db: DatabaseSync) {
  const one = (row: Record<string, unknown> | undefined): JobRow | undefined =>
    row === undefined ? undefined : (cleanRow(row) as unknown as JobRow);
  return {
    /** Adds a job behind all others and returns its id. */
    add(job: NewJob): number {
      const sql = `INSERT INTO jobs (path, spec, priority, media_id, state, position)
        VALUES (?, ?, ?, ?, 'queued', (SELECT coalesce(max(position), 0) + 1 FROM jobs))`;
      return Number(db.prepare(sql).run(job.path, job.spec, job.priority, job.mediaId ?? null).lastInsertRowid);
    },
    /** Adds a copy of a job's order behind all others and returns its id. */
    duplicate(id: number): number {
      const sql = `INSERT INTO jobs (path, spec, priority, media_id, state, position)
        SELECT path, spec, priority, media_id, 'queued', (SELECT max(position) + 1 FROM jobs) FROM jobs WHERE id = ?`;
      return Number(db.prepare(sql).run(id).lastInsertRowid);
    },
    get: (id: number): JobRow | undefined => one(db.prepare(`${SELECT} WHERE jobs.id = ?`).get(id)),
    /** All jobs in the order they run. */
    list: (): JobRow[] =>
      db
        .prepare(`${SELECT} ${ORDER}`)
        .all()
        .map((row) => cleanRow(row) as unknown as JobRow),
    start(id: number, nowMs: number): void {
      const sql = `UPDATE jobs SET state = 'running', attempt = attempt + 1, stage = NULL, progress = 0, eta_ms = NULL,
        heartbeat_at = ? WHERE id = ?`;
      db.prepare(sql).run(nowMs, id);
    },
    beat(id: number, at: { stage: string; progress: number; etaMs: number | undefined; nowMs: number }): void {
      const sql = `UPDATE jobs SET stage = ?, progress = ?, eta_ms = ?, heartbeat_at = ? WHERE id = ? AND state = 'running'`;
      db.prepare(sql).run(at.stage, at.progress, at.etaMs ?? null, at.nowMs, id);
    },
    setMedia(id: number, mediaId: number): void {
      db.prepare('UPDATE jobs SET media_id = ? WHERE id = ?').run(mediaId, id);
    },
    addCrash(id: number): void {
      db.prepare('UPDATE jobs SET crashes = crashes + 1 WHERE id = ?').run(id);
    },
    /** Ends a running job. False when it is not running any more, because its user cancelled or paused it. */
    end(id: number, end: JobEnd): boolean {
      const sql = `UPDATE jobs SET state = ?, result = ?, error_code = ?, error = ?, eta_ms = NULL,
        progress = CASE WHEN ? = 'done' THEN 1 ELSE progress END WHERE id = ? AND state = 'running'`;
      const failed = end.state === 'failed' ? end : undefined;
      const result = end.state === 'done' ? end.result : null;
      const run = db
        .prepare(sql)
        .run(end.state, result, failed?.errorCode ?? null, failed?.error ?? null, end.state, id);
      return run.changes === 1;
    },
    setState(id: number, state: JobState): void {
      db.prepare('UPDATE jobs SET state = ?, eta_ms = NULL WHERE id = ?').run(state, id);
    },
    /** Puts a job that ended badly back into the queue with a clean record. */
    retry(id: number): void {
      const sql = `UPDATE jobs SET state = 'queued', crashes = 0, error_code = NULL, error = NULL, result = NULL,
        progress = 0, stage = NULL WHERE id = ?`;
      db.prepare(sql).run(id);
    },
    /** Queues again what a process that is gone left running; returns how many. */
    requeueRunning(): number {
      const run = db.prepare(`UPDATE jobs SET state = 'queued', eta_ms = NULL WHERE state = 'running'`).run();
      return Number(run.changes);
    },
    setPosition(id: number, position: number): void {
      db.prepare('UPDATE jobs SET position = ? WHERE id = ?').run(position, id);
    },
    setPriority(id: number, priority: number): void {
      db.prepare('UPDATE jobs SET priority = ? WHERE id = ?').run(priority, id);
    },
    remove(id: number): void {
      db.prepare('DELETE FROM jobs WHERE id = ?').run(id);
    },
  };
}
