import { childProcessWorker } from '../../host/child-process-worker.ts';
import { workerEntry } from '../../host/worker-entry.ts';
import type { WorkerSpec } from '../../host/worker-process.ts';

let workers: WorkerSpec = childProcessWorker(workerEntry('asr'), {
  // What native code says there belongs to the job, so it goes where that of the job's own process goes.
  onErrorLine: (line) => void process.stderr.write(`${line}\n`),
});

/** How this process starts the processes of its recognisers. */
export function asrWorkers(): WorkerSpec {
  return workers;
}

/** Makes recognisers start as workers of another kind from now on; for a process that cannot fork, at its start. */
export function useAsrWorkers(spec: WorkerSpec): void {
  workers = spec;
}
