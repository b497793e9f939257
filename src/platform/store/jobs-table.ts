import type { DatabaseSync } from 'node:sqlite';
import type { JobState } from '../../core/queue/job-state.ts';
import { cleanRow } from './rows.ts';

/** One job. `spec`, `source`, `error` and `result` are JSON of their writer; `progress` is 0..1. */
export interface JobRow {
  readonly id: number;
  readonly path: string;
  readonly audioLengthMs?: number;
  /** Names the recording's content, once it was probed. */
  readonly contentId?: string;
  readonly state: JobState;
  readonly stage?: string;
  /** How many times it was started. */
  readonly attempt: number;
  /** How many engines died over it at `crashAt`, the place of the last death. */
  readonly crashes: number;
  readonly crashAt?: string;
  /** How many engines died over it in all. */
  readonly deaths: number;
  readonly priority: number;
  readonly position: number;
  readonly spec: string;
  /** The web address it comes from, and whether it was fetched. */
  readonly source?: string;
  readonly title?: string;
  /** 0 once its user took it out of the queue; its document is still there. */
  readonly listed: number;
  readonly progress: number;
  readonly etaMs?: number;
  readonly errorCode?: string;
  readonly error?: string;
  /** There is one before the job is done when it is transcribed and waits for its translation. */
  readonly result?: string;
  /** A queued job does not start before, milliseconds since 1970. */
  readonly heldUntilMs?: number;
}

export interface NewJob {
  readonly path: string;
  readonly spec: string;
  readonly priority: number;
  readonly mediaId?: number;
  readonly source?: string | undefined;
  readonly title?: string | undefined;
}

export type JobEnd =
  | { readonly state: 'done'; readonly result: string }
  | { readonly state: 'failed'; readonly errorCode: string; readonly error: string };

const SELECT = `
  SELECT jobs.id, jobs.path, media.audio_length_ms AS audioLengthMs, media.content_id AS contentId, state, stage, attempt, crashes, deaths, listed,
         crash_at AS crashAt, priority, position, spec, source, title, progress, eta_ms AS etaMs, error_code AS errorCode, error, result,
         held_until_ms AS heldUntilMs
  FROM jobs LEFT JOIN media ON media.id = jobs.media_id`;
const ORDER = 'ORDER BY priority DESC, position, jobs.id';

