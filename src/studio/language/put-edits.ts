import type { EditPosition } from '../../contract/document-calls.ts';
import type { EditOperation } from '../../core/document/edits/operations.ts';
import { AppError } from '../../shared/app-error.ts';
import { editDocument } from '../documents/edit-document.ts';
import { editPosition } from '../documents/open-document.ts';
import type { EventBus } from '../event-bus.ts';
import type { Library } from '../queue/library.ts';

/**
 * Puts what a model made into a stored document as one undo step, and tells windows. `undefined` when the document is as
 * it was. Throws what `editDocument` throws, and `internal` when it refuses.
 */
export function putEdits(
  library: Library,
  id: number,
  operations: readonly EditOperation[],
  label: string,
  events: Pick<EventBus, 'emit'>,
): EditPosition | undefined {
  if (operations.length === 0) return undefined;
  const edited = editDocument(library, id, operations, label);
  if (edited.kind === 'refused') throw notTaken(edited.reason);
  if (edited.kind === 'unchanged') return undefined;
  const position = editPosition(library, id);
  events.emit('document', { id, head: position.head });
  return position;
}

/** What a document says no to was made by a defect. */
export function notTaken(reason: string): AppError {
  return new AppError('internal', {
    what: `The document does not take what the language model made: ${reason}`,
    meaning: 'This is a defect in Voxlane. What was made is kept for the next try.',
    action: 'Run `voxlane doctor` and report this message with its output.',
  });
}
