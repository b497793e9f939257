import { applyOperations } from '../edits/apply.ts';
import type { EditOperation } from '../edits/operations.ts';
import type { Refusal } from '../edits/refusal.ts';
import type { VoxlaneDocument } from '../types.ts';

/** What the undo list calls an action; the window has a message for each. */
export type ActionLabel =
  | 'split-cue'
  | 'merge-cues'
  | 'nudge-cue'
  | 'set-cue-start'
  | 'set-cue-end'
  | 'shift-cues'
  | 'extend-cue'
  | 'insert-cue'
  | 'break-lines'
  | 'delete-cues'
  | 'assign-speaker'
  | 'replace-text'
  | 'fix-quality';

/** Why an action would do nothing. */
export type NoActionReason = Refusal['code'] | 'no-neighbour' | 'no-room' | 'outside-cue' | 'unchanged';

/** One undo step that was found to apply to the document it was made for, or why there is none. */
export type CueAction =
  | { readonly kind: 'edit'; readonly label: ActionLabel; readonly operations: readonly EditOperation[] }
  | { readonly kind: 'none'; readonly reason: NoActionReason };

export function noAction(reason: NoActionReason): CueAction {
  return { kind: 'none', reason };
}

/** The operations as one step, when they apply and change anything. */
export function action(document: VoxlaneDocument, label: ActionLabel, operations: readonly EditOperation[]): CueAction {
  const result = applyOperations(document, operations);
  if (result.kind === 'refused') return noAction(result.code);
  return result.document === document ? noAction('unchanged') : { kind: 'edit', label, operations };
}
