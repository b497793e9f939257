import type { NativeWarning } from '../../shared/native-warnings.ts';
import type { Transport } from '../protocol/transport.ts';

/** How a worker ended. `problem` tells of a worker that never ran (the program could not be started). */
export interface WorkerExit {
  readonly code: number | undefined;
  readonly signal: string | undefined;
  readonly problem?: string;
}

/** One running worker of any kind; the lifecycle never learns which. */
export interface WorkerProcess {
  /** Operating system process; `undefined` for workers that share the host's process. */
  readonly pid: number | undefined;
  readonly transport: Transport;
  /** Resolves when the worker is gone and everything it sent has been delivered. Never rejects. */
  readonly exited: Promise<WorkerExit>;
  /** `SIGTERM` asks, `SIGKILL` forces; kinds that know no difference force on both. Safe after the exit. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
  /** The last lines the worker printed, oldest first. */
  outputTail(): readonly string[];
  /** What native code printed since the last call, each text once. */
  takeWarnings(): readonly NativeWarning[];
}

/** Starts workers of one kind. */
export interface WorkerSpec {
  /** Names the worker in messages and logs. */
  readonly name: string;
  /** Starts one; may throw. */
  spawn(): WorkerProcess;
}
