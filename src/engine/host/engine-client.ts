import { setImmediate as nextTurn } from 'node:timers/promises';
import { toAppError, type AppError } from '../../shared/app-error.ts';
import { type NativeWarning, NativeWarnings } from '../../shared/native-warnings.ts';
import type { CancelPolicy, JobPolicies, Remote, RunOptions } from '../protocol/contract.ts';
import { engineBroken, engineShutDown, engineWillNotEnd, spawnFailed } from './engine-errors.ts';
import { defaultEngineOptions, type EngineOptions, type EngineState } from './engine-options.ts';
import { EngineSession } from './engine-session.ts';
import { guardRun } from './run-guard.ts';
import type { WorkerProcess, WorkerSpec } from './worker-process.ts';

/**
 * Holds one engine worker and offers its jobs as `jobs.<name>(input, run)`. The worker starts on first use and a new one
 * (next generation) on the first call after it died; what was pending is rejected and never replayed: the caller
 * decides. After `maxFailedStarts` failed starts in a row the breaker opens and every call fails at once until `reset`.
 */
export class EngineClient<Jobs extends object> {
  readonly jobs: Remote<Jobs>;

  readonly #spec: WorkerSpec;
  readonly #options: EngineOptions;
  #session: EngineSession | undefined;
  #starting: Promise<EngineSession> | undefined;
  readonly #warnings = new NativeWarnings();
  #generation = 0;
  #failedStarts = 0;
  #broken: AppError | undefined;
  #shutdown: Promise<void> | undefined;

  constructor(spec: WorkerSpec, policies: JobPolicies<Jobs>, options: Partial<EngineOptions> = {}) {
    this.#spec = spec;
    this.#options = { ...defaultEngineOptions, ...options };
    const jobs = Object.entries<CancelPolicy>(policies).map(([name, policy]) => [
      name,
      (input: unknown, run: RunOptions<never> = {}) => this.#call(name, policy, input, run),
    ]);
    this.jobs = Object.fromEntries(jobs) as Remote<Jobs>;
  }

  get state(): EngineState {
    if (this.#broken !== undefined) return 'broken';
    return this.#session?.state ?? 'idle';
  }

  /** Number of the current worker, counted from 1; 0 before the first start. */
  get generation(): number {
    return this.#generation;
  }

  /** Process id of the current worker, while it lives and has one. */
  get pid(): number | undefined {
    return this.state === 'dead' ? undefined : this.#session?.worker.pid;
  }

  /**
   * What native code in the workers printed since the last call, each text once with its count: all that was printed before
   * the last answer arrived.
   */
  async takeNativeWarnings(): Promise<readonly NativeWarning[]> {
    // Answer and output come through different pipes: after a whole turn of the event loop both were looked at.
    await nextTurn();
    await nextTurn();
    this.#keepWarnings();
    return this.#warnings.take();
  }

  /** Starts the worker now instead of on the first call. Rejects with `engine-start-failed`. */
  async start(): Promise<void> {
    await this.#ready();
  }

  /**
   * Ends the current worker in order (ask, wait, kill), for example to free its memory; pending calls reject with
   * `cancelled`; the next call starts a new worker. Rejects with `engine-unresponsive` when its exit was never seen.
   */
  async stop(): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    await session.stop();
    if (this.#session === session) {
      this.#keepWarnings();
      this.#session = undefined;
    }
    if (this.state === 'idle') this.#options.onState('idle');
  }

  /** `stop` for good: later calls reject with `cancelled`. Calling it again gives the same promise. */
  shutdown(): Promise<void> {
    this.#shutdown ??= this.stop();
    return this.#shutdown;
  }

  /** Closes the breaker, so that the next call tries to start the worker again. */
  reset(): void {
    this.#broken = undefined;
    this.#failedStarts = 0;
  }

  async #call(job: string, policy: CancelPolicy, input: unknown, run: RunOptions<never>): Promise<unknown> {
    const guard = guardRun(job, run);
    try {
      if (guard.stopped !== undefined) throw guard.stopped;
      const session = await guard.race(this.#ready());
      return await session.request(job, input, policy, guard, run.on);
    } finally {
      guard.dispose();
    }
  }

  #ready(): Promise<EngineSession> {
    if (this.#shutdown !== undefined) return Promise.reject(engineShutDown());
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    if (this.#session?.state === 'ready') return Promise.resolve(this.#session);
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #start(): Promise<EngineSession> {
    const previous = this.#session;
    if (previous !== undefined && previous.state !== 'dead' && !(await previous.ended)) {
      throw engineWillNotEnd(previous.worker, previous.generation);
    }
    if (this.#shutdown !== undefined) throw engineShutDown();
    this.#keepWarnings();
    this.#generation++;
    const session = new EngineSession(this.#spawn(), this.#generation, this.#options);
    this.#session = session;
    try {
      await session.ready;
    } catch (error) {
      throw this.#startFailed(toAppError(error));
    }
    this.#failedStarts = 0;
    return session;
  }

  #keepWarnings(): void {
    this.#warnings.merge(this.#session?.worker.takeWarnings() ?? []);
  }

  #spawn(): WorkerProcess {
    try {
      return this.#spec.spawn();
    } catch (cause) {
      throw this.#startFailed(spawnFailed(this.#spec.name, cause));
    }
  }

  /** Counts the failure (a stop by the owner is none) and opens the breaker when it is one too many. */
  #startFailed(error: AppError): AppError {
    if (error.code === 'cancelled') return error;
    this.#failedStarts++;
    this.#options.log.warn(error.message, { worker: this.#spec.name, failedStarts: this.#failedStarts });
    if (this.#failedStarts >= this.#options.maxFailedStarts) {
      this.#broken = engineBroken(this.#failedStarts, error);
      this.#options.onState('broken');
    }
    return error;
  }
}
