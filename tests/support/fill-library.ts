import { transcribeOptionsSchema } from '../../src/core/pipeline/options.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { jobsTable } from '../../src/platform/store/jobs-table.ts';
import { openStore } from '../../src/platform/store/open-store.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { addRevision } from '../../src/studio/documents/add-revision.ts';
import { documentLibrary } from '../../src/studio/documents/document-library.ts';

/** A finished recording to be put into a library. */
export interface FinishedRecording {
  /** Of the media; it need not be there. */
  readonly path: string;
  readonly document: VoxlaneDocument;
  /** The other files of a session. */
  readonly tracks?: readonly string[];
}

/** Puts finished documents into a library without running any model; returns their job ids. */
export async function fillLibrary(home: string, recordings: readonly FinishedRecording[]): Promise<number[]> {
  const store = await openStore(home, { log: silentLogger, reserveBytes: 0 });
  try {
    const library = documentLibrary(store);
    const jobs = jobsTable(store.db);
    return recordings.map(({ path, document, tracks }) => {
      const spec = JSON.stringify({
        modelFolders: [],
        preset: 'demo',
        options: transcribeOptionsSchema.parse({}),
        formats: ['srt'],
        folder: home,
        stem: document.media.name.replace(/\.[^.]*$/, ''),
        ...(tracks === undefined ? {} : { tracks }),
      });
      const id = store.commit(() => {
        const added = jobs.add({ path, spec, priority: 0 });
        jobs.setState(added, 'done');
        return added;
      });
      addRevision(library, id, document);
      return id;
    });
  } finally {
    store.close();
  }
}
