import { join } from 'node:path';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { ClusterModel } from '../../core/stages/diarize/candidates.ts';
import { chooseFrontEnd } from '../../core/stages/diarize/choose-front-end.ts';
import { embedderCalibration } from '../../core/stages/diarize/embedder-calibration.ts';
import type { FrontEndName } from '../../core/stages/diarize/front-end.ts';
import { COMMUNITY_1_DEFAULTS, type VbxModel } from '../../core/stages/diarize/vbx-candidates.ts';
import { verifyModel } from './model-store.ts';
import { readOnnxMetadata } from './onnx-metadata.ts';
import { loadPlda } from './plda-loader.ts';
import { unsupportedModel } from './unsupported-model.ts';

/** How voices of this embedder are clustered, by its manifest and the PLDA model, if there is one. */
export async function clusteringOf(
  embeddingModel: InstalledModel,
  pldaModel: InstalledModel | undefined,
): Promise<ClusterModel> {
  return {
    ...embedderCalibration(frontEndOf(embeddingModel), embeddingModel.manifest.params ?? {}),
    vbx: pldaModel === undefined ? undefined : await loadVbxModel(pldaModel),
  };
}

/** The front end by manifest, file or layout. Throws `model-unsupported` when it is not known. */
export function frontEndOf(model: InstalledModel): FrontEndName {
  const { layout, params, files } = model.manifest;
  const file = files.find((entry) => entry.path.endsWith('.onnx'));
  const metadata = file === undefined ? {} : readOnnxMetadata(join(model.folder, file.path));
  const choice = chooseFrontEnd({ layout, param: params?.['frontEnd'], metadata });
  if ('frontEnd' in choice) return choice.frontEnd;
  throw unsupportedModel(model, `speaker embedding: it ${choice.problem}`);
}

function numberParam(value: string | number | boolean | undefined, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

/** A PLDA model with the settings of its manifest, those of community-1 where it has none. */
async function loadVbxModel(model: InstalledModel): Promise<VbxModel> {
  if (model.manifest.layout !== 'plda-npz') throw unsupportedModel(model, 'telling speakers apart');
  await verifyModel(model, { full: false });
  const { fa, fb, threshold } = COMMUNITY_1_DEFAULTS;
  const setting = (name: string, fallback: number): number => {
    const value = numberParam(model.manifest.params?.[name], fallback);
    return value > 0 ? value : fallback;
  };
  return {
    plda: await loadPlda(model),
    fa: setting('fa', fa),
    fb: setting('fb', fb),
    threshold: setting('ahcThreshold', threshold),
  };
}
