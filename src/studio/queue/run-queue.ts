import { setTimeout as sleep } from 'node:timers/promises';
import type { JobOutcome, JobProgressEvent } from '../../contract/job-events.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { type AppError, cancelled, toAppError } from '../../shared/app-error.ts';
import { pausedOutcome, refuseUnreadable } from './odd-endings.ts';
import { type PickedJob, pickJobs } from './pick-jobs.ts';
import { capacityOf } from './plan-machine.ts';
import { QueueNews } from './queue-news.ts';
import type { QueueParts } from './queue-parts.ts';
import { ResourcePool } from './resources.ts';
import { isMachineFault } from './run-job.ts';
import { type PhaseEnd, runPhase } from './run-phase.ts';
import { readSettings } from '../settings/settings.ts';

/** How often somebody without a voice is noticed: a batch whose list of jobs grew, the end of a hold. */
const TICK_MS = 200;
/** How often the database is looked at though nobody said that anything changed. */
const IDLE_MS = 2_000;
/** How long a queue waits on a machine without space, or without an engine, before it tries again. */
const HOLD_MS = 30_000;

/** Which jobs to run, and whether to return when there are none left or wait for more. */
export interface QueueWork {
  readonly once: boolean;
  /** Ids of the jobs to run; all when left out. It may grow while the queue runs. */
  readonly only?: ReadonlySet<number>;
}

/**
 * Works the queue off, as many jobs at a time as there are resources for: each ends as done or failed with its reason in
 * the database, or stays queued when `signal` aborts. With `once` it returns when nothing is queued, with the last outcome
 * of each job; otherwise it waits for more. Rejects with `cancelled` on abort, and with `disk-full` or
 * `engine-start-failed` when the machine lets no job run; all jobs have stopped then and stay queued.
 */
export async function runQueue(parts: QueueParts, work: QueueWork, signal: AbortSignal): Promise<JobOutcome[]> {
  return new QueueRunner(parts, work, signal).run();
}

class QueueRunner {
  readonly #parts: QueueParts;
  readonly #work: QueueWork;
  readonly #pool: ResourcePool;
  readonly #news: QueueNews;
  /** Aborts when the caller's signal does, or when a job met a fault that concerns all of them. */
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #active = new Map<number, { readonly row: JobRow; readonly ended: Promise<void> }>();
  /** Jobs that have shown themselves; one that is fetched and then transcribed does so once. */
  readonly #begun = new Set<number>();
  readonly #outcomes = new Map<number, JobOutcome>();
  /** Jobs that could not be put back into the queue, because there was no space to say so. */
  readonly #owed = new Set<number>();
  #fault: AppError | undefined;
  #waiting = 0;
  #heldUntil = 0;
  #changed = true;
  #lookedAt = -Infinity;
  #seen = 0;
  #resume: (() => void) | undefined;

