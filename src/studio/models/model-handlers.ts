import { listInstalledModels } from '../../platform/models/model-store.ts';
import { modelFolders } from '../folders.ts';
import type { FreeHandlersOf } from '../handlers.ts';
import { machineForModels, planPreset, planPull } from '../install-preset.ts';
import { measureRecogniser, recogniserMeasures } from './measures.ts';
import { availableModels, diskUse, importFrom, pullModels, removeInstalled, verifyModels } from '../manage-models.ts';

/** The calls about models. */
export const modelHandlers: FreeHandlersOf<'models'> = {
  'models.list': ({ modelsDir }) => listInstalledModels(modelFolders(modelsDir)),
  async 'models.available'({ modelsDir }) {
    const entries = await availableModels();
    return { entries, disk: await diskUse(modelsDir, entries) };
  },
  'models.machine': ({ modelsDir }, { signal }) => machineForModels({ modelsDir, signal }),
  'models.preset': ({ modelsDir, preset, language }, { signal }) =>
    planPreset({ preset, language }, { modelsDir, signal }),
  'models.plan': ({ modelsDir, ids }, { signal }) => planPull(ids, { modelsDir, signal }),
  'models.pull': ({ modelsDir, ids }, { signal, events, proxy }) =>
    pullModels(ids, {
      modelsDir,
      signal,
      proxy,
      onProgress: (id, progress) => events.emit('models', { type: 'progress', id, ...progress }),
      onOutcome: (outcome) => events.emit('models', { type: 'outcome', outcome }),
    }),
  'models.import': ({ modelsDir, path, as }, { signal }) => importFrom(path, { modelsDir, as, signal }),
  'models.verify': ({ modelsDir, ids }, { signal }) => verifyModels(ids, { modelsDir, signal }),
  'models.measure': ({ modelsDir, id, device = 'cpu' }, { signal }) =>
    measureRecogniser(id, { device, modelsDir, signal }),
  async 'models.measures'() {
    // Those of fixed profiles are for runs that are to be repeated.
    const measures = (await recogniserMeasures()).filter(({ profile }) => profile === 'auto');
    return measures.map(({ model, device, threads, audioSecondsPerSecond, footprints }) => ({
      ...{ model, device, threads, audioSecondsPerSecond, bytes: footprints[0]?.bytes },
    }));
  },
  async 'models.remove'({ modelsDir, id }) {
    return { bytes: await removeInstalled(id, modelsDir) };
  },
};
