import { modelBytes } from '../../../core/models/choose.ts';
import type { InstalledModel } from '../../../core/models/manifest.ts';
import { type AppError, toAppError } from '../../../shared/app-error.ts';
import type { Logger } from '../../../shared/logger.ts';
import { EngineClient } from '../../host/engine-client.ts';
import { engineCrashed } from '../../host/engine-errors.ts';
import type { WorkerProcess, WorkerSpec } from '../../host/worker-process.ts';
import type { AsrJobs } from '../../protocol/asr-jobs.ts';
import { asrPolicies } from '../../protocol/asr-policies.ts';
import type { Remote, RunOptions } from '../../protocol/contract.ts';
import { asrWorkers } from './asr-workers.ts';
import { nonsense, processError, tooSlow } from './process-errors.ts';
import { type ProcessTiming, processTiming } from './process-timing.ts';

/** Who opens a model's process, and what it wants to know of it. */
export interface ProcessOwner {
  /** Aborting ends a process that is being opened; its later jobs have signals of their own. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Told the most memory that the process had in use so far, in bytes, after each of its jobs. */
  readonly onPeakRss?: (bytes: number) => void;
  /** Told the number of the process, where it has one, as soon as it is started. */
  readonly onStart?: (pid: number | undefined) => void;
  /** How the process is started; absent = as this process starts its recognisers. */
  readonly workers?: WorkerSpec;
  readonly timing?: Partial<ProcessTiming>;
}

type Run = Pick<RunOptions<never>, 'signal' | 'deadlineMs'>;

/** A job that answers a question of ours at once. */
const QUESTION_MS = 5000;
/** A process that does not react is gone before the job's own process is thought to hang. */
const TERM_GRACE_MS = 150;

/**
 * One process with one model, from its start to its seen end. It is never started again: once it has ended, every job
 * rejects with the error it ended with.
 */
export class ModelProcess {
  readonly timing: ProcessTiming;
  readonly #model: InstalledModel;
  readonly #owner: ProcessOwner;
  readonly #process: OneProcess;
  readonly #client: EngineClient<AsrJobs>;
  #death: AppError | undefined;

  constructor(model: InstalledModel, owner: ProcessOwner) {
    this.#model = model;
    this.#owner = owner;
    this.timing = { ...processTiming, ...owner.timing };
    this.#process = new OneProcess(owner.workers ?? asrWorkers(), owner.onStart);
    this.#client = new EngineClient<AsrJobs>(this.#process, asrPolicies, {
      startDeadlineMs: this.timing.startMs,
      heartbeatTimeoutMs: this.timing.silentMs,
      termGraceMs: TERM_GRACE_MS,
      log: owner.log,
    });
  }

  /** Starts the process and loads its model with `load`; when that fails, the process is gone before this rejects. */
  async open<T>(
    load: (jobs: Remote<AsrJobs>, run: Run) => Promise<unknown>,
    check: (answer: unknown) => T,
  ): Promise<T> {
    const limitMs = this.timing.startMs + this.timing.openMs(modelBytes(this.#model));
    try {
      return await this.#run('open', limitMs, this.#owner.signal, load, check);
    } catch (error) {
      await this.dispose();
      throw error;
    }
  }

  /**
   * Runs one job. `check` makes sure of its answer and throws when that is nonsense. Rejects with `cancelled`, with the
   * model's own error, or as `processError` says.
   */
  async call<T>(
    job: string,
    limitMs: number,
    signal: AbortSignal,
    work: (jobs: Remote<AsrJobs>, run: Run) => Promise<unknown>,
    check: (answer: unknown) => T,
  ): Promise<T> {
    if (this.#client.state === 'dead') this.#death ??= await this.#diedIdle();
    if (this.#death !== undefined) throw this.#death;
    return this.#run(job, limitMs, signal, work, check);
  }

  /** Ends the process and waits until it is gone; rejects with `engine-unresponsive` when that was not seen. */
  dispose(): Promise<void> {
    return this.#client.shutdown();
  }

  async #run<T>(
    job: string,
    limitMs: number,
    signal: AbortSignal,
    work: (jobs: Remote<AsrJobs>, run: Run) => Promise<unknown>,
    check: (answer: unknown) => T,
  ): Promise<T> {
    let answer: unknown;
    try {
      answer = await work(this.#client.jobs, { signal, deadlineMs: limitMs });
    } catch (thrown) {
      throw await this.#explain(toAppError(thrown), job, limitMs);
    }
    let result: T;
    try {
      result = check(answer);
    } catch (cause) {
      throw await this.#end(nonsense(this.#model.manifest.id, job, cause));
    }
    await this.#tellMemory();
    return result;
  }

  async #explain(error: AppError, job: string, limitMs: number): Promise<AppError> {
    const { id } = this.#model.manifest;
    if (error.code === 'timed-out') return this.#end(tooSlow(id, job, limitMs, error));
    const explained = processError(error, id);
    if (explained.details?.['processEnded'] === true) this.#death ??= explained;
    return explained;
  }

  async #diedIdle(): Promise<AppError | undefined> {
    const { worker } = this.#process;
    if (worker === undefined) return undefined;
    return processError(engineCrashed(worker, this.#client.generation, await worker.exited), this.#model.manifest.id);
  }

  async #end(why: AppError): Promise<AppError> {
    this.#death ??= why;
    await this.#client.stop();
    return why;
  }

  async #tellMemory(): Promise<void> {
    const { onPeakRss, log } = this.#owner;
    try {
      const { peakRssBytes } = await this.#client.jobs.memory({}, { deadlineMs: QUESTION_MS });
      if (Number.isFinite(peakRssBytes)) onPeakRss?.(peakRssBytes);
    } catch (error) {
      // The next job finds out what is wrong with the process; this one has its result.
      log.warn('the process of a model did not tell its memory', { reason: toAppError(error).message });
    }
  }
}

/** Starts once: what ended must not come back without its model. */
class OneProcess implements WorkerSpec {
  readonly name = 'process of the model';
  readonly #spec: WorkerSpec;
  readonly #onStart: ProcessOwner['onStart'];
  worker: WorkerProcess | undefined;

  constructor(spec: WorkerSpec, onStart: ProcessOwner['onStart']) {
    this.#spec = spec;
    this.#onStart = onStart;
  }

  spawn(): WorkerProcess {
    if (this.worker !== undefined) throw new Error('it has ended');
    this.worker = this.#spec.spawn();
    this.#onStart?.(this.worker.pid);
    return this.worker;
  }
}
