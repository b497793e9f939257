import { AppError, cancelled, describeUnknown } from '../../shared/app-error.ts';
import type { WorkerExit, WorkerProcess } from './worker-process.ts';

/** The worker ended while work was pending; `why` replaces the exit status when the host itself ended it. */
export function engineCrashed(worker: WorkerProcess, generation: number, exit: WorkerExit, why?: string): AppError {
  const outOfMemory = why === undefined && exit.signal === 'SIGKILL';
  return new AppError(
    'engine-crashed',
    {
      what: `The engine process ended in the middle of the work (${why ?? describeExit(exit)}).`,
      meaning: `The job did not finish.${outOfMemory ? ' The operating system kills a process like this when memory runs out.' : ''}`,
      action: 'Run it again; if it happens again, run `voxlane doctor` and report its output with this message.',
    },
    { details: { ...workerDetails(worker, generation), ...exitDetails(exit) } },
  );
}

/** The worker stopped giving signs of life. */
export function engineHung(worker: WorkerProcess, generation: number, silentMs: number): AppError {
  return new AppError(
    'engine-unresponsive',
    {
      what: `The engine process gave no sign of life for ${Math.round(silentMs / 100) / 10} s and was ended.`,
      meaning: 'The job did not finish.',
      action: 'Run it again; if it happens again, close other programs or choose a smaller model.',
    },
    { details: { ...workerDetails(worker, generation), silentMs } },
  );
}

/** The worker was told to end, forced to end, and is still there. */
export function engineWillNotEnd(worker: WorkerProcess, generation: number): AppError {
  return new AppError(
    'engine-unresponsive',
    {
      what: `The engine process ${worker.pid ?? ''} could not be ended.`,
      meaning: 'It still holds its memory and its files.',
      action: 'End it in the system monitor, or restart the computer.',
    },
    { details: workerDetails(worker, generation) },
  );
}

/** The worker did not become ready. */
export function engineStartFailed(reason: string, cause?: unknown, details?: AppError['details']): AppError {
  return new AppError(
    'engine-start-failed',
    {
      what: `The engine did not start: ${reason}.`,
      meaning: 'No work can be done without it.',
      action: 'Run `voxlane doctor`; if all is well there, reinstall Voxlane.',
    },
    { ...(cause === undefined ? {} : { cause }), ...(details === undefined ? {} : { details }) },
  );
}

/** Too many failed starts in a row; names the last cause. */
export function engineBroken(failures: number, last: AppError): AppError {
  return new AppError(
    'engine-start-failed',
    {
      what: `The engine failed to start ${failures} times in a row and is not tried again. Last: ${last.parts.what}`,
      meaning: 'No work can be done without it.',
      action: 'Run `voxlane doctor`, then start Voxlane again.',
    },
    { cause: last, ...(last.details === undefined ? {} : { details: last.details }) },
  );
}

/** Worker and host are from different builds. */
export function protocolError(what: string, cause?: unknown): AppError {
  return new AppError(
    'engine-protocol',
    { what, meaning: 'This is a defect in Voxlane, not in your file.', action: 'Report this message.' },
    cause === undefined ? {} : { cause },
  );
}

/** The call took longer than its caller allowed. */
export function deadlineExceeded(job: string, deadlineMs: number): AppError {
  return new AppError(
    'timed-out',
    {
      what: `The job "${job}" took longer than ${deadlineMs} ms and was stopped.`,
      meaning: 'Its result is not available.',
      action: 'Run it again with more time, or on less material.',
    },
    { details: { job, deadlineMs } },
  );
}

/** The engine was shut down by its owner. */
export function engineShutDown(): AppError {
  return cancelled('the engine was shut down');
}

/** An exit status for people. */
export function describeExit(exit: WorkerExit): string {
  if (exit.problem !== undefined) return exit.problem;
  if (exit.signal !== undefined) return `signal ${exit.signal}`;
  return `exit code ${exit.code ?? 'unknown'}`;
}

/** Exit status and last output as safe details of an error. */
export function exitDetails(exit: WorkerExit): Record<string, string | number> {
  return {
    ...(exit.code === undefined ? {} : { exitCode: exit.code }),
    ...(exit.signal === undefined ? {} : { signal: exit.signal }),
  };
}

/** Which worker it was and what it printed last. */
export function workerDetails(worker: WorkerProcess, generation: number): Record<string, string | number> {
  const tail = worker.outputTail().join('\n');
  return {
    generation,
    ...(worker.pid === undefined ? {} : { pid: worker.pid }),
    ...(tail === '' ? {} : { output: tail }),
  };
}

/** The spawn itself threw. */
export function spawnFailed(name: string, cause: unknown): AppError {
  return engineStartFailed(`the ${name} could not be started (${describeUnknown(cause)})`, cause);
}
