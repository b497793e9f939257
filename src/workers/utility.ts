import { createHandlers } from '../engine/server/compose.ts';
import { runWorker } from '../engine/server/run-worker.ts';
import { utilityTransport } from '../engine/server/utility-transport.ts';

runWorker(utilityTransport(), createHandlers());
