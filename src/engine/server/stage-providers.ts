import type { InstalledModel } from '../../core/models/manifest.ts';
import type { PipelineParts } from '../../core/pipeline/parts.ts';
import type { InferenceRuntime } from '../../core/ports/inference.ts';
import type { StageShelf } from '../../core/ports/stage-shelf.ts';
import { clusteringOf, loadAsrStage, loadDiarizeStage, loadVadStage } from './load-stages.ts';
import type { StageFiles } from './stage-files.ts';
import type { ChosenModels, StageKeys } from './stage-keys.ts';

/** The only device of this version. */
const DEVICE = 'cpu';

/** The stages of a job with the models chosen for them, each loaded when it has to run. */
export function stageProviders(
  runtime: InferenceRuntime,
  models: ChosenModels,
  keys: StageKeys,
  files: StageFiles,
): Pick<PipelineParts, 'vad' | 'asr' | 'diarize'> {
  const { vad, asr, segmentation, embedding, plda } = models;
  const shelf =
    (stage: 'vad' | 'asr' | 'diarize') =>
    (track: number): StageShelf =>
      files.shelf({ stage, track, key: keys[stage](track) });
  return {
    vad: { ...describe(vad), shelf: shelf('vad'), load: () => loadVadStage(runtime, vad) },
    asr:
      asr === undefined ? undefined : { ...describe(asr), shelf: shelf('asr'), load: () => loadAsrStage(runtime, asr) },
    diarize:
      segmentation === undefined || embedding === undefined
        ? undefined
        : {
            ...describe(segmentation, embedding, ...(plda === undefined ? [] : [plda])),
            shelf: shelf('diarize'),
            evidence: (track) =>
              files.bytesShelf({ stage: 'evidence', track, key: keys.evidence(track), file: 'done.evidence' }),
            clustering: () => clusteringOf(embedding, plda),
            load: () => loadDiarizeStage(runtime, segmentation, embedding, plda),
          },
  };
}

function describe(...models: readonly InstalledModel[]) {
  const joined = (of: (model: InstalledModel) => string): string => models.map(of).join(' + ');
  return {
    model: joined((model) => model.manifest.id),
    engine: joined((model) => model.manifest.layout),
    device: DEVICE,
  };
}
