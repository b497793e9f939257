import { childProcessWorker } from '../engine/host/child-process-worker.ts';
import { EngineClient } from '../engine/host/engine-client.ts';
import { workerEntry } from '../engine/host/worker-entry.ts';
import type { WorkerSpec } from '../engine/host/worker-process.ts';
import type { EngineJobs } from '../engine/protocol/jobs.ts';
import { enginePolicies } from '../engine/protocol/policies.ts';

export type Engine = EngineClient<EngineJobs>;

/**
 * onnxruntime-node runs a model on the thread that asks for it, so one encoder run of a large model on a slow machine
 * silences the heartbeat for its whole length. Two minutes are several times the longest such run.
 */
const HEARTBEAT_TIMEOUT_MS = 120_000;

let workers = childProcessWorker(workerEntry('child'));

/** Makes engines start as workers of another kind from now on; for a host that has a kind of its own, at its start. */
export function useEngineWorkers(spec: WorkerSpec): void {
  workers = spec;
}

/** The engine in a process of its own. It starts with the first job; the caller shuts it down. */
export function startEngine(): Engine {
  return new EngineClient<EngineJobs>(workers, enginePolicies, {
    heartbeatTimeoutMs: HEARTBEAT_TIMEOUT_MS,
  });
}
