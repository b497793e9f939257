import { applyOperations, undoOperations } from '../../core/document/edits/apply.ts';
import type { Change } from '../../core/document/edits/change.ts';
import { replayOperations } from '../../core/document/edits/replay.ts';
import type { EditOperation } from '../../core/document/edits/operations.ts';
import { type Refusal, refuse } from '../../core/document/edits/refusal.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { EditStep } from '../../platform/store/edits-table.ts';
import { type CurrentDocument, type DocumentLibrary, keepOpened } from './document-library.ts';
import { inverseText, readEdit } from './edit-record.ts';
import { currentDocument, machineDocument } from './open-document.ts';
import { speakersChanged, summariseSpeakers } from './speaker-summary.ts';
import { noteForMemory } from './unremembered.ts';

/** More operations than this are not taken in one step. */
const MOST_OPERATIONS = 100_000;
const LONGEST_LABEL = 200;

export type EditResult =
  /** `operations` as they were carried out, with the ids they chose. */
  | { readonly kind: 'edited'; readonly document: VoxlaneDocument; readonly operations: readonly EditOperation[] }
  /** Everything asked for was so already; no step was made. */
  | { readonly kind: 'unchanged'; readonly document: VoxlaneDocument }
  | (Refusal & { readonly index: number });

export type UndoResult =
  | {
      readonly kind: 'undone';
      readonly label: string;
      readonly document: VoxlaneDocument;
      readonly inverses: readonly (readonly Change[])[] | undefined;
    }
  | {
      readonly kind: 'redone';
      readonly label: string;
      readonly document: VoxlaneDocument;
      readonly operations: readonly unknown[];
    }
  | { readonly kind: 'nothing'; readonly document: VoxlaneDocument };

/**
 * Carries operations out as one undo step, all or none. When this returns `edited`, the step is on the disk. Steps that
 * were undone are gone after it. Throws what `openDocument` throws, and `disk-full`; nothing is changed then.
 */
export function editDocument(
  library: DocumentLibrary,
  jobId: number,
  operations: readonly unknown[],
  label: string,
): EditResult {
  const current = currentDocument(library, jobId);
  if (operations.length === 0 || operations.length > MOST_OPERATIONS) {
    const reason = `A step holds 1 to ${MOST_OPERATIONS} operations, not ${operations.length}.`;
    return { ...refuse('operation-invalid', reason), index: 0 };
  }
  const result = applyOperations(current.document, operations);
  if (result.kind === 'refused') return result;
  if (result.document === current.document) return { kind: 'unchanged', document: current.document };
  const { edits } = library;
  const named = label.trim().slice(0, LONGEST_LABEL) || (result.applied[0]?.operation.kind ?? '');
  record(library, jobId, current, result.document, () => {
    edits.removeUndone(jobId);
    const { lastSeq, lastStep } = edits.head(jobId);
    const rows = result.applied.map(({ operation, inverse }, index) => ({
      seq: lastSeq + 1 + index,
      step: lastStep + 1,
      label: named,
      operation: JSON.stringify(operation),
      inverse: inverseText(current.revision, inverse),
      state: 'live' as const,
    }));
    edits.add(jobId, rows);
  });
  return { kind: 'edited', document: result.document, operations: result.applied.map(({ operation }) => operation) };
}

/** Takes the newest step back; on the disk when this returns. Throws what `editDocument` throws. */
export function undoEdit(library: DocumentLibrary, jobId: number): UndoResult {
  const current = currentDocument(library, jobId);
  const step = library.edits.stepToUndo(jobId);
  if (step === undefined) return { kind: 'nothing', document: current.document };
  const records = library.edits.step(jobId, step).map(readEdit);
  const inverses = records.flatMap(({ inverse }) => (inverse === undefined ? [] : [inverse]));
  const undone = inverses.length === records.length ? undoOperations(current.document, inverses) : undefined;
  const document = undone ?? withoutStep(library, jobId, step);
  record(library, jobId, current, document, () => library.edits.setStepState(jobId, step, 'undone'));
  return { kind: 'undone', label: records[0]?.row.label ?? '', document, inverses: undone && inverses };
}

/** Does the step again that was undone last; on the disk when this returns. Throws what `editDocument` throws. */
export function redoEdit(library: DocumentLibrary, jobId: number): UndoResult | (Refusal & { readonly index: number }) {
  const current = currentDocument(library, jobId);
  const step = library.edits.stepToRedo(jobId);
  if (step === undefined) return { kind: 'nothing', document: current.document };
  const records = library.edits.step(jobId, step).map(readEdit);
  const operations = records.map(({ operation }) => operation);
  const result = applyOperations(current.document, operations);
  if (result.kind === 'refused') return result;
  record(library, jobId, current, result.document, () => library.edits.setStepState(jobId, step, 'live'));
  return { kind: 'redone', label: records[0]?.row.label ?? '', document: result.document, operations };
}

/** The steps of a document in the order they were made, undone ones and conflicts among them. */
export function editHistory(library: DocumentLibrary, jobId: number): EditStep[] {
  return library.edits.steps(jobId);
}

/** Writes a change with the speakers of the document that it leads to, keeps that document, and notes what the memory has to read. */
function record(
  library: DocumentLibrary,
  jobId: number,
  before: CurrentDocument,
  document: VoxlaneDocument,
  write: () => void,
): void {
  const summary = speakersChanged(before.document, document) ? summariseSpeakers(document) : undefined;
  const head = library.store.commit(() => {
    write();
    if (summary !== undefined) library.speakers.put(jobId, summary);
    return library.edits.head(jobId);
  });
  keepOpened(library, jobId, { revision: before.revision, head, document });
  noteForMemory(library, jobId, before.document, document);
}

/** For an inverse that cannot be read: everything before the step, carried out on the machine's document. */
function withoutStep(library: DocumentLibrary, jobId: number, step: number): VoxlaneDocument {
  const rows = library.edits.list(jobId).filter((row) => row.state === 'live' && row.step !== step);
  return replayOperations(
    machineDocument(library, jobId),
    rows.map((row) => readEdit(row).operation),
  ).document;
}
