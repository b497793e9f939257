import { Worker } from 'node:worker_threads';

/**
 * Ends this process when its parent is gone, even while its event loop is blocked by native code that never comes back and
 * the closed channel therefore goes unnoticed. A thread looks at the parent once a second.
 */
export function endWithParent(): void {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const thread = new Worker(new URL(`./end-with-parent-thread.${extension}`, import.meta.url), {
    workerData: process.ppid,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  // Without the watch the closed channel still ends a process that is not blocked.
  thread.on('error', (error) => console.error(error));
  thread.unref();
}
