import type { AsrEngine, AsrWindow } from '../../../core/ports/asr-engine.ts';
import type { AsrSpec } from '../../protocol/asr-jobs.ts';
import { checkOpened, checkResults } from './check-answers.ts';
import { ModelProcess, type ProcessOwner } from './model-process.ts';

/** A recogniser in a process of its own, and the device it really runs on. */
export interface AsrProcess extends AsrEngine {
  readonly device: string;
}

/**
 * Starts a process and loads a recogniser in it. `transcribe` and this reject with `cancelled`, with the recogniser's own
 * error, or as `processError` says; after an error with `processEnded` in its details only `dispose` is left to call.
 * `dispose` resolves when the end of the process was seen.
 */
export async function openAsrProcess(spec: AsrSpec, owner: ProcessOwner): Promise<AsrProcess> {
  const process = new ModelProcess(spec.model, owner);
  const opened = await process.open((jobs, run) => jobs.open({ spec }, run), checkOpened);
  let slowest: number | undefined;
  return {
    ...opened,
    async transcribe(windows, request, signal, progress) {
      const audioMs = windows.reduce((sum, { startMs, endMs }) => sum + (endMs - startMs), 0);
      const started = performance.now();
      let told = 0;
      const on = ({ fraction }: { readonly fraction: number }): void => {
        if (fraction > told && fraction <= 1) progress?.((told = fraction));
      };
      const results = await process.call(
        'transcribe',
        process.timing.batchMs(audioMs, slowest),
        signal,
        (jobs, run) => jobs.transcribe({ windows: windows.map(alone), request }, { ...run, on }),
        (answer) => checkResults(answer, windows),
      );
      if (audioMs > 0) slowest = Math.max(slowest ?? 0, (performance.now() - started) / audioMs);
      return results;
    },
    dispose: () => process.dispose(),
  };
}

/** The window without what its samples share a buffer with, which would be sent too. */
export function alone(window: AsrWindow): AsrWindow {
  const { samples } = window;
  return samples.byteLength === samples.buffer.byteLength ? window : { ...window, samples: samples.slice() };
}
