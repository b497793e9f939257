import { runWorker } from '../../../src/engine/server/run-worker.ts';
import { hostPort, utilityTransport } from '../../../src/engine/server/utility-transport.ts';
import { blockForever, testHandlers } from './test-jobs.ts';

const transport = utilityTransport(hostPort());
runWorker(transport, testHandlers({ raw: transport, hang: blockForever, exit: (code) => process.exit(code) }));
