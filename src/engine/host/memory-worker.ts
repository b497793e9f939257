import { Listeners, OnceSignal } from '../protocol/listeners.ts';
import type { Transport } from '../protocol/transport.ts';
import type { WorkerExit, WorkerProcess, WorkerSpec } from './worker-process.ts';

/** Runs the worker side on its end of the channel; calling `exit` ends the worker. */
export type MemoryServe = (transport: Transport, exit: (code: number) => void) => void;

/**
 * Workers inside this process, for tests. Every frame is structured-cloned and delivered in a later turn, in order, like
 * between processes. A kill cuts the channel; code that still runs in the worker cannot be stopped, only not heard.
 */
export function memoryWorker(serve: MemoryServe): WorkerSpec {
  return { name: 'in-memory engine', spawn: () => spawnMemory(serve) };
}

function spawnMemory(serve: MemoryServe): WorkerProcess {
  const closed = new OnceSignal();
  const up = new Listeners<unknown>();
  const down = new Listeners<unknown>();
  let finish: (exit: WorkerExit) => void = () => undefined;
  const exited = new Promise<WorkerExit>((resolve) => {
    finish = resolve;
  });
  const end = (exit: WorkerExit): void => {
    // A turn later, behind the frames that were posted before the exit.
    setImmediate(() => {
      finish(exit);
      closed.fire();
    });
  };
  const exit = (code: number): void => end({ code, signal: undefined });

  const host = channelEnd(down, up, closed);
  setImmediate(() => {
    try {
      serve(channelEnd(up, down, closed), exit);
    } catch (error) {
      end({ code: 1, signal: undefined, problem: error instanceof Error ? error.message : String(error) });
    }
  });
  return {
    pid: undefined,
    transport: host,
    exited,
    kill: (signal) => end({ code: undefined, signal }),
    outputTail: () => [],
    takeWarnings: () => [],
  };
}

function channelEnd(outgoing: Listeners<unknown>, incoming: Listeners<unknown>, closed: OnceSignal): Transport {
  return {
    post(frame) {
      const copy: unknown = structuredClone(frame);
      setImmediate(() => {
        if (!closed.fired) outgoing.notify(copy);
      });
    },
    onFrame: (listener) => incoming.add(listener),
    onClose: (listener) => closed.add(listener),
    close: () => closed.fire(),
  };
}
