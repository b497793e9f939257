import type { WorkerSpec } from '../../src/engine/host/worker-process.ts';
import { llmWorkers, useLlmWorkers } from '../../src/studio/llm/local/llm-workers.ts';

/**
 * From now on the first process of a language model is killed as soon as it is there, as a system does that is out of memory.
 * Call what is returned to have them live again.
 */
export function killFirstLlm(): () => void {
  const usual = llmWorkers();
  let started = 0;
  const spec: WorkerSpec = {
    name: usual.name,
    spawn() {
      const worker = usual.spawn();
      if (started++ === 0) worker.kill('SIGKILL');
      return worker;
    },
  };
  useLlmWorkers(spec);
  return () => useLlmWorkers(usual);
}
