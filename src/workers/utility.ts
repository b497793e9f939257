import { useAsrWorkers } from '../engine/server/asr/asr-workers.ts';
import { utilityRecognisers } from '../engine/server/asr/utility-recognisers.ts';
import { createHandlers } from '../engine/server/compose.ts';
import { relayProbes } from '../engine/server/relay-probes.ts';
import { runWorker } from '../engine/server/run-worker.ts';
import { hostPort, utilityTransport } from '../engine/server/utility-transport.ts';

const transport = utilityTransport(hostPort());
relayProbes(transport);
useAsrWorkers(utilityRecognisers(transport));
runWorker(transport, createHandlers());
