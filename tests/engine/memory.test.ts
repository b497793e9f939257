import { memoryWorker } from '../../src/engine/host/memory-worker.ts';
import { serveEngine } from '../../src/engine/server/serve-engine.ts';
import type { Transport } from '../../src/engine/protocol/transport.ts';
import { describeTransportConformance } from './conformance.ts';
import { testHandlers } from './workers/test-jobs.ts';

describeTransportConformance('the in-memory transport', () => ({
  healthy: memoryWorker((transport, exit) => {
    let silent = false;
    // Blocking this thread would block the test too: a hang is a worker that is no longer heard.
    const raw: Transport = { ...transport, post: (frame) => (silent ? undefined : transport.post(frame)) };
    const hang = (): void => {
      silent = true;
    };
    serveEngine(raw, testHandlers({ raw, hang, exit }), { exit });
  }),
  exitsAtOnce: memoryWorker((_transport, exit) => exit(3)),
  neverReady: memoryWorker(() => undefined),
  can: {
    signals: 'it is no process',
    environment: 'it shares the environment of its host',
    faultIsolation: 'a fault in this process belongs to the host',
    output: 'its output is the output of the host',
  },
}));
