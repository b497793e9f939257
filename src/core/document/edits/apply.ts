import type { VoxlaneDocument } from '../types.ts';
import type { Change } from './change.ts';
import { putClasses, removeClassSchema, setClassSchema, setCueClass } from './class-operations.ts';
import { deleteCue, insertCue, setBookmarks, setChapters, setCueLines, setCueTimes } from './cue-operations.ts';
import { mergeCues, splitCue } from './divide-cues.ts';
import { Draft } from './draft.ts';
import { type EditOperation, editOperationSchema } from './operations.ts';
import type { Outcome } from './outcome.ts';
import { recast } from './recast.ts';
import { type Refusal, refuse } from './refusal.ts';
import { markReviewed } from './review-operations.ts';
import { rewriteCue } from './rewrite-cue.ts';
import {
  addSpeaker,
  assignCueSpeaker,
  assignWordsSpeaker,
  mergeSpeakers,
  renameSpeaker,
  setSpeakerColor,
} from './speaker-operations.ts';
import { removeSummary, setSummary } from './summary-operations.ts';
import {
  lockTranslations,
  putTranslations,
  removeTranslation,
  setCueTranslation,
  setTranslationTrack,
} from './translation-operations.ts';
import { moveTurnEdge } from './turn-edges.ts';
import { addTurn, assignTurn, deleteTurn, mergeTurns, splitTurn } from './turn-operations.ts';

/** An operation that was carried out: as it is to be stored (with the id it chose), and what undoes it. */
export interface Applied {
  readonly operation: EditOperation;
  readonly inverse: readonly Change[];
}

export type ApplyResult = ({ readonly kind: 'applied'; readonly document: VoxlaneDocument } & Applied) | Refusal;

export type ApplyAllResult =
  | { readonly kind: 'applied'; readonly document: VoxlaneDocument; readonly applied: readonly Applied[] }
  /** `index` of the operation that was refused. */
  | (Refusal & { readonly index: number });

/**
 * Carries out one operation, checking it first, whatever it is. Pure: the document given stays as it is and shares what
 * did not change with the result. A sound document (`lintDocument`) stays sound. Equal input gives equal ids.
 */
export function applyOperation(document: VoxlaneDocument, operation: unknown): ApplyResult {
  const result = applyOperations(document, [operation]);
  if (result.kind === 'refused') return { kind: 'refused', code: result.code, reason: result.reason };
  const [applied] = result.applied;
  if (applied === undefined) return refuse('operation-invalid', 'There is no operation.');
  return { kind: 'applied', document: result.document, ...applied };
}

/** Carries out operations in order, each on the result of the one before; all of them or none. */
export function applyOperations(document: VoxlaneDocument, operations: readonly unknown[]): ApplyAllResult {
  const draft = new Draft(document);
  const applied: Applied[] = [];
  for (const [index, operation] of operations.entries()) {
    const outcome = applyTo(draft, operation);
    if (outcome.kind === 'refused') return { ...outcome, index };
    applied.push({ operation: outcome.operation, inverse: draft.takeInverse() });
  }
  return { kind: 'applied', document: draft.finish(), applied };
}

/**
 * Takes operations back: `inverses` in the order the operations were carried out. `undefined` when they do not belong to
 * this document.
 */
export function undoOperations(
  document: VoxlaneDocument,
  inverses: readonly (readonly Change[])[],
): VoxlaneDocument | undefined {
  const draft = new Draft(document);
  for (const inverse of [...inverses].reverse()) {
    for (const change of inverse) if (!draft.apply(change)) return undefined;
  }
  return draft.finish();
}

/** Carries an operation out on a draft. A refused one may leave changes behind: `draft.revert()` takes them back. */
export function applyTo(draft: Draft, operation: unknown): Outcome {
  const parsed = editOperationSchema.safeParse(operation);
  if (parsed.success) return dispatch(draft, parsed.data);
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  return refuse(
    'operation-invalid',
    `The operation is not valid${place === '' ? '' : ` at ${place}`}: ${issue?.message}.`,
  );
}

function dispatch(draft: Draft, operation: EditOperation): Outcome {
  switch (operation.kind) {
    case 'add-speaker':
      return addSpeaker(draft, operation);
    case 'rename-speaker':
      return renameSpeaker(draft, operation);
    case 'set-speaker-color':
      return setSpeakerColor(draft, operation);
    case 'merge-speakers':
      return mergeSpeakers(draft, operation);
    case 'assign-cue-speaker':
      return assignCueSpeaker(draft, operation);
    case 'assign-words-speaker':
      return assignWordsSpeaker(draft, operation);
    case 'set-cue-lines':
      return setCueLines(draft, operation);
    case 'set-cue-times':
      return setCueTimes(draft, operation);
    case 'split-cue':
      return splitCue(draft, operation);
    case 'merge-cues':
      return mergeCues(draft, operation);
    case 'insert-cue':
      return insertCue(draft, operation);
    case 'delete-cue':
      return deleteCue(draft, operation);
    case 'rewrite-cue':
      return rewriteCue(draft, operation);
    case 'recast':
      return recast(draft, operation);
    case 'assign-turn':
      return assignTurn(draft, operation);
    case 'add-turn':
      return addTurn(draft, operation);
    case 'delete-turn':
      return deleteTurn(draft, operation);
    case 'move-turn-edge':
      return moveTurnEdge(draft, operation);
    case 'split-turn':
      return splitTurn(draft, operation);
    case 'merge-turns':
      return mergeTurns(draft, operation);
    case 'mark-reviewed':
      return markReviewed(draft, operation);
    case 'set-translation-track':
      return setTranslationTrack(draft, operation);
    case 'remove-translation':
      return removeTranslation(draft, operation);
    case 'set-cue-translation':
      return setCueTranslation(draft, operation);
    case 'lock-translations':
      return lockTranslations(draft, operation);
    case 'put-translations':
      return putTranslations(draft, operation);
    case 'set-class-schema':
      return setClassSchema(draft, operation);
    case 'remove-class-schema':
      return removeClassSchema(draft, operation);
    case 'set-cue-class':
      return setCueClass(draft, operation);
    case 'put-classes':
      return putClasses(draft, operation);
    case 'set-summary':
      return setSummary(draft, operation);
    case 'remove-summary':
      return removeSummary(draft, operation);
    case 'set-chapters':
      return setChapters(draft, operation);
    case 'set-bookmarks':
      return setBookmarks(draft, operation);
  }
}
