import { childProcessWorker } from '../engine/host/child-process-worker.ts';
import { EngineClient } from '../engine/host/engine-client.ts';
import { workerEntry } from '../engine/host/worker-entry.ts';
import type { EngineJobs } from '../engine/protocol/jobs.ts';
import { enginePolicies } from '../engine/protocol/policies.ts';

export type Engine = EngineClient<EngineJobs>;

/**
 * onnxruntime-node runs a model on the thread that asks for it, so one encoder run of a large model on a slow machine
 * silences the heartbeat for its whole length. Two minutes are several times the longest such run.
 */
const HEARTBEAT_TIMEOUT_MS = 120_000;

/** The engine in a child process of its own. It starts with the first job; the caller shuts it down. */
export function startEngine(): Engine {
  return new EngineClient<EngineJobs>(childProcessWorker(workerEntry('child')), enginePolicies, {
    heartbeatTimeoutMs: HEARTBEAT_TIMEOUT_MS,
  });
}
