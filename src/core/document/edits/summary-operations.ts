import type { Draft } from './draft.ts';
import type { OperationOf } from './operations.ts';
import type { Outcome } from './outcome.ts';

/** One a language. */
export function setSummary(draft: Draft, operation: OperationOf<'set-summary'>): Outcome {
  const { summary } = operation;
  const others = (draft.field('summaries') ?? []).filter(({ language }) => language !== summary.language);
  draft.setField('summaries', [...others, summary]);
  return { kind: 'done', operation };
}

export function removeSummary(draft: Draft, operation: OperationOf<'remove-summary'>): Outcome {
  const before = draft.field('summaries') ?? [];
  const others = before.filter(({ language }) => language !== operation.language);
  if (others.length < before.length) draft.setField('summaries', others.length === 0 ? undefined : others);
  return { kind: 'done', operation };
}
