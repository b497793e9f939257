import type { EngineOptions } from './engine-options.ts';
import { settlesWithin } from './settles-within.ts';
import type { WorkerProcess } from './worker-process.ts';

/** Ends a worker: SIGTERM, wait, SIGKILL, wait. True only when its exit was seen. */
export async function endWorker(
  worker: WorkerProcess,
  timing: Pick<EngineOptions, 'termGraceMs' | 'killWaitMs'>,
): Promise<boolean> {
  worker.kill('SIGTERM');
  if (await settlesWithin(worker.exited, timing.termGraceMs)) return true;
  worker.kill('SIGKILL');
  return settlesWithin(worker.exited, timing.killWaitMs);
}
