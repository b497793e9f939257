import { useEffect } from 'react';
import { isRunnable } from '../../../core/models/choose.ts';
import type { InstalledModel } from '../../../core/models/manifest.ts';
import type { Machine } from '../../../core/models/needs.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { lookInTurn } from '../../state/look-in-turn.ts';
import { tellError } from '../../state/notices.ts';
import { settingsStore } from '../../state/settings.ts';
import { store, useStored } from '../../state/store.ts';

const modelsStore = store<{ readonly installed?: readonly InstalledModel[]; readonly machine?: Machine }>({});

/** What is installed and what the machine has; asked for anew each time something needs it, and after downloads. */
function useModels(): { readonly installed?: readonly InstalledModel[]; readonly machine?: Machine } {
  const { api } = useHost();
  const folder = useStored(settingsStore, ({ values }) => values?.modelsFolder);
  useEffect(() => {
    const stopping = new AbortController();
    const run = { signal: stopping.signal };
    const where = folder === undefined ? {} : { modelsDir: folder };
    const load = lookInTurn(stopping.signal, async () => {
      try {
        const [installed, machine] = await Promise.all([
          ask(api, 'models.list', where, run),
          ask(api, 'models.machine', where, run),
        ]);
        modelsStore.setState({ installed, machine });
      } catch (error) {
        if (!stopping.signal.aborted) tellError(error);
      }
    });
    const stop = api.on('models', (event) => {
      if (event.type === 'outcome' || event.type === 'refresh') load();
    });
    load();
    return () => {
      stopping.abort();
      stop();
    };
  }, [api, folder]);
  return useStored(modelsStore, (state) => state);
}

/** Recognisers that can be chosen: real ones that are installed, whole and runnable. */
export function useRecognisers(): readonly InstalledModel[] {
  const { installed = [] } = useModels();
  return installed.filter(
    ({ manifest, problem }) =>
      (manifest.task === 'asr' || manifest.task === 'ctc') &&
      !manifest.fixture &&
      problem === undefined &&
      isRunnable(manifest),
  );
}
