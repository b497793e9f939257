import { machineVersion, type MachineWish } from '../../core/document/machine-version.ts';
import { refuse } from '../../core/document/edits/refusal.ts';
import type { DocumentLibrary } from './document-library.ts';
import { editDocument, type EditResult } from './edit-document.ts';
import { currentDocument, machineDocument } from './open-document.ts';

/** Brings a part of a document back to what the machine made, as one undo step. Throws what `editDocument` throws. */
export function restoreMachine(library: DocumentLibrary, jobId: number, what: MachineWish): EditResult {
  const { document } = currentDocument(library, jobId);
  const version = machineVersion(document, machineDocument(library, jobId), what);
  if (version.kind === 'refused') return { ...version, index: 0 };
  if (version.kind === 'unknown') {
    const isCue = what !== 'file' && 'cue' in what;
    const reason = 'Neither the machine nor the document knows it.';
    return { ...refuse(isCue ? 'cue-unknown' : 'speaker-unknown', reason), index: 0 };
  }
  if (version.operations.length === 0) return { kind: 'unchanged', document };
  return editDocument(library, jobId, version.operations, 'machine version');
}
