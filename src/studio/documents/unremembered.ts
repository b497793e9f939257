import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { DocumentLibrary } from './document-library.ts';

/** What the translation memory keeps of a document comes from these alone. */
const REMEMBERED = ['cues', 'speakers', 'language', 'translations'] as const;

/**
 * Notes which languages of a document the translation memory has to read again after an edit, its undo or its redo. It reads
 * them when it is asked: an edit is typing, and a memory is a whole document.
 */
export function noteForMemory(
  { unremembered }: DocumentLibrary,
  jobId: number,
  before: VoxlaneDocument,
  after: VoxlaneDocument,
): void {
  if (REMEMBERED.every((part) => before[part] === after[part])) return;
  const tracks = [...(before.translations ?? []), ...(after.translations ?? [])];
  if (tracks.length === 0) return;
  const known = unremembered.get(jobId) ?? [];
  unremembered.set(jobId, new Set([...known, ...tracks.map(({ language }) => language)]));
}
