import { listInstalledModels } from '../../platform/models/model-store.ts';
import { modelFolders } from '../folders.ts';
import type { EventBus } from '../event-bus.ts';
import type { FreeHandlersOf } from '../handlers.ts';
import { machineForModels, planPreset, planPull } from '../install-preset.ts';
import { forgetFacts } from './facts-keeper.ts';
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
      onOutcome: (outcome) => {
        forgetFacts();
        events.emit('models', { type: 'outcome', outcome });
      },
    }),
  'models.import': ({ modelsDir, path, as }, { signal, events }) =>
    thenRefresh(events, importFrom(path, { modelsDir, as, signal })),
  'models.verify': ({ modelsDir, ids }, { signal }) => verifyModels(ids, { modelsDir, signal }),
  'models.measure': ({ modelsDir, id, device = 'cpu' }, { signal, events }) =>
    thenRefresh(
      events,
      measureRecogniser(id, {
        ...{ device, modelsDir, signal },
        onPhase: (phase) => events.emit('models', { type: 'measuring', id, phase }),
      }),
    ),
  async 'models.measures'() {
    // Those of fixed profiles are for runs that are to be repeated.
    const measures = (await recogniserMeasures()).filter(({ profile }) => profile === 'auto');
    return measures.map(({ model, device, threads, audioSecondsPerSecond, footprints }) => ({
      ...{ model, device, threads, audioSecondsPerSecond, bytes: footprints[0]?.bytes },
    }));
  },
  'models.remove': async ({ modelsDir, id }, { events }) => ({
    bytes: await thenRefresh(events, removeInstalled(id, modelsDir)),
  }),
};

/** What rests on models is asked for anew after a change of them. */
async function thenRefresh<Value>(events: EventBus, work: Promise<Value>): Promise<Value> {
  const value = await work;
  forgetFacts();
  events.emit('models', { type: 'refresh' });
  return value;
}
