import type { DocumentListing } from '../../contract/document-calls.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { type ErrorData, toAppError } from '../../shared/app-error.ts';
import { ask } from '../client/ask.ts';
import { lookInTurn } from './look-in-turn.ts';
import { store } from './store.ts';

/** The projects as the page knows them. */
export const libraryStore = store<{
  readonly documents?: readonly DocumentListing[];
  readonly failed?: ErrorData;
  readonly retry?: () => void;
}>({});

/** Edits come in bursts; the list may lag behind them this long. */
const SETTLE_MS = 1000;

/** Follows the projects while they are shown; returns the function that stops it. */
export function followLibrary(api: StudioApi): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = lookInTurn(signal, async () => {
    try {
      const documents = await ask(api, 'documents.list', {}, { signal });
      if (!signal.aborted) libraryStore.setState({ documents: keepSame(documents) }, true);
    } catch (error) {
      if (!signal.aborted) libraryStore.setState({ failed: toAppError(error).toData(), retry });
    }
  });
  const retry = (): void => {
    const { failed: _failed, retry: _retry, ...rest } = libraryStore.getState();
    libraryStore.setState(rest, true);
    refresh();
  };
  const soon = (ms: number): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      refresh();
    }, ms);
  };
  const stops = [api.on('queue', () => soon(100)), api.on('document', () => soon(SETTLE_MS))];
  refresh();
  return () => {
    stopping.abort();
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

/** Listings that did not change stay the same objects, so their rows are not drawn again. */
function keepSame(next: readonly DocumentListing[]): readonly DocumentListing[] {
  const before = new Map(libraryStore.getState().documents?.map((listing) => [listing.job, listing]));
  return next.map((listing) => {
    const old = before.get(listing.job);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(listing) ? old : listing;
  });
}
