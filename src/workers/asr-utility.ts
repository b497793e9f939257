import { createAsrHandlers } from '../engine/server/asr/asr-handlers.ts';
import { runWorker } from '../engine/server/run-worker.ts';
import { ownerPort, utilityTransport } from '../engine/server/utility-transport.ts';

runWorker(utilityTransport(await ownerPort()), createAsrHandlers());
