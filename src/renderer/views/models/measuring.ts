import type { CallInput } from '../../../contract/contract.ts';
import type { RecogniserMeasure } from '../../../contract/model-calls.ts';
import type { StudioApi } from '../../../contract/studio-api.ts';
import { toAppError } from '../../../shared/app-error.ts';
import { ask } from '../../client/ask.ts';
import { tellError } from '../../state/notices.ts';
import { store } from '../../state/store.ts';

type Phase = 'loading' | 'listening';

/** Measurements that run, by model; they go on while other views are shown. */
export const measuring = store<{ readonly running: ReadonlyMap<string, Phase> }>({ running: new Map() });
const aborts = new Map<string, AbortController>();

function setPhase(id: string, phase: Phase | undefined): void {
  const running = new Map(measuring.getState().running);
  if (phase === undefined) running.delete(id);
  else running.set(id, phase);
  measuring.setState({ running });
}

/** Lets a recogniser transcribe 20 s of speech. `undefined` when it was stopped, or failed and that was told. */
export async function measureModel(
  api: StudioApi,
  wish: CallInput<'models.measure'>,
): Promise<RecogniserMeasure | undefined> {
  const { id } = wish;
  const abort = new AbortController();
  const stop = api.on('models', (event) => {
    if (event.type === 'measuring' && event.id === id) setPhase(id, event.phase);
  });
  aborts.set(id, abort);
  setPhase(id, 'loading');
  try {
    return await ask(api, 'models.measure', wish, { signal: abort.signal });
  } catch (error) {
    if (toAppError(error).code !== 'cancelled') tellError(error);
    return undefined;
  } finally {
    stop();
    aborts.delete(id);
    setPhase(id, undefined);
  }
}

/** Stops a measurement; nothing is remembered of it. */
export function stopMeasuring(id: string): void {
  aborts.get(id)?.abort();
}
