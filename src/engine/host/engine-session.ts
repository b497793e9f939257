import type { AppError } from '../../shared/app-error.ts';
import type { CancelPolicy } from '../protocol/contract.ts';
import { decodeError } from '../protocol/error-codec.ts';
import { CONNECTION, PROTOCOL_VERSION, type DownFrame, type UpFrame } from '../protocol/frames.ts';
import { parseUpFrame } from '../protocol/parse-frames.ts';
import { endWorker } from './end-worker.ts';
import {
  describeExit,
  engineCrashed,
  engineHung,
  engineShutDown,
  engineStartFailed,
  engineWillNotEnd,
  exitDetails,
  protocolError,
  workerDetails,
} from './engine-errors.ts';
import type { EngineOptions, EngineState } from './engine-options.ts';
import { watchHeartbeat, type HeartbeatWatch } from './heartbeat-watch.ts';
import { PendingRequests, type PendingRequest } from './pending-requests.ts';
import type { RunGuard } from './run-guard.ts';
import { settlesWithin } from './settles-within.ts';
import type { WorkerExit, WorkerProcess } from './worker-process.ts';

type SessionState = Extract<EngineState, 'starting' | 'ready' | 'stopping' | 'dead'>;

/** The life of one worker, from spawn to its seen exit: handshake, requests, heartbeat, end. Never restarts anything. */
export class EngineSession {
  readonly generation: number;
  readonly worker: WorkerProcess;
  /** Resolves on the ready frame; rejects with `engine-start-failed`, or `cancelled` when stopped before. */
  readonly ready: Promise<void>;
  /** True once the exit was seen, false when the worker could not be ended. Never rejects. */
  readonly ended: Promise<boolean>;

  readonly #options: EngineOptions;
  readonly #pending = new PendingRequests();
  readonly #startTimer: NodeJS.Timeout;
  #state: SessionState = 'starting';
  /** Why the host ends the worker; overrides the exit status in what callers are told. */
  #reason: ((exit: WorkerExit) => AppError) | undefined;
  #heartbeat: HeartbeatWatch | undefined;
  #resolveReady: () => void = () => undefined;
  #rejectReady: (error: AppError) => void = () => undefined;
  #resolveEnded: (seen: boolean) => void = () => undefined;

