import { isMainThread } from 'node:worker_threads';
import type { JobHandlers } from '../protocol/contract.ts';
import { serveEngine } from './serve-engine.ts';
import type { WorkerTransport } from './worker-transport.ts';

/** How long an exiting worker waits for its last frames to leave, in ms. */
const DRAIN_MS = 500;

/**
 * Makes this process (or thread) an engine worker: serves the handlers, turns faults that no job owns into a log frame
 * and exit code 1, and leaves when the host is gone. A process ignores SIGINT, because Ctrl-C in a terminal reaches the
 * whole group and stopping is the host's decision.
 */
export function runWorker<Jobs extends object>(transport: WorkerTransport, handlers: JobHandlers<Jobs>): void {
  let exiting = false;
  const exit = (code: number): void => {
    if (exiting) return;
    exiting = true;
    const leave = (): never => process.exit(code);
    setTimeout(leave, DRAIN_MS);
    void transport.drained().then(leave);
  };
  transport.onClose(() => process.exit(1));
  const server = serveEngine(transport, handlers, { exit });

  const fatal = (error: unknown): void => {
    // The host keeps the last lines of stderr for its crash report.
    console.error(error);
    server.fatal(error);
  };
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);
  if (isMainThread) {
    process.on('SIGINT', () => undefined);
    // An orderly exit runs the `exit` hooks, in which owners of grandchildren (ffmpeg) end them.
    process.on('SIGTERM', () => process.exit(143));
  }
}
