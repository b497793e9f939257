import { runWorker } from '../../../src/engine/server/run-worker.ts';
import { threadTransport } from '../../../src/engine/server/thread-transport.ts';
import { blockForever, testHandlers } from './test-jobs.ts';

const transport = threadTransport();
runWorker(transport, testHandlers({ raw: transport, hang: blockForever, exit: (code) => process.exit(code) }));
