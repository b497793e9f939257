import type { StudioApi } from '../../../contract/studio-api.ts';
import { AppError } from '../../../shared/app-error.ts';
import { ask } from '../../client/ask.ts';
import { tell, tellError } from '../../state/notices.ts';
import { store } from '../../state/store.ts';

/** A download that runs. Bytes. */
export interface Pull {
  readonly receivedBytes: number;
  readonly totalBytes?: number | undefined;
}

/** Downloads of models by id; they go on while other views are shown. */
export const pulls = store<{ readonly running: ReadonlyMap<string, Pull> }>({ running: new Map() });
const aborts = new Map<string, AbortController>();

function setPull(id: string, pull: Pull | undefined): void {
  const running = new Map(pulls.getState().running);
  if (pull === undefined) running.delete(id);
  else running.set(id, pull);
  pulls.setState({ running });
}

/**
 * Downloads models, one request for all; resolves when they are there or told as failed. `textOf` makes the message for
 * one that is installed.
 */
export async function pullModels(
  api: StudioApi,
  ids: readonly string[],
  textOf: (name: string) => string,
): Promise<void> {
  const abort = new AbortController();
  const stop = api.on('models', (event) => {
    if (event.type !== 'progress' || !pulls.getState().running.has(event.id)) return;
    setPull(event.id, { receivedBytes: event.receivedBytes, totalBytes: event.totalBytes });
  });
  for (const id of ids) {
    setPull(id, { receivedBytes: 0 });
    aborts.set(id, abort);
  }
  try {
    const outcomes = await ask(api, 'models.pull', { ids: [...ids] }, { signal: abort.signal });
    for (const outcome of outcomes) {
      if (outcome.kind === 'failed') tellError(AppError.fromData(outcome.error));
      else tell({ tone: 'info', text: textOf(outcome.value.manifest.name) });
    }
  } catch (error) {
    tellError(error);
  } finally {
    stop();
    for (const id of ids) {
      setPull(id, undefined);
      aborts.delete(id);
    }
  }
}

/** Stops the request that a model is part of; what came so far is kept and gone on with later. */
export function stopPull(id: string): void {
  aborts.get(id)?.abort();
}
