import type { ReviewedDoubt } from '../types.ts';
import type { Draft } from './draft.ts';
import type { OperationOf } from './operations.ts';
import type { Outcome } from './outcome.ts';

/** Adds doubts to those a user found fine, or takes them away; each is there once. */
export function markReviewed(draft: Draft, operation: OperationOf<'mark-reviewed'>): Outcome {
  const before = draft.field('reviewed') ?? [];
  const named = new Map(operation.doubts.map((doubt) => [reviewKey(doubt), doubt]));
  const others = before.filter((doubt) => !named.has(reviewKey(doubt)));
  if (operation.reviewed) {
    const known = new Set(before.map(reviewKey));
    const fresh = [...named].flatMap(([key, doubt]) => (known.has(key) ? [] : [doubt]));
    if (fresh.length > 0) draft.setField('reviewed', [...before, ...fresh]);
  } else if (others.length < before.length) {
    draft.setField('reviewed', others.length === 0 ? undefined : others);
  }
  return { kind: 'done', operation };
}

/** Equal for doubts that are the same. */
export function reviewKey({ kind, cue, content }: ReviewedDoubt): string {
  return JSON.stringify([kind, cue ?? '', content]);
}
