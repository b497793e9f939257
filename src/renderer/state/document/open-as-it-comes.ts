import type { StudioApi } from '../../../contract/studio-api.ts';
import { toAppError } from '../../../shared/app-error.ts';
import { ask } from '../../client/ask.ts';
import { lookAgain, type Seen } from './look-again.ts';
import { DocumentSession, type SessionWatcher } from './session.ts';

export interface OpeningWatcher extends SessionWatcher {
  /** The document is there, or as much of it as its job has made. Called once. */
  readonly onSession: (session: DocumentSession) => void;
  /** The job has not found any speech yet; `onSession` follows when it has. */
  readonly onNothingYet: () => void;
  /** There is nothing to open. */
  readonly onFailed: (error: unknown) => void;
}

/** Trouble that passes by itself: what is shown stays, and another look may succeed. */
const PASSING: readonly string[] = ['cancelled', 'connection-lost', 'timed-out', 'store-locked'];

/**
 * Opens the document of a job. One whose job is not done opens as far as it got, follows the job, and becomes the finished
 * document by itself. Returns the function that closes it.
 */
export function openAsItComes(api: StudioApi, id: number, watcher: OpeningWatcher): () => void {
  let closed = false;
  let session: DocumentSession | undefined;
  let stopLooking: (() => void) | undefined;

  const show = (opened: DocumentSession): void => {
    session = opened;
    if (closed) opened.close();
    else watcher.onSession(opened);
  };
  const lookAtJob = async (signal: AbortSignal): Promise<Seen> => {
    const opening = await ask(api, 'documents.openPartial', { id }, { signal });
    if (signal.aborted) return 'enough';
    switch (opening.kind) {
      case 'done':
        if (session === undefined) show(await DocumentSession.open(api, id, watcher));
        else await session.finish();
        return 'enough';
      case 'partial':
        if (session === undefined) show(DocumentSession.unfinished(api, id, opening, watcher));
        else session.showPartial(opening);
        return 'more';
      case 'nothing-yet':
        if (session === undefined) watcher.onNothingYet();
        return 'more';
    }
  };
  const follow = (missing: unknown): void => {
    const look = async (signal: AbortSignal): Promise<Seen> => {
      try {
        return await lookAtJob(signal);
      } catch (error) {
        const { code } = toAppError(error);
        if (closed) return 'enough';
        if (PASSING.includes(code)) return 'trouble';
        const isGone = code === 'options-invalid';
        if (session !== undefined) watcher.onError(error);
        // Neither a document nor a job: the first answer says it best.
        else watcher.onFailed(isGone ? missing : error);
        return isGone || session === undefined ? 'enough' : 'more';
      }
    };
    stopLooking = lookAgain(api, id, look);
  };
  DocumentSession.open(api, id, watcher).then(show, (error: unknown) => {
    if (closed) return;
    if (toAppError(error).code === 'document-missing') follow(error);
    else watcher.onFailed(error);
  });
  return () => {
    closed = true;
    stopLooking?.();
    session?.close();
  };
}
