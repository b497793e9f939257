import type { InstalledModel } from '../../core/models/manifest.ts';
import type { PipelineParts } from '../../core/pipeline/parts.ts';
import type { StageRuntime } from '../../core/devices/stage-runtime.ts';
import type { StageShelf } from '../../core/ports/stage-shelf.ts';
import { ASR_STAGE } from '../../core/stages/asr/asr-stage.ts';
import { EVIDENCE_STAGE } from '../../core/stages/diarize/diarize-stage.ts';
import { clusteringOf } from '../../platform/models/clustering.ts';
import { asrProvider, type AsrProviderParts } from './asr/asr-provider.ts';
import { loadDiarizeStage, loadVadStage } from './load-stages.ts';
import type { StageFiles } from './stage-files.ts';
import type { ChosenModels, StageKeys } from './stage-keys.ts';

/** The stages of a job with the models chosen for them, each loaded when it has to run, on a runtime of its own. */
export function stageProviders(
  runtimeOf: (stage: string) => StageRuntime,
  models: ChosenModels,
  keys: StageKeys,
  files: StageFiles,
  /** Absent: no recogniser. */
  recognition: Omit<AsrProviderParts, 'shelf'> | undefined,
): Pick<PipelineParts, 'vad' | 'asr' | 'diarize'> {
  const { vad, segmentation, embedding, plda } = models;
  const about = (stage: 'vad' | 'diarize', runtime: StageRuntime, ...of: readonly InstalledModel[]) => {
    const joined = (part: (model: InstalledModel) => string): string => of.map(part).join(' + ');
    return {
      model: joined((model) => model.manifest.id),
      engine: joined((model) => model.manifest.layout),
      get device() {
        return runtime.device;
      },
      takeAlerts: () => runtime.takeAlerts(),
      shelf: (track: number): StageShelf => files.shelf({ stage, track, key: keys[stage](track) }),
    };
  };
  const [forVad, forDiarize] = [runtimeOf('vad'), runtimeOf('diarize')];
  // Assigned, not spread: a spread would read the device once and for all.
  return {
    vad: Object.assign(about('vad', forVad, vad), { load: () => loadVadStage(forVad, vad) }),
    asr:
      recognition === undefined
        ? undefined
        : asrProvider({
            ...recognition,
            shelf: (track) => files.shelf({ stage: ASR_STAGE.id, track, key: keys.asr(track) }),
          }),
    diarize:
      segmentation === undefined || embedding === undefined
        ? undefined
        : Object.assign(about('diarize', forDiarize, segmentation, embedding, ...(plda === undefined ? [] : [plda])), {
            evidence: (track: number) =>
              files.bytesShelf({ stage: EVIDENCE_STAGE.id, track, key: keys.evidence(track), file: 'done.evidence' }),
            clustering: () => clusteringOf(embedding, plda),
            load: () => loadDiarizeStage(forDiarize, segmentation, embedding, plda),
          }),
  };
}
