import type { DocumentListing } from '../../contract/document-calls.ts';
import type { DocumentLibrary } from './document-library.ts';

/** Every document of the library, the newest job first. Reads no document that its job already counted the words of. */
export function listDocuments(library: DocumentLibrary): DocumentListing[] {
  return library.documents.list().map((row) => {
    const steps = library.edits.steps(row.jobId);
    const conflicts = steps.filter((step) => step.state === 'conflict');
    return {
      job: row.jobId,
      path: row.path,
      ...(row.title === undefined ? {} : { title: row.title }),
      ...(row.audioLengthMs === undefined ? {} : { audio_length: row.audioLengthMs }),
      revision: row.revision,
      words: row.words,
      speakers: library.speakers.list(row.jobId).map(({ speechMs, ...speaker }) => ({ ...speaker, speech: speechMs })),
      edited: steps.some((step) => step.state === 'live'),
      conflicts: conflicts.reduce((sum, step) => sum + step.operations, 0),
    };
  });
}

/**
 * Removes a document with its revisions, edits and speakers, and its job when the queue does not show that any more.
 * The recording and exported files stay. Removing what is not there is no error.
 */
export function removeDocument(library: DocumentLibrary, jobId: number): void {
  const { store, documents, edits, speakers, opened } = library;
  store.commit(() => {
    edits.remove(jobId);
    speakers.remove(jobId);
    documents.remove(jobId);
  });
  opened.delete(jobId);
}
