import { childTransport } from '../../../src/engine/server/child-transport.ts';
import { runWorker } from '../../../src/engine/server/run-worker.ts';
import { blockForever, testHandlers } from './test-jobs.ts';

const transport = childTransport();
runWorker(transport, testHandlers({ raw: transport, hang: blockForever, exit: (code) => process.exit(code) }));
