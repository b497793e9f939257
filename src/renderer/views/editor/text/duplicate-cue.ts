import { action, type CueAction, noAction } from '../../../../core/document/cue-actions/action.ts';
import { insertAfter, type InsertOptions } from '../../../../core/document/cue-actions/list-actions.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';

/** A copy of a cue's text right behind it, as long as there is room, at most as long as the cue. */
export function duplicateCue(document: VoxlaneDocument, id: string, options: InsertOptions): CueAction {
  const cue = document.cues.find((entry) => entry.id === id);
  if (cue === undefined) return noAction('cue-unknown');
  const made = insertAfter(document, id, options);
  if (made.kind === 'none') return made;
  const operations = made.operations.map((operation) => {
    if (operation.kind !== 'insert-cue') return operation;
    const endMs = Math.min(operation.endMs, operation.startMs + cue.endMs - cue.startMs);
    return { ...operation, endMs, lines: [...cue.lines] };
  });
  return action(document, made.label, operations);
}
