import type { DocumentState } from '../../../contract/document-calls.ts';
import type { StudioApi } from '../../../contract/studio-api.ts';
import { ask } from '../../client/ask.ts';

/** A document, and the heads told of while it was on its way that it does not have yet, as far as is known. */
interface Listened {
  readonly opened: DocumentState;
  readonly told: readonly (string | undefined)[];
}

/**
 * Opens a document and listens meanwhile: a long one takes seconds to come, and a change in that time has its event before
 * anybody could follow it. Throws what `documents.open` throws.
 */
export async function openListening(api: StudioApi, id: number): Promise<Listened> {
  const heads: (string | undefined)[] = [];
  const stop = api.on('document', (event) => {
    if (event.id === id) heads.push(event.head);
  });
  try {
    const opened = await ask(api, 'documents.open', { id });
    return { opened, told: heads.slice(heads.lastIndexOf(opened.head) + 1) };
  } finally {
    stop();
  }
}
