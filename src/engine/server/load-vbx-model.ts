import type { InstalledModel } from '../../core/models/manifest.ts';
import { COMMUNITY_1_DEFAULTS, type VbxModel } from '../../core/stages/diarize/vbx-candidates.ts';
import { verifyModel } from '../../platform/models/model-store.ts';
import { loadPlda } from '../../platform/models/plda-loader.ts';

/**
 * A PLDA model with the settings of its manifest (`fa`, `fb`, `ahcThreshold`), those of community-1 where it has none. Throws
 * `model-corrupt`.
 */
export async function loadVbxModel(model: InstalledModel): Promise<VbxModel> {
  await verifyModel(model, { full: false });
  const params = model.manifest.params ?? {};
  const setting = (name: string, fallback: number): number => {
    const value = params[name];
    return typeof value === 'number' && value > 0 ? value : fallback;
  };
  return {
    plda: await loadPlda(model),
    fa: setting('fa', COMMUNITY_1_DEFAULTS.fa),
    fb: setting('fb', COMMUNITY_1_DEFAULTS.fb),
    threshold: setting('ahcThreshold', COMMUNITY_1_DEFAULTS.threshold),
  };
}
