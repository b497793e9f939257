import { Listeners, OnceSignal } from '../protocol/listeners.ts';
import type { WorkerTransport } from './worker-transport.ts';

/** The channel of a process started with `child_process.fork`. Throws when this process was started any other way. */
export function childTransport(): WorkerTransport {
  if (process.send === undefined) throw new Error('This file is started by Voxlane itself, not by hand.');
  const send = process.send.bind(process);
  const frames = new Listeners<unknown>();
  const closed = new OnceSignal();
  const empty = new Listeners<undefined>();
  let inFlight = 0;

  const sent = (): void => {
    inFlight--;
    if (inFlight === 0) empty.notify(undefined);
  };
  process.on('message', (frame) => frames.notify(frame));
  process.on('disconnect', () => closed.fire());

  return {
    post(frame) {
      if (closed.fired || !process.connected) return;
      inFlight++;
      try {
        // A write error means the host is gone; `disconnect` follows and ends this process.
        send(frame, undefined, undefined, sent);
      } catch (error) {
        inFlight--;
        throw error;
      }
    },
    onFrame: (listener) => frames.add(listener),
    onClose: (listener) => closed.add(listener),
    close() {
      if (process.connected) process.disconnect();
    },
    drained: () =>
      new Promise((resolve) => {
        if (inFlight === 0) return resolve();
        const remove = empty.add(() => {
          remove();
          resolve();
        });
      }),
  };
}
