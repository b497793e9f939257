import { threadWorker } from '../../src/engine/host/thread-worker.ts';
import { describeTransportConformance } from './conformance.ts';

describeTransportConformance('worker threads', () => ({
  healthy: threadWorker(new URL('./workers/thread.ts', import.meta.url)),
  exitsAtOnce: threadWorker(new URL('./workers/exits-at-once.ts', import.meta.url)),
  neverReady: threadWorker(new URL('./workers/never-ready.ts', import.meta.url)),
  can: { signals: 'a thread takes no signals', environment: true, faultIsolation: true, output: true },
}));
