import { parentPort } from 'node:worker_threads';
import { Listeners, OnceSignal } from '../protocol/listeners.ts';
import type { WorkerTransport } from './worker-transport.ts';

/** The channel of a worker thread. Throws when called on a main thread. */
export function threadTransport(): WorkerTransport {
  const port = parentPort;
  if (port === null) throw new Error('This file is started by Voxlane itself, not by hand.');
  const frames = new Listeners<unknown>();
  const closed = new OnceSignal();
  port.on('message', (frame) => frames.notify(frame));
  port.on('close', () => closed.fire());
  return {
    post: (frame) => port.postMessage(frame),
    onFrame: (listener) => frames.add(listener),
    onClose: (listener) => closed.add(listener),
    close: () => port.close(),
    // A posted message already lies in the receiver's queue.
    drained: () => Promise.resolve(),
  };
}
