import type { AsrWindow } from '../../../src/core/ports/asr-engine.ts';
import { openAsrProcess } from '../../../src/engine/server/asr/open-asr-process.ts';
import { utilityRecognisers } from '../../../src/engine/server/asr/utility-recognisers.ts';
import { runWorker } from '../../../src/engine/server/run-worker.ts';
import { hostPort, utilityTransport } from '../../../src/engine/server/utility-transport.ts';
import { testSpec } from '../../support/asr-faults.ts';

/** A job in a utility process with a recogniser in another one: tells its process id, gives what it heard. */
export interface HearJobs {
  hear(input: { readonly limitMs: number }, emit: (pid: number) => void): string;
}

const transport = utilityTransport(hostPort());
const recognisers = utilityRecognisers(transport);
runWorker<HearJobs>(transport, {
  async hear({ limitMs }, { signal, emit, log }) {
    const running: { readonly pid: number | undefined }[] = [];
    const asr = await openAsrProcess(testSpec, {
      signal,
      log,
      timing: { batchMs: () => limitMs },
      workers: {
        name: recognisers.name,
        spawn() {
          const worker = recognisers.spawn();
          running.push(worker);
          return worker;
        },
      },
    });
    try {
      const samples = new Float32Array(480_000).fill(0.5);
      const window: AsrWindow = { index: 7, startMs: 0, endMs: 30_000, samples, speech: [] };
      const request = { language: 'en', beamSize: 1, batchSize: 1 };
      const results = await asr.transcribe([window], request, signal, () => emit(running[0]?.pid ?? 0));
      return results.map(({ text }) => text).join(' ');
    } finally {
      await asr.dispose();
    }
  },
});
