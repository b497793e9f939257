import { childProcessWorker } from '../../../src/engine/host/child-process-worker.ts';
import { EngineClient } from '../../../src/engine/host/engine-client.ts';
import { testPolicies, type TestJobs } from './test-jobs.ts';

/** A host that is going to be killed while its worker works: prints the worker's process id once the job runs. */
const client = new EngineClient<TestJobs>(childProcessWorker(new URL('./child.ts', import.meta.url)), testPolicies);
await client.jobs.stubborn(undefined, { on: () => console.log(client.pid) });