  constructor(worker: WorkerProcess, generation: number, options: EngineOptions) {
    this.worker = worker;
    this.generation = generation;
    this.#options = options;
    this.ready = new Promise((resolve, reject) => {
      this.#resolveReady = resolve;
      this.#rejectReady = reject;
    });
    // The starter awaits `ready`; a stop before anyone does must not count as unhandled.
    this.ready.catch(() => undefined);
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    worker.transport.onFrame((value) => this.#receive(value));
    void worker.exited.then((exit) => this.#onExit(exit));
    this.#startTimer = setTimeout(() => {
      this.#end(() =>
        engineStartFailed(
          `it was not ready after ${options.startDeadlineMs} ms`,
          undefined,
          workerDetails(worker, generation),
        ),
      );
    }, options.startDeadlineMs);
    this.#post({
      type: 'connect',
      generation,
      requestId: CONNECTION,
      protocol: PROTOCOL_VERSION,
      heartbeatMs: options.heartbeatMs,
    });
    options.onState('starting');
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Sends one request and waits for its end; the guard stops it according to the policy. */
  request(
    job: string,
    input: unknown,
    policy: CancelPolicy,
    guard: RunGuard,
    on?: (event: never) => void,
  ): Promise<unknown> {
    if (guard.stopped !== undefined) return Promise.reject(guard.stopped);
    const [request, answer] = this.#pending.add(job, policy, on);
    if (this.#state !== 'ready') {
      this.#pending.reject(
        request.id,
        this.#lost({ code: undefined, signal: undefined, problem: 'it had just ended' }),
      );
      return answer;
    }
    try {
      this.#post({ type: 'request', generation: this.generation, requestId: request.id, job, input });
    } catch (cause) {
      this.#pending.reject(request.id, protocolError(`The input of the job "${job}" could not be sent.`, cause));
      return answer;
    }
    guard.onStop((reason) => this.#stopRequest(request, reason));
    return answer;
  }

  /** Orderly end: ask, wait, kill. Resolves only when the exit was seen; rejects with `engine-unresponsive` otherwise. */
  async stop(): Promise<void> {
    if (this.#reason === undefined && this.#state !== 'dead') {
      this.#reason = engineShutDown;
      this.#enter('stopping');
      clearTimeout(this.#startTimer);
      this.#post({ type: 'shutdown', generation: this.generation, requestId: CONNECTION });
      if (!(await settlesWithin(this.worker.exited, this.#options.stopGraceMs))) await this.#kill();
    }
    if (!(await this.ended) && this.#state !== 'dead') throw engineWillNotEnd(this.worker, this.generation);
  }

  #receive(value: unknown): void {
    if (this.#state === 'dead') return;
    const frame = parseUpFrame(value);
    if (frame === undefined) {
      this.#options.log.warn('the engine sent a malformed frame; it was ignored', { generation: this.generation });
      return;
    }
    if (frame.generation !== this.generation) {
      this.#options.log.debug('a frame of another generation was dropped', {
        type: frame.type,
        generation: frame.generation,
      });
      return;
    }
    this.#heartbeat?.beat();
    this.#dispatch(frame);
  }

  #dispatch(frame: UpFrame): void {
    switch (frame.type) {
      case 'ready':
        return this.#onReady(frame.protocol);
      case 'heartbeat':
        return;
      case 'log':
        return this.#options.log[frame.level](frame.message, { ...frame.data, requestId: frame.requestId });
      case 'event': {
        const thrown = this.#pending.event(frame.requestId, frame.event);
        if (thrown !== undefined) this.#stopRequest(thrown.request, thrown.error);
        return;
      }
      case 'result':
        return this.#pending.resolve(frame.requestId, frame.output);
      case 'error':
        if (frame.requestId !== CONNECTION) return this.#pending.reject(frame.requestId, decodeError(frame.error));
        return this.#end(() => engineStartFailed(frame.error.what, decodeError(frame.error)));
    }
  }

  #onReady(protocol: number): void {
    if (this.#state !== 'starting' || this.#reason !== undefined) return;
    if (protocol !== PROTOCOL_VERSION) {
      this.#end(() => engineStartFailed(`it speaks protocol ${protocol} instead of ${PROTOCOL_VERSION}`));
      return;
    }
    clearTimeout(this.#startTimer);
    const { heartbeatMs, heartbeatTimeoutMs } = this.#options;
    this.#heartbeat = watchHeartbeat(heartbeatMs, heartbeatTimeoutMs, () =>
      this.#end(() => engineHung(this.worker, this.generation, heartbeatTimeoutMs)),
    );
    this.#enter('ready');
    this.#resolveReady();
  }

  #stopRequest(request: PendingRequest, reason: AppError): void {
    if (request.stopReason !== undefined || !this.#pending.isOpen(request.id)) return;
    request.stopReason = reason;
    const { id, job, policy } = request;
    const kill = (why: string): void =>
      this.#end((exit) => engineCrashed(this.worker, this.generation, exit, `it was ended because ${why}`));
    if (policy.cancel === 'terminate') return kill(`the job "${job}" was stopped and cannot be interrupted`);
    this.#post({ type: 'cancel', generation: this.generation, requestId: id });
    request.graceTimer = setTimeout(
      () => kill(`the job "${job}" did not stop when it was asked to`),
      policy.cancelGraceMs ?? this.#options.cancelGraceMs,
    );
  }

  /** Ends the worker for a reason of the host's own; the first reason counts. */
  #end(reason: (exit: WorkerExit) => AppError): void {
    if (this.#reason !== undefined || this.#state === 'dead') return;
    this.#reason = reason;
    this.#enter('stopping');
    void this.#kill();
  }

  async #kill(): Promise<void> {
    if (await endWorker(this.worker, this.#options)) return;
    const error = engineWillNotEnd(this.worker, this.generation);
    this.#release();
    this.#rejectReady(error);
    this.#pending.rejectAll(error);
    this.#resolveEnded(false);
  }

  #onExit(exit: WorkerExit): void {
    const starting = this.#state === 'starting' && this.#reason === undefined;
    const error = starting ? this.#diedStarting(exit) : this.#lost(exit);
    this.#release();
    this.#enter('dead');
    this.#rejectReady(error);
    this.#pending.rejectAll(error);
    this.#resolveEnded(true);
  }

  #diedStarting(exit: WorkerExit): AppError {
    const details = { ...workerDetails(this.worker, this.generation), ...exitDetails(exit) };
    const lastLines = this.worker.outputTail().join('\n');
    return engineStartFailed(
      `it ended at once (${describeExit(exit)})`,
      lastLines === '' ? undefined : lastLines,
      details,
    );
  }

  #lost(exit: WorkerExit): AppError {
    return this.#reason?.(exit) ?? engineCrashed(this.worker, this.generation, exit);
  }

  #release(): void {
    clearTimeout(this.#startTimer);
    this.#heartbeat?.stop();
    this.worker.transport.close();
  }

  #enter(state: SessionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState(state);
  }

  #post(frame: DownFrame): void {
    this.worker.transport.post(frame);
  }
}
