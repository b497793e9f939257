import { createHandlers } from '../engine/server/compose.ts';
import { runWorker } from '../engine/server/run-worker.ts';
import { threadTransport } from '../engine/server/thread-transport.ts';

runWorker(threadTransport(), createHandlers());
