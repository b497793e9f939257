import type { VoxlaneDocument } from '../../core/document/types.ts';
import { documentsTable } from '../../platform/store/documents-table.ts';
import { type EditHead, editsTable } from '../../platform/store/edits-table.ts';
import type { Store } from '../../platform/store/open-store.ts';
import { speakersTable } from '../../platform/store/speakers-table.ts';

/** What the functions of this folder need of a library. A document belongs to the job that made it. */
export interface DocumentLibrary {
  readonly store: Store;
  readonly documents: ReturnType<typeof documentsTable>;
  readonly edits: ReturnType<typeof editsTable>;
  readonly speakers: ReturnType<typeof speakersTable>;
  /** Documents as they are now, so that an edit need not carry out all earlier ones. */
  readonly opened: Map<number, CurrentDocument>;
  /** Languages, by document, that edits changed and that the translation memory does not know yet. */
  readonly unremembered: Map<number, ReadonlySet<string>>;
}

/** A document with its edits. It is the one on the disk as long as revision and head are the same there. */
export interface CurrentDocument {
  readonly revision: number;
  readonly head: EditHead;
  readonly document: VoxlaneDocument;
}

/** Long documents take some 50 MB each. */
const MOST_OPENED = 4;

/** The documents of an open store. */
export function documentLibrary(store: Store): DocumentLibrary {
  const { db } = store;
  return {
    store,
    documents: documentsTable(db),
    edits: editsTable(db),
    speakers: speakersTable(db),
    opened: new Map(),
    unremembered: new Map(),
  };
}

/** Keeps a document in memory; the one that was used least recently goes. */
export function keepOpened(library: DocumentLibrary, jobId: number, current: CurrentDocument): void {
  const { opened } = library;
  opened.delete(jobId);
  opened.set(jobId, current);
  for (const oldest of opened.keys()) {
    if (opened.size <= MOST_OPENED) break;
    opened.delete(oldest);
  }
}
