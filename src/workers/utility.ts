import { createHandlers } from '../engine/server/compose.ts';
import { relayProbes } from '../engine/server/relay-probes.ts';
import { runWorker } from '../engine/server/run-worker.ts';
import { utilityTransport } from '../engine/server/utility-transport.ts';

const transport = utilityTransport();
relayProbes(transport);
runWorker(transport, createHandlers());