/** The jobs of the queue. Writes belong inside `Store.commit` or `Store.note`. */
export function jobsTable(db: DatabaseSync) {
  const one = (row: Record<string, unknown> | undefined): JobRow | undefined =>
    row === undefined ? undefined : (cleanRow(row) as unknown as JobRow);
  const all = (sql: string): JobRow[] =>
    db
      .prepare(sql)
      .all()
      .map((row) => cleanRow(row) as unknown as JobRow);
  return {
    /** Adds a job behind all others and returns its id. */
    add(job: NewJob): number {
      const sql = `INSERT INTO jobs (path, spec, priority, media_id, source, title, state, position)
        VALUES (?, ?, ?, ?, ?, ?, 'queued', (SELECT coalesce(max(position), 0) + 1 FROM jobs))`;
      const values = [job.path, job.spec, job.priority, job.mediaId ?? null, job.source ?? null, job.title ?? null];
      return Number(db.prepare(sql).run(...values).lastInsertRowid);
    },
    /** Adds a copy of a job's order behind all others and returns its id. */
    duplicate(id: number): number {
      const sql = `INSERT INTO jobs (path, spec, priority, media_id, source, title, state, position)
        SELECT path, spec, priority, media_id, source, title, 'queued', (SELECT max(position) + 1 FROM jobs)
        FROM jobs WHERE id = ?`;
      return Number(db.prepare(sql).run(id).lastInsertRowid);
    },
    get: (id: number): JobRow | undefined => one(db.prepare(`${SELECT} WHERE jobs.id = ?`).get(id)),
    /** The jobs of the queue in the order they run. */
    list: (): JobRow[] => all(`${SELECT} WHERE listed = 1 ${ORDER}`),
    listQueued: (): JobRow[] => all(`${SELECT} WHERE listed = 1 AND state = 'queued' ${ORDER}`),
    /** Also those that were taken out of the queue. */
    listAll: (): JobRow[] => all(`${SELECT} ${ORDER}`),
    /** What was done before is kept, so progress does not fall when a job is started again. */
    start(id: number, phase: 'fetch' | 'transcribe' | 'translate', nowMs: number): void {
      const sql = `UPDATE jobs SET state = 'running', attempt = attempt + (?1 = 'transcribe'),
        stage = CASE WHEN ?1 <> 'transcribe' THEN ?1 END, eta_ms = NULL, held_until_ms = NULL, heartbeat_at = ?2
        WHERE id = ?3`;
      db.prepare(sql).run(phase, nowMs, id);
    },
    /** Puts a running job back; one that its user paused or cancelled meanwhile stays as it is. */
    requeue(id: number): void {
      db.prepare(`UPDATE jobs SET state = 'queued', eta_ms = NULL WHERE id = ? AND state = 'running'`).run(id);
    },
    /**
     * Puts a job that is transcribed back for its translation, with what it has so far. False when it is not running any
     * more, because its user cancelled or paused it.
     */
    passOn(id: number, progress: number, result: string): boolean {
      const sql = `UPDATE jobs SET state = 'queued', stage = 'translate', result = ?, eta_ms = NULL,
        progress = max(progress, ?) WHERE id = ? AND state = 'running'`;
      return db.prepare(sql).run(result, progress, id).changes === 1;
    },
    /** Keeps what a job that is being translated has so far, unless it was given another order meanwhile. */
    keepResult(id: number, result: string): void {
      db.prepare('UPDATE jobs SET result = ? WHERE id = ? AND result IS NOT NULL').run(result, id);
    },
    /** Puts a running job back until a time; as `requeue`. */
    hold(id: number, untilMs: number): void {
      const sql = `UPDATE jobs SET state = 'queued', eta_ms = NULL, held_until_ms = ? WHERE id = ? AND state = 'running'`;
      db.prepare(sql).run(Math.ceil(untilMs), id);
    },
    /** The recording of a job is here now: where it is, and where its results go. */
    setFetched(id: number, at: { path: string; spec: string; source: string; title: string; mediaId: number }): void {
      const sql = `UPDATE jobs SET path = ?, spec = ?, source = ?, title = ?, media_id = ? WHERE id = ?`;
      db.prepare(sql).run(at.path, at.spec, at.source, at.title, at.mediaId, id);
    },
    beat(id: number, at: { stage: string; progress: number; etaMs: number | undefined; nowMs: number }): void {
      const sql = `UPDATE jobs SET stage = ?, progress = max(progress, ?), eta_ms = ?, heartbeat_at = ?
        WHERE id = ? AND state = 'running'`;
      db.prepare(sql).run(at.stage, at.progress, at.etaMs ?? null, at.nowMs, id);
    },
    setMedia(id: number, mediaId: number): void {
      db.prepare('UPDATE jobs SET media_id = ? WHERE id = ?').run(mediaId, id);
    },
    /** The recording is at another place now. */
    relink(id: number, path: string, mediaId: number): void {
      db.prepare('UPDATE jobs SET path = ?, media_id = ? WHERE id = ?').run(path, mediaId, id);
    },
    setSpec(id: number, spec: string): void {
      db.prepare('UPDATE jobs SET spec = ? WHERE id = ?').run(spec, id);
    },
    /** Counts the death of an engine at a place of the work; deaths at the same place in a row add up. */
    addDeath(id: number, at: string): { readonly crashes: number; readonly deaths: number } {
      const sql = `UPDATE jobs SET crashes = CASE WHEN crash_at IS ?1 THEN crashes + 1 ELSE 1 END, crash_at = ?1,
        deaths = deaths + 1 WHERE id = ?2 RETURNING crashes, deaths`;
      const row = db.prepare(sql).get(at, id);
      return { crashes: Number(row?.['crashes'] ?? 0), deaths: Number(row?.['deaths'] ?? 0) };
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
    /** Ends a job that cannot even be started. */
    refuse(id: number, errorCode: string, error: string): void {
      const sql = `UPDATE jobs SET state = 'failed', error_code = ?, error = ?, eta_ms = NULL WHERE id = ?`;
      db.prepare(sql).run(errorCode, error, id);
    },
    setState(id: number, state: JobState): void {
      db.prepare('UPDATE jobs SET state = ?, eta_ms = NULL, held_until_ms = NULL WHERE id = ?').run(state, id);
    },
    /** Puts a job that ended badly back into the queue with a clean record; it goes on where it stopped. */
    retry(id: number): void {
      const sql = `UPDATE jobs SET state = 'queued', crashes = 0, deaths = 0, crash_at = NULL, error_code = NULL,
        error = NULL, result = NULL, stage = NULL, held_until_ms = NULL WHERE id = ?`;
      db.prepare(sql).run(id);
    },
    /** The same with another order. */
    respec(id: number, spec: string): void {
      this.retry(id);
      db.prepare('UPDATE jobs SET spec = ?, progress = 0 WHERE id = ?').run(spec, id);
    },
    /** Takes a job out of the queue and keeps its document. */
    unlist(id: number): void {
      db.prepare('UPDATE jobs SET listed = 0 WHERE id = ?').run(id);
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
