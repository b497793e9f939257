import { createLlmHandlers } from '../engine/server/llm/llm-handlers.ts';
import { runWorker } from '../engine/server/run-worker.ts';
import { hostPort, utilityTransport } from '../engine/server/utility-transport.ts';

runWorker(utilityTransport(hostPort()), createLlmHandlers());
