import { applyOperations } from '../../core/document/edits/apply.ts';
import type { EditOperation } from '../../core/document/edits/operations.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { AppError } from '../../shared/app-error.ts';

/** The document of a file with what a model made. Throws `internal` where it does not take that: files are not always sound. */
export function applyToFile(document: VoxlaneDocument, operations: readonly EditOperation[]): VoxlaneDocument {
  const applied = applyOperations(document, operations);
  if (applied.kind === 'applied') return applied.document;
  throw new AppError('internal', {
    what: `The document does not take what the language model made: ${applied.reason}`,
    meaning: 'Nothing was written. What the model said is kept for the next run.',
    action: 'Run `voxlane lint` on the file, mend it and run the command again.',
  });
}
