import { childProcessWorker } from '../../../engine/host/child-process-worker.ts';
import { workerEntry } from '../../../engine/host/worker-entry.ts';
import type { WorkerSpec } from '../../../engine/host/worker-process.ts';

let workers: WorkerSpec = childProcessWorker(workerEntry('llm'));

/** How language models of this computer are started. */
export function llmWorkers(): WorkerSpec {
  return workers;
}

/** Makes them start as workers of another kind from now on; for a host that has a kind of its own, at its start. */
export function useLlmWorkers(spec: WorkerSpec): void {
  workers = spec;
}
