import type { Aligner } from '../../../core/ports/aligner.ts';
import { peakRssBytes } from '../../../platform/process/peak-memory.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { AsrJobs } from '../../protocol/asr-jobs.ts';
import type { JobHandlers } from '../../protocol/contract.ts';
import { loadAligner } from './aligner-loaders.ts';
import { loadAsr, type LoadedAsr } from './asr-loaders.ts';

/** The jobs of a process that holds one recogniser or one aligner. Nothing is unloaded: the process ends instead. */
export function createAsrHandlers(): JobHandlers<AsrJobs> {
  let recogniser: LoadedAsr | undefined;
  let aligner: Aligner | undefined;
  const refuseSecond = (): void => {
    if (recogniser !== undefined || aligner !== undefined) throw misused('it holds a model already');
  };
  return {
    async open({ spec }) {
      refuseSecond();
      recogniser = await loadAsr(spec);
      const { engine, device } = recogniser;
      return { id: engine.id, capabilities: engine.capabilities, device };
    },
    async transcribe({ windows, request }, { signal, emit }) {
      if (recogniser === undefined) throw misused('it holds no recogniser');
      return recogniser.engine.transcribe(windows, request, signal, (fraction) => emit({ fraction }));
    },
    async openAligner({ model, threads }) {
      refuseSecond();
      aligner = await loadAligner(model, threads);
      return { id: aligner.id, languages: aligner.languages };
    },
    async align({ window, words, language }, { signal }) {
      if (aligner === undefined) throw misused('it holds no aligner');
      return aligner.align(window, words, language, signal);
    },
    memory: async () => ({ peakRssBytes: peakRssBytes() }),
  };
}

function misused(why: string): AppError {
  return new AppError('engine-protocol', {
    what: `The process of a recogniser was asked for what it cannot do: ${why}.`,
    meaning: 'This is a defect in Voxlane, not in your file.',
    action: 'Report this message.',
  });
}
