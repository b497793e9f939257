import { createAsrHandlers } from '../engine/server/asr/asr-handlers.ts';
import { childTransport } from '../engine/server/child-transport.ts';
import { endWithParent } from '../engine/server/end-with-parent.ts';
import { runWorker } from '../engine/server/run-worker.ts';

runWorker(childTransport(), createAsrHandlers());
endWithParent();
