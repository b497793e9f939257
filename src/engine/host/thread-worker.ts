import { Worker } from 'node:worker_threads';
import { Listeners, OnceSignal } from '../protocol/listeners.ts';
import { OutputTail } from './output-tail.ts';
import { settlesWithin } from './settles-within.ts';
import { workerEnv } from './worker-env.ts';
import type { WorkerExit, WorkerProcess, WorkerSpec } from './worker-process.ts';

/** How long after the exit the rest of the output may take to arrive. */
const REST_MS = 500;

/**
 * Workers as threads of this process, for tests and short work only: they share the heap limit, and one that runs out of
 * memory takes the process with it.
 */
export function threadWorker(entry: URL): WorkerSpec {
  return { name: 'engine thread', spawn: () => spawnThread(entry) };
}

function spawnThread(entry: URL): WorkerProcess {
  const thread = new Worker(entry, { env: workerEnv(process.env), execArgv: [], stdout: true, stderr: true });
  const frames = new Listeners<unknown>();
  const closed = new OnceSignal();
  const tail = new OutputTail();
  const outputRead = Promise.all([tail.read(thread.stdout), tail.read(thread.stderr)]);
  let problem: string | undefined;

  thread.on('message', (frame) => frames.notify(frame));
  thread.on('messageerror', () => frames.notify(undefined));
  thread.on('error', (error: unknown) => {
    problem = `uncaught error: ${error instanceof Error ? error.message : String(error)}`;
  });
  const exited = new Promise<WorkerExit>((resolve) => {
    thread.once('exit', (code) => {
      closed.fire();
      const exit = { code, signal: undefined, ...(problem === undefined ? {} : { problem }) };
      void settlesWithin(outputRead, REST_MS).then(() => resolve(exit));
    });
  });

  return {
    pid: undefined,
    transport: {
      post: (frame) => thread.postMessage(frame),
      onFrame: (listener) => frames.add(listener),
      onClose: (listener) => closed.add(listener),
      close: () => void thread.terminate(),
    },
    exited,
    kill: () => void thread.terminate(),
    outputTail: () => tail.lines(),
    // Native code writes past a thread's streams, straight to the process.
    takeWarnings: () => [],
  };
}
