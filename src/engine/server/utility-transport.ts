import { cancelled } from '../../shared/app-error.ts';
import { Listeners, OnceSignal } from '../protocol/listeners.ts';
import {
  parseUtilityMessage,
  type RecogniserEnd,
  type ScriptEnd,
  type UtilityMessage,
} from '../protocol/utility-channel.ts';
import type { WorkerTransport } from './worker-transport.ts';

/** The part of Electron's `process.parentPort` and of its message ports that a worker uses. */
export interface Port {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports?: readonly Port[] }) => void,
  ): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  /** Message ports alone keep what arrives until they are started. */
  start?(): void;
}

/** What becomes of a recogniser's process that the host starts. */
interface RecogniserWatch {
  started(pid: number, port: Port): void;
  /** The last call. */
  ended(end: RecogniserEnd): void;
}

/** The channel of a utility process, and the ways to have its host start other processes. */
export interface UtilityTransport extends WorkerTransport {
  /** Tests a device. Rejects with `cancelled` on abort. */
  probe(device: string, wallMs: number, signal: AbortSignal): Promise<ScriptEnd>;
  /** Starts the process of a recogniser; gives the way to end it. */
  startRecogniser(watch: RecogniserWatch): (signal: 'SIGTERM' | 'SIGKILL') => void;
}

/** The channel of an Electron utility process to its host. Throws when this process was started any other way. */
export function hostPort(): Port {
  const port = (process as { readonly parentPort?: Port }).parentPort;
  if (port === undefined) throw new Error('This file is started by Voxlane itself, not by hand.');
  return port;
}

/** The channel to this recogniser's owner, which the host hands over. The process ends with its host. */
export function ownerPort(): Promise<Port> {
  const host = hostPort();
  host.on('close', () => process.exit(1));
  return new Promise((resolve) => {
    host.on('message', ({ ports }) => {
      if (ports?.[0] !== undefined) resolve(ports[0]);
    });
  });
}

/** Frames and receipts over a port. */
export function utilityTransport(port: Port): UtilityTransport {
  const frames = new Listeners<unknown>();
  const closed = new OnceSignal();
  const receipts: (() => void)[] = [];
  const probes = new Map<number, (end: ScriptEnd) => void>();
  const recognisers = new Map<number, RecogniserWatch>();
  let next = 0;
  const send = (message: UtilityMessage): void => port.postMessage(message);

  port.on('message', ({ data, ports }) => {
    const message = parseUtilityMessage(data);
    if (message?.kind === 'frame') frames.notify(message.frame);
    else if (message?.kind === 'flushed') receipts.shift()?.();
    else if (message?.kind === 'probed') probes.get(message.id)?.(message.end);
    else if (message?.kind === 'flush') send({ kind: 'flushed' });
    else if (message?.kind === 'started' && ports?.[0] !== undefined)
      recognisers.get(message.id)?.started(message.pid, ports[0]);
    else if (message?.kind === 'ended') {
      recognisers.get(message.id)?.ended(message);
      recognisers.delete(message.id);
    }
  });
  // Chromium ends the process when its host is gone; the event comes first where it comes at all.
  port.on('close', () => closed.fire());

  return {
    post(frame) {
      if (!closed.fired) send({ kind: 'frame', frame });
    },
    onFrame(listener) {
      const remove = frames.add(listener);
      // Not before: what came first would have no reader.
      port.start?.();
      return remove;
    },
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
    startRecogniser(watch) {
      const id = next++;
      recognisers.set(id, watch);
      send({ kind: 'start', id });
      return (signal) => {
        if (recognisers.has(id)) send({ kind: 'end', id, signal });
      };
    },
    drained: () =>
      new Promise((resolve) => {
        if (closed.fired) return resolve();
        receipts.push(resolve);
        send({ kind: 'flush' });
      }),
  };
}
