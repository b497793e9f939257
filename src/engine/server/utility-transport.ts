import { cancelled } from '../../shared/app-error.ts';
import { Listeners, OnceSignal } from '../protocol/listeners.ts';
import { parseUtilityMessage, type ScriptEnd, type UtilityMessage } from '../protocol/utility-channel.ts';
import type { WorkerTransport } from './worker-transport.ts';

/** The part of Electron's `process.parentPort` that a worker uses. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
}

/** The channel of a utility process, and the way to have its host test a device. */
export interface UtilityTransport extends WorkerTransport {
  /** Rejects with `cancelled` on abort. */
  probe(device: string, wallMs: number, signal: AbortSignal): Promise<ScriptEnd>;
}

/** The channel of an Electron utility process. Throws when this process was started any other way. */
export function utilityTransport(): UtilityTransport {
  const port = (process as { readonly parentPort?: ParentPort }).parentPort;
  if (port === undefined) throw new Error('This file is started by Voxlane itself, not by hand.');
  const frames = new Listeners<unknown>();
  const closed = new OnceSignal();
  const receipts: (() => void)[] = [];
  const probes = new Map<number, (end: ScriptEnd) => void>();
  let next = 0;
  const send = (message: UtilityMessage): void => port.postMessage(message);

  port.on('message', ({ data }) => {
    const message = parseUtilityMessage(data);
    if (message?.kind === 'frame') frames.notify(message.frame);
    else if (message?.kind === 'flushed') receipts.shift()?.();
    else if (message?.kind === 'probed') probes.get(message.id)?.(message.end);
  });
  // Chromium ends the process when its host is gone; the event comes first where it comes at all.
  port.on('close', () => closed.fire());

  return {
    post(frame) {
      if (!closed.fired) send({ kind: 'frame', frame });
    },
    onFrame: (listener) => frames.add(listener),
    onClose: (listener) => closed.add(listener),
    close: () => closed.fire(),
    probe(device, wallMs, signal) {
      const id = next++;
      return new Promise<ScriptEnd>((resolve, reject) => {
        const stop = (): void => {
          send({ kind: 'probe-stop', id });
          reject(cancelled(signal.reason));
        };
        if (signal.aborted) return reject(cancelled(signal.reason));
        signal.addEventListener('abort', stop, { once: true });
        probes.set(id, (end) => {
          signal.removeEventListener('abort', stop);
          resolve(end);
        });
        send({ kind: 'probe', id, device, wallMs });
      }).finally(() => probes.delete(id));
    },
    drained: () =>
      new Promise((resolve) => {
        if (closed.fired) return resolve();
        receipts.push(resolve);
        send({ kind: 'flush' });
      }),
  };
}
