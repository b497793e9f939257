import { openAsrProcess } from '../../../src/engine/server/asr/open-asr-process.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { faultyWorkers, testSpec } from '../../support/asr-faults.ts';

/**
 * The owner of a recogniser that is going to be killed while the recogniser works: prints its process id once it does.
 * Started with a folder and the fault that keeps the recogniser busy.
 */
const [folder = '', fault = 'hang'] = process.argv.slice(2);
const workers = faultyWorkers(folder, [{ do: fault as 'hang' }]);
let pid: number | undefined;
const signal = new AbortController().signal;
const asr = await openAsrProcess(testSpec, {
  signal,
  log: silentLogger,
  workers: {
    name: workers.name,
    spawn() {
      const worker = workers.spawn();
      pid = worker.pid;
      return worker;
    },
  },
});
const window = { index: 0, startMs: 0, endMs: 1000, samples: new Float32Array(16_000), speech: [] };
await asr.transcribe([window], { language: undefined, beamSize: 1, batchSize: 1 }, signal, () => console.log(pid));
