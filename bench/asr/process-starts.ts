import type { AsrSpec } from '../../src/engine/protocol/asr-jobs.ts';
import { openAsrProcess } from '../../src/engine/server/asr/open-asr-process.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { installedFixture } from '../../tests/support/bundled-model.ts';
import type { BenchTable } from '../table.ts';
import { cachedWhisper } from '../whisper-shapes/write-folder.ts';
import { installedWhisper } from './installed.ts';

const RUNS = 3;

/** What one process of a recogniser costs, from its start to a loaded model, and its end. Best of three. */
export async function processStarts(threads: number): Promise<BenchTable> {
  const random = await Promise.all(
    (['tiny', 'base', 'small'] as const).map(
      async (shape) => [`random ${shape} fp32`, 'whisper-onnx', await installedWhisper(cachedWhisper(shape))] as const,
    ),
  );
  const models = [
    ['whisper-digits', 'whisper-onnx', installedFixture('whisper-digits')],
    ['ctc-digits', 'ctc-onnx', installedFixture('ctc-digits')],
    ...random,
  ] as const;
  const rows: string[][] = [];
  for (const [label, kind, model] of models) {
    const spec: AsrSpec = { kind, model, device: 'cpu', threads };
    let [ready, gone] = [Infinity, Infinity];
    for (let run = 0; run < RUNS; run++) {
      const started = performance.now();
      const engine = await openAsrProcess(spec, { signal: new AbortController().signal, log: silentLogger });
      const opened = performance.now();
      await engine.dispose();
      ready = Math.min(ready, opened - started);
      gone = Math.min(gone, performance.now() - opened);
    }
    rows.push([label, `${ready.toFixed(0)} ms`, `${gone.toFixed(0)} ms`]);
  }
  return { title: 'Process of a recogniser', header: ['model', 'start to ready', 'end'], rows };
}
