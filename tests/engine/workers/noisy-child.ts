import { writeSync } from 'node:fs';
import { childTransport } from '../../../src/engine/server/child-transport.ts';
import { runWorker } from '../../../src/engine/server/run-worker.ts';
import { createOnnxRuntime } from '../../../src/platform/onnx/runtime.ts';

/** Jobs that make native noise, or noise that looks like it. */
export interface NoisyJobs {
  /** Writes the lines past Node's streams, as native code does. */
  print(input: readonly string[]): string;
  /** Loads a model so often. */
  load(input: { readonly path: string; readonly times: number }): string;
}

runWorker<NoisyJobs>(childTransport(), {
  async print(lines) {
    for (const line of lines) writeSync(2, `${line}\n`);
    return 'printed';
  },
  async load({ path, times }) {
    for (let i = 0; i < times; i++) await (await createOnnxRuntime(1).load(path, { threads: 1 })).dispose();
    return 'loaded';
  },
});
