import type { InstalledModel } from '../../../core/models/manifest.ts';
import type { Aligner } from '../../../core/ports/aligner.ts';
import { checkAligned, checkAligner } from './check-answers.ts';
import { ModelProcess, type ProcessOwner } from './model-process.ts';
import { alone } from './open-asr-process.ts';

/** Starts a process and loads an aligner in it. Rejects, and ends, as a recogniser's process does. */
export async function openAlignerProcess(
  model: InstalledModel,
  threads: number,
  owner: ProcessOwner,
): Promise<Aligner> {
  const process = new ModelProcess(model, owner);
  const opened = await process.open((jobs, run) => jobs.openAligner({ model, threads }, run), checkAligner);
  return {
    ...opened,
    align: (window, words, language, signal) =>
      process.call(
        'align',
        process.timing.batchMs(window.endMs - window.startMs, undefined),
        signal,
        (jobs, run) => jobs.align({ window: alone(window), words, language }, run),
        (answer) => checkAligned(answer, words),
      ),
    dispose: () => process.dispose(),
  };
}
