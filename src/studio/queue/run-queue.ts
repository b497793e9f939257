import { setTimeout as sleep } from 'node:timers/promises';
import type { JobOutcome, JobProgressEvent } from '../../contract/job-events.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { type AppError, cancelled, toAppError } from '../../shared/app-error.ts';
import type { EventBus } from '../event-bus.ts';
import type { EnginePool } from './engine-pool.ts';
import { fetchJob } from './fetch-job.ts';
import { failJob } from './finish-job.ts';
import type { Library } from './library.ts';
import { sourceOf } from './phases.ts';
import { type Pick, pickJobs } from './pick-jobs.ts';
import { capacityOf, type MachinePlan } from './plan-machine.ts';
import { ResourcePool } from './resources.ts';
import { transcribeJob } from './run-job.ts';

/** How often an idle queue is looked at again; commands of this process wake it at once. */
const IDLE_MS = 200;
/** How long a queue waits for space on a full disk before it tries again. */
const HOLD_MS = 30_000;

/** Which jobs to run, and whether to return when there are none left or wait for more. */
export interface QueueWork {
  readonly once: boolean;
  /** Ids of the jobs to run; all when left out. It may grow while the queue runs. */
  readonly only?: ReadonlySet<number>;
}

export interface QueueParts {
  readonly library: Library;
  readonly engines: EnginePool;
  readonly events: EventBus;
  readonly plan: MachinePlan;
}

/**
 * Works the queue off, as many jobs at a time as there are resources for: each ends as done or failed with its reason in
 * the database, or stays queued when `signal` aborts. With `once` it returns when nothing is queued; otherwise it waits for
 * more. Rejects with `cancelled` on abort, and with `disk-full` when there is no space for a result; all jobs have
 * stopped then and stay queued.
 */
export async function runQueue(parts: QueueParts, work: QueueWork, signal: AbortSignal): Promise<JobOutcome[]> {
  const runner = new QueueRunner(parts, work, signal);
  return runner.run();
}

class QueueRunner {
  readonly #parts: QueueParts;
  readonly #work: QueueWork;
  readonly #pool: ResourcePool;
  /** Aborts when the caller's signal does, or when a job met a fault that concerns all of them. */
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #active = new Map<number, { readonly row: JobRow; readonly ended: Promise<void> }>();
  readonly #outcomes: JobOutcome[] = [];
  #fault: AppError | undefined;
  #waiting = 0;
  #heldUntil = 0;
  #resume: (() => void) | undefined;

  constructor(parts: QueueParts, work: QueueWork, signal: AbortSignal) {
    this.#parts = parts;
    this.#work = work;
    this.#pool = new ResourcePool(capacityOf(parts.plan));
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  async run(): Promise<JobOutcome[]> {
    const unsubscribe = this.#parts.events.on('queue', () => this.#wake());
    try {
      while (!this.#signal.aborted) {
        if (performance.now() >= this.#heldUntil) this.#startSome(this.#queued());
        if (this.#work.once && this.#active.size === 0 && this.#queued().length === 0) return this.#outcomes;
        await this.#pause();
      }
    } finally {
      unsubscribe();
      this.#stop.abort(cancelled());
      await Promise.all([...this.#active.values()].map(({ ended }) => ended));
    }
    throw this.#fault ?? cancelled(this.#signal.reason);
  }

  #queued(): JobRow[] {
    const { only } = this.#work;
    const queued = this.#parts.library.jobs.listQueued();
    return queued.filter(({ id }) => !this.#active.has(id) && (only?.has(id) ?? true));
  }

  #startSome(queued: readonly JobRow[]): void {
    const active = [...this.#active.values()].map(({ row }) => row);
    const picks = pickJobs(queued, active, this.#pool, this.#parts.plan);
    this.#waiting = queued.length - picks.length;
    for (const pick of picks) {
      const ended = this.#runPhase(pick)
        .catch((error: unknown) => {
          this.#fault ??= toAppError(error);
          this.#stop.abort(error);
        })
        .finally(() => {
          pick.lease.release();
          this.#active.delete(pick.row.id);
          this.#wake();
        });
      this.#active.set(pick.row.id, { row: pick.row, ended });
    }
  }

  /** Runs one phase of a job to its end. Rejects only with what concerns the whole queue. */
  async #runPhase({ row, phase }: Pick): Promise<void> {
    const { library, engines, plan } = this.#parts;
    const { store, jobs } = library;
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#signal, stop.signal]);
    const source = sourceOf(row);
    library.running.set(row.id, stop);
    try {
      store.commit(() => jobs.start(row.id, phase, Date.now()));
      if (phase === 'fetch' || source === undefined) this.#tell(row, { type: 'started' });
      if (phase === 'fetch' && source !== undefined) {
        await fetchJob(library, row, source, signal, (event) => this.#tell(row, event));
        store.commit(() => jobs.requeue(row.id));
        return;
      }
      const engine = engines.take();
      try {
        const on = (event: JobProgressEvent): void => this.#tell(row, event);
        this.#end(row, await transcribeJob(library, engine, row, plan.threadsPerJob, signal, on));
      } finally {
        engines.give(engine);
      }
    } catch (cause) {
      const error = toAppError(cause);
      if (error.code !== 'cancelled' && error.code !== 'disk-full') return this.#end(row, failJob(library, row, error));
      // Stopped from outside: whoever paused or cancelled it has said so in the row already.
      store.commit(() => jobs.requeue(row.id));
      if (error.code === 'disk-full') this.#hold(error);
      else if (!this.#signal.aborted) this.#end(row, { kind: 'failed', path: row.path, error: error.toData() });
    } finally {
      library.running.delete(row.id);
    }
  }

  /** A full disk is no fault of the recording: its job waits. A queue that is to end says so, another one tries again. */
  #hold(error: AppError): void {
    if (this.#work.once) throw error;
    this.#heldUntil = performance.now() + HOLD_MS;
    const message = `${error.parts.what} The queue waits ${HOLD_MS / 1000} s and tries again.`;
    this.#parts.events.emit('notice', { code: 'disk-full', severity: 'warning', message });
  }

  #end(row: JobRow, outcome: JobOutcome): void {
    this.#outcomes.push(outcome);
    this.#tell(row, { type: 'finished', outcome });
  }

  #tell(row: JobRow, event: JobProgressEvent): void {
    this.#parts.events.emit('job', { jobId: row.id, path: row.path, waiting: this.#waiting, event });
  }

  #wake(): void {
    this.#resume?.();
  }

  async #pause(): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
    const done = new AbortController();
    const signal = AbortSignal.any([this.#signal, done.signal]);
    await Promise.race([woken, sleep(IDLE_MS, undefined, { signal }).catch(() => undefined)]);
    done.abort();
  }
}
