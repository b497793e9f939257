import type { EditConflict } from '../../core/document/edits/replay.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { isFaultless } from '../../core/formats/json/json-codec.ts';
import type { Alert } from '../../shared/alert.ts';
import type { DocumentLibrary } from './document-library.ts';
import { carryOver } from './open-document.ts';
import { sealOf } from './seal.ts';
import { summariseSpeakers } from './speaker-summary.ts';

/** A new revision with the edits that were carried over to it. */
export interface Revision {
  readonly revision: number;
  /** With edits. */
  readonly document: VoxlaneDocument;
  /** Edits that do not apply any more. They stay in the library, see `listConflicts`. */
  readonly conflicts: readonly EditConflict[];
  readonly alerts: readonly Alert[];
}

/** A revision that is worked out and not stored yet. */
export interface PreparedRevision extends Revision {
  /** Stores it. Must run inside `Store.commit`, so that it can be one transaction with the end of its job. */
  readonly write: () => void;
}

/** Stores what a run of the machine made as the next revision, edits carried over; on the disk when this returns. */
export function addRevision(library: DocumentLibrary, jobId: number, document: VoxlaneDocument): Revision {
  const { write, ...revision } = prepareRevision(library, jobId, document);
  library.store.commit(write);
  return revision;
}

/** Works out the next revision of a job's document. No edit may be made between this and its `write`. */
export function prepareRevision(library: DocumentLibrary, jobId: number, document: VoxlaneDocument): PreparedRevision {
  const revision = library.documents.newest(jobId) + 1;
  const { replay, rows } = carryOver(library, jobId, document, revision);
  const content = JSON.stringify(document);
  const seal = isFaultless(document) ? sealOf(content) : undefined;
  const summary = summariseSpeakers(replay.document);
  return {
    revision,
    document: replay.document,
    conflicts: replay.conflicts,
    alerts: replay.conflicts.length === 0 ? [] : [conflictAlert(replay.conflicts)],
    write: () => {
      library.documents.add(jobId, content, seal);
      for (const row of rows) library.edits.update(jobId, row);
      library.speakers.put(jobId, summary);
      library.opened.delete(jobId);
    },
  };
}

function conflictAlert(conflicts: readonly EditConflict[]): Alert {
  const reasons = [...new Set(conflicts.map(({ reason }) => reason))].slice(0, 3).join(' ');
  const [what, kept] = conflicts.length === 1 ? ['1 edit does', 'it'] : [`${conflicts.length} edits do`, 'them'];
  return {
    code: 'edits-in-conflict',
    severity: 'warning',
    message: `${what} not fit the new result; the history keeps ${kept}. ${reasons}`,
    values: { count: conflicts.length, reason: reasons },
  };
}
