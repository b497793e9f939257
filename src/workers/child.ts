import { childTransport } from '../engine/server/child-transport.ts';
import { createHandlers } from '../engine/server/compose.ts';
import { runWorker } from '../engine/server/run-worker.ts';

runWorker(childTransport(), createHandlers());
