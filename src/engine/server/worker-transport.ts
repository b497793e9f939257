import type { Transport } from '../protocol/transport.ts';

/** A worker's own end of its channel, which must be drained before the worker may exit. */
export interface WorkerTransport extends Transport {
  /** Resolves when everything posted so far has left this process. */
  drained(): Promise<void>;
}