  constructor(parts: QueueParts, work: QueueWork, signal: AbortSignal) {
    this.#parts = parts;
    this.#work = work;
    this.#pool = new ResourcePool(capacityOf(parts.plan));
    this.#news = new QueueNews(parts.events);
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  async run(): Promise<JobOutcome[]> {
    const unsubscribe = this.#parts.events.on('queue', (news) => {
      if (!this.#news.isOwn(news)) this.#wake();
    });
    try {
      while (!this.#signal.aborted) {
        if (this.#isDue()) this.#startSome();
        if (this.#work.once && this.#active.size === 0 && this.#owed.size === 0 && this.#open().length === 0)
          return this.#results();
        await this.#pause();
      }
    } catch (error) {
      this.#fault ??= toAppError(error);
    } finally {
      unsubscribe();
      this.#stop.abort(cancelled());
      await Promise.all([...this.#active.values()].map(({ ended }) => ended));
      this.#news.tell();
    }
    throw this.#fault ?? cancelled(this.#signal.reason);
  }

  /** Reading the queue costs with its length, so it is read when something changed, and now and then. */
  #isDue(): boolean {
    const now = performance.now();
    if (now < this.#heldUntil) return false;
    const size = this.#work.only?.size ?? 0;
    if (!this.#changed && size === this.#seen && now - this.#lookedAt < IDLE_MS) return false;
    this.#changed = false;
    this.#seen = size;
    this.#lookedAt = now;
    return true;
  }

  /** Those that may start now: a quota may hold others. */
  #queued(): JobRow[] {
    const now = Date.now();
    return this.#open().filter(({ heldUntilMs = 0 }) => heldUntilMs <= now);
  }

  #open(): JobRow[] {
    const { only } = this.#work;
    const { jobs, running } = this.#parts.library;
    return jobs.listQueued().filter(({ id }) => !this.#active.has(id) && !running.has(id) && (only?.has(id) ?? true));
  }

  #startSome(): void {
    if (this.#owed.size > 0 && !this.#payBack()) return;
    const queued = this.#queued();
    const active = [...this.#active.values()].map(({ row }) => row);
    const { library, plan } = this.#parts;
    const [model] = readSettings(library).values.languageModels;
    const { picked, unreadable } = pickJobs(queued, active, this.#pool, plan, model);
    this.#waiting = queued.length - unreadable.length;
    for (const row of unreadable) {
      this.#end(row, refuseUnreadable(this.#parts.library, row));
      this.#news.add(row.id);
    }
    for (const pick of picked) this.#start(pick);
  }

  #start(pick: PickedJob): void {
    const { row } = pick;
    const { running } = this.#parts.library;
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#signal, stop.signal]);
    const tell = (event: JobProgressEvent): void => this.#tell(row, event);
    this.#waiting--;
    if (!this.#begun.has(row.id)) tell({ type: 'started' });
    this.#begun.add(row.id);
    const ended = runPhase(this.#parts, pick, signal, tell)
      .then((end) => this.#settle(row, end))
      .catch((error: unknown) => {
        this.#fault ??= toAppError(error);
        this.#stop.abort(error);
      })
      .finally(() => {
        running.delete(row.id);
        pick.lease.release();
        this.#active.delete(row.id);
        this.#news.add(row.id);
        this.#wake();
      });
    running.set(row.id, { stop, ended });
    this.#active.set(row.id, { row, ended });
    this.#news.add(row.id);
  }

  #settle(row: JobRow, end: PhaseEnd): void {
    if (end.kind === 'ended') this.#end(row, end.outcome);
    else if (end.kind === 'held') this.#hold(row, end.error, end.owed);
    // Whoever has an earlier result of the job open sees the new one.
    else if (end.kind === 'transcribed') this.#parts.events.emit('document', { id: row.id });
    else if (end.kind === 'paused') this.#tell(row, { type: 'paused', untilMs: end.untilMs });
    else if (end.kind === 'stopped' && !this.#signal.aborted) {
      // Stopped by its user, who has said why in the row.
      const state = this.#parts.library.jobs.get(row.id)?.state;
      if (state === 'cancelled') this.#end(row, { kind: 'failed', path: row.path, error: cancelled().toData() });
      else this.#tell(row, { type: 'stopped' });
      this.#begun.delete(row.id);
    }
  }

  /** What a machine cannot do is no fault of the recording: its job waits. A queue that is to end says so, another retries. */
  #hold(row: JobRow, error: AppError, owed: boolean): void {
    if (owed) this.#owed.add(row.id);
    this.#tell(row, { type: 'stopped' });
    this.#begun.delete(row.id);
    if (!isMachineFault(error) || this.#work.once) throw error;
    this.#heldUntil = performance.now() + HOLD_MS;
    const message = `${error.parts.what} The queue waits ${HOLD_MS / 1000} s and tries again.`;
    this.#parts.events.emit('notice', { code: error.code, severity: 'warning', message });
  }

  /** Puts jobs back that could not be put back earlier. False while there is still no space for that. */
  #payBack(): boolean {
    const { store, jobs } = this.#parts.library;
    try {
      store.commit(() => {
        for (const id of this.#owed) jobs.requeue(id);
      });
    } catch (cause) {
      const error = toAppError(cause);
      if (error.code !== 'disk-full') throw error;
      this.#heldUntil = performance.now() + HOLD_MS;
      return false;
    }
    this.#owed.clear();
    return true;
  }

  #end(row: JobRow, outcome: JobOutcome): void {
    this.#outcomes.set(row.id, outcome);
    this.#tell(row, { type: 'finished', outcome });
    // Whoever has an earlier result of the job open sees the new one.
    if (outcome.kind === 'done') this.#parts.events.emit('document', { id: row.id });
  }

  /** The outcome of each job, and of those that were to run and are held back by their user. */
  #results(): JobOutcome[] {
    const { jobs } = this.#parts.library;
    for (const id of this.#work.only ?? []) {
      const row = jobs.get(id);
      if (row?.state === 'paused' && !this.#outcomes.has(id)) this.#outcomes.set(id, pausedOutcome(row));
    }
    return [...this.#outcomes.values()];
  }

  #tell(row: JobRow, event: JobProgressEvent): void {
    this.#parts.events.emit('job', { jobId: row.id, path: row.path, waiting: this.#waiting, event });
  }

  #wake(): void {
    this.#changed = true;
    this.#resume?.();
  }

  async #pause(): Promise<void> {
    if (this.#changed && performance.now() >= this.#heldUntil) return;
    const woken = new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
    const done = new AbortController();
    const signal = AbortSignal.any([this.#signal, done.signal]);
    await Promise.race([woken, sleep(TICK_MS, undefined, { signal }).catch(() => undefined)]);
    done.abort();
    this.#resume = undefined;
  }
}
