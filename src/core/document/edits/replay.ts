import type { VoxlaneDocument } from '../types.ts';
import { type Applied, applyTo } from './apply.ts';
import { Counterparts } from './counterparts.ts';
import { Draft } from './draft.ts';
import { type EditOperation, editOperationSchema } from './operations.ts';
import type { Refusal } from './refusal.ts';
import { translate } from './translate.ts';

/** An operation that could be carried out again. `index` is its place in the list that was replayed. */
export interface Replayed extends Applied {
  readonly index: number;
}

/** An operation that does not apply any more, as it was given, and why. */
export interface EditConflict {
  readonly index: number;
  readonly operation: unknown;
  readonly code: Refusal['code'];
  readonly reason: string;
}

export interface Replay {
  readonly document: VoxlaneDocument;
  readonly applied: readonly Replayed[];
  readonly conflicts: readonly EditConflict[];
}

export interface ReplayOptions {
  /** The document the operations were made on. With it, cues, words and speakers are found again under their new ids. */
  readonly before?: VoxlaneDocument;
  /** `document` of the result holds the first so many operations; the others are only checked. Default: all. */
  readonly live?: number;
}

/**
 * Carries operations out again on another revision, e.g. after a stage ran anew. One that does not apply any more, or
 * whose subject says something else now, becomes a conflict; the others go on. Every operation is in exactly one of the
 * two lists. Pure.
 */
export function replayOperations(
  document: VoxlaneDocument,
  operations: readonly unknown[],
  { before, live = operations.length }: ReplayOptions = {},
): Replay {
  const draft = new Draft(document);
  const old = before === undefined ? undefined : new Draft(before);
  const find =
    before === undefined || old === undefined ? undefined : new Counterparts(old, draft, { before, after: document });
  const applied: Replayed[] = [];
  const conflicts: EditConflict[] = [];
  let result = document;
  for (const [index, operation] of operations.entries()) {
    const outcome = again(draft, operation, find);
    if (outcome.kind === 'refused') {
      draft.revert();
      conflicts.push({ index, operation, code: outcome.code, reason: outcome.reason });
    } else {
      applied.push({ index, operation: outcome.operation, inverse: draft.takeInverse() });
      if (find !== undefined) remember(find, operation, outcome.operation);
    }
    if (old !== undefined) follow(old, operation);
    if (index === live - 1) result = draft.finish();
  }
  return { document: result, applied, conflicts };
}

/** Keeps the old document in step, so that each operation finds there what it was made on. */
function follow(old: Draft, operation: unknown): void {
  if (applyTo(old, operation).kind === 'refused') old.revert();
  else old.takeInverse();
}

function again(draft: Draft, operation: unknown, find: Counterparts | undefined): ReturnType<typeof applyTo> {
  const parsed = editOperationSchema.safeParse(operation);
  if (!parsed.success || find === undefined) return applyTo(draft, operation);
  const translated = translate(parsed.data, find, draft);
  return translated.kind === 'refused' ? translated : applyTo(draft, translated.operation);
}

/** Later operations name what this one made by the old id. */
function remember(find: Counterparts, given: unknown, carriedOut: EditOperation): void {
  const old = editOperationSchema.safeParse(given).data;
  if (old === undefined || !('newId' in old) || !('newId' in carriedOut)) return;
  if (old.newId === undefined || carriedOut.newId === undefined) return;
  find.learn(old.kind === 'add-speaker' ? 'speaker' : 'cue', old.newId, carriedOut.newId);
}
