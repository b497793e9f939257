import type { DatabaseSync } from 'node:sqlite';

/**
 * `live` counts; `undone` waits for a redo; `conflict` did not apply to a newer revision and is only kept; `dismissed` is a
 * conflict that its user has seen to.
 */
export type EditState = 'live' | 'undone' | 'conflict' | 'dismissed';

/** One operation. `operation` and `inverse` are JSON of their writer; operations of one `step` are undone together. */
export interface EditRow {
  readonly seq: number;
  readonly step: number;
  readonly label: string;
  readonly operation: string;
  readonly inverse: string;
  readonly state: EditState;
}

export interface EditStep {
  readonly step: number;
  readonly label: string;
  readonly operations: number;
  readonly state: EditState;
}

/** What tells whether a document in memory is still the one on the disk. */
export interface EditHead {
  readonly lastSeq: number;
  readonly lastStep: number;
  /** Seq of the newest live operation, 0 when there is none. */
  readonly liveSeq: number;
  readonly undone: number;
}

/** As stored in the column `undone`. */
const STATES: readonly EditState[] = ['live', 'undone', 'conflict', 'dismissed'];

/** Edit operations by job, in the order they were made. Writes belong inside `Store.commit`. */
export function editsTable(db: DatabaseSync) {
  const rowsOf = (where: string, ...values: number[]): EditRow[] =>
    db
      .prepare(`SELECT seq, step, label, operation, inverse, undone FROM edit_operations WHERE ${where} ORDER BY seq`)
      .all(...values)
      .map((row) => ({
        seq: Number(row['seq']),
        step: Number(row['step']),
        label: String(row['label']),
        operation: String(row['operation']),
        inverse: String(row['inverse']),
        state: STATES[Number(row['undone'])] ?? 'conflict',
      }));
  return {
    list: (jobId: number): EditRow[] => rowsOf('job_id = ?', jobId),
    step: (jobId: number, step: number): EditRow[] => rowsOf('job_id = ? AND step = ? AND undone < 2', jobId, step),
    conflicts: (jobId: number): EditRow[] => rowsOf('job_id = ? AND undone = 2', jobId),
    head(jobId: number): EditHead {
      const sql = `SELECT coalesce(max(seq), 0) AS lastSeq, coalesce(max(step), 0) AS lastStep,
        coalesce(max(CASE undone WHEN 0 THEN seq END), 0) AS liveSeq, coalesce(sum(undone = 1), 0) AS undone
        FROM edit_operations WHERE job_id = ?`;
      return db.prepare(sql).get(jobId) as unknown as EditHead;
    },
    /** The newest live operation as it is stored. */
    newestLive(jobId: number): string | undefined {
      const sql = 'SELECT operation FROM edit_operations WHERE job_id = ? AND undone = 0 ORDER BY seq DESC LIMIT 1';
      const operation = db.prepare(sql).get(jobId)?.['operation'];
      return typeof operation === 'string' ? operation : undefined;
    },
    /** The newest live step, or the oldest undone one. */
    stepToUndo: (jobId: number): number | undefined => stepOf('max(step)', 0, jobId),
    stepToRedo: (jobId: number): number | undefined => stepOf('min(step)', 1, jobId),
    /** Steps in order; one that kept some of its operations through a re-run and lost others shows twice. */
    steps(jobId: number): EditStep[] {
      const sql = `SELECT step, min(label) AS label, count(*) AS operations, undone FROM edit_operations
        WHERE job_id = ? GROUP BY step, undone ORDER BY step, undone`;
      return db
        .prepare(sql)
        .all(jobId)
        .map((row) => ({
          step: Number(row['step']),
          label: String(row['label']),
          operations: Number(row['operations']),
          state: STATES[Number(row['undone'])] ?? 'conflict',
        }));
    },
    add(jobId: number, rows: readonly EditRow[]): void {
      const sql = `INSERT INTO edit_operations (job_id, seq, step, label, operation, inverse, undone)
        VALUES (?, ?, ?, ?, ?, ?, ?)`;
      const insert = db.prepare(sql);
      for (const row of rows) {
        insert.run(jobId, row.seq, row.step, row.label, row.operation, row.inverse, STATES.indexOf(row.state));
      }
    },
    /** Writes operation, inverse and state of a row anew. */
    update(jobId: number, row: EditRow): void {
      const sql = 'UPDATE edit_operations SET operation = ?, inverse = ?, undone = ? WHERE job_id = ? AND seq = ?';
      db.prepare(sql).run(row.operation, row.inverse, STATES.indexOf(row.state), jobId, row.seq);
    },
    setStepState(jobId: number, step: number, state: 'live' | 'undone'): void {
      const sql = 'UPDATE edit_operations SET undone = ? WHERE job_id = ? AND step = ? AND undone < 2';
      db.prepare(sql).run(STATES.indexOf(state), jobId, step);
    },
    removeUndone(jobId: number): void {
      db.prepare('DELETE FROM edit_operations WHERE job_id = ? AND undone = 1').run(jobId);
    },
    /** Dismisses a conflict, or brings it back. False when there is none of that number in that state. */
    setDismissed(jobId: number, seq: number, dismissed: boolean): boolean {
      const sql = 'UPDATE edit_operations SET undone = ? WHERE job_id = ? AND seq = ? AND undone = ?';
      const [from, to] = dismissed ? [2, 3] : [3, 2];
      return db.prepare(sql).run(to, jobId, seq, from).changes > 0;
    },
    remove(jobId: number): void {
      db.prepare('DELETE FROM edit_operations WHERE job_id = ?').run(jobId);
    },
  };

  function stepOf(what: string, undone: number, jobId: number): number | undefined {
    const sql = `SELECT ${what} AS step FROM edit_operations WHERE job_id = ? AND undone = ?`;
    const step = db.prepare(sql).get(jobId, undone)?.['step'];
    return typeof step === 'number' ? step : undefined;
  }
}
