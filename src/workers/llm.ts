import { childTransport } from '../engine/server/child-transport.ts';
import { endWithParent } from '../engine/server/end-with-parent.ts';
import { createLlmHandlers } from '../engine/server/llm/llm-handlers.ts';
import { runWorker } from '../engine/server/run-worker.ts';

runWorker(childTransport(), createLlmHandlers());
endWithParent();
