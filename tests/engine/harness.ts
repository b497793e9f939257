import type { Logger } from '../../src/shared/logger.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { EngineClient } from '../../src/engine/host/engine-client.ts';
import type { EngineOptions, EngineState } from '../../src/engine/host/engine-options.ts';
import type { WorkerProcess, WorkerSpec } from '../../src/engine/host/worker-process.ts';
import { testPolicies, type TestJobs } from './workers/test-jobs.ts';

/** A capability a transport has (`true`) or has not, with the reason that the skipped test then shows. */
type Capability = true | string;

/** What a transport brings to the conformance suite. */
export interface TransportCase {
  /** A worker that serves `TestJobs`. */
  readonly healthy: WorkerSpec;
  /** A worker that ends before it is ready. */
  readonly exitsAtOnce: WorkerSpec;
  /** A worker that lives and never becomes ready. */
  readonly neverReady: WorkerSpec;
  readonly can: {
    /** The worker is a process that can be suspended, killed and orphaned from outside. */
    readonly signals: Capability;
    /** The worker has an environment of its own. */
    readonly environment: Capability;
    /** A fault that no job owns ends the worker alone. */
    readonly faultIsolation: Capability;
    /** What the worker prints reaches its crash report. */
    readonly output: Capability;
  };
}

interface LogLine {
  readonly level: keyof Logger;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>> | undefined;
}

/** A client over a spec that remembers the workers it started, what was logged, and the states it went through. */
export interface Rig {
  readonly client: EngineClient<TestJobs>;
  readonly workers: WorkerProcess[];
  readonly logs: LogLine[];
  readonly states: EngineState[];
}

export function rig(spec: WorkerSpec, options: Partial<EngineOptions> = {}): Rig {
  const workers: WorkerProcess[] = [];
  const logs: LogLine[] = [];
  const states: EngineState[] = [];
  const remembering: WorkerSpec = {
    name: spec.name,
    spawn() {
      const worker = spec.spawn();
      workers.push(worker);
      return worker;
    },
  };
  const at =
    (level: keyof Logger) =>
    (message: string, data?: Readonly<Record<string, unknown>>): void =>
      void logs.push({ level, message, data });
  const client = new EngineClient<TestJobs>(remembering, testPolicies, {
    heartbeatMs: 100,
    heartbeatTimeoutMs: 10_000,
    log: { debug: at('debug'), info: at('info'), warn: at('warn') },
    onState: (state) => states.push(state),
    ...options,
  });
  return { client, workers, logs, states };
}

/** The `AppError` a promise rejects with; a failed assertion when it resolves or rejects with anything else. */
export async function failure(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw new Error('rejected with something that is not an AppError', { cause: error });
  }
  throw new Error('resolved although it had to reject');
}
