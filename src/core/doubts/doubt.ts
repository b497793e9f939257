import { reviewKey } from '../document/edits/review-operations.ts';
import type { EditOperation, OperationOf } from '../document/edits/operations.ts';
import type { ReviewedDoubt } from '../document/types.ts';
import type { Span } from '../timeline/span.ts';

/** Why something may be wrong. */
type DoubtKind =
  | 'conflict'
  | 'dropped-speech'
  | 'low-confidence'
  | 'close-speakers'
  | 'overlap'
  | 'quality'
  | 'translation'
  | 'alignment';

/** One reason to doubt a stretch. `score` 0..1: how likely a person has something to mend there. */
export interface DoubtReason extends Span {
  readonly kind: DoubtKind;
  readonly score: number;
  readonly cue?: string;
  /** The language whose translation is doubtful; absent where it is the text, its times or its speaker. */
  readonly language?: string;
  readonly words: readonly string[];
  readonly turn?: OperationOf<'delete-turn'>['turn'];
  /** Key of the one-line message; `params` fill it. */
  readonly reasonKey: `doubt.${DoubtKind}`;
  readonly params: Readonly<Record<string, string | number>>;
  /** What is kept when a user finds it fine. */
  readonly review: ReviewedDoubt;
}

/** A stretch to look at: the strongest reason, and the others for the same cue. */
export interface Doubt extends DoubtReason {
  /** Equal for the same doubt of the same text, also after other edits. */
  readonly id: string;
  readonly others: readonly DoubtReason[];
}

/** Strongest first; by time, kind and id where equally strong. */
export function byScore(a: Doubt, b: Doubt): number {
  return b.score - a.score || a.startMs - b.startMs || compare(a.kind, b.kind) || compare(a.id, b.id);
}

export function idOf(reason: DoubtReason): string {
  return reviewKey(reason.review);
}

/** What keeps a doubt as looked at and fine, or takes that back. */
export function reviewOperation(doubt: Doubt, reviewed: boolean): EditOperation {
  return { kind: 'mark-reviewed', doubts: [doubt, ...doubt.others].map(({ review }) => review), reviewed };
}

/** Those of doubts found a while ago that nobody has found fine since. */
export function notReviewed(found: readonly Doubt[], reviewed: readonly ReviewedDoubt[] = []): readonly Doubt[] {
  const fine = new Set(reviewed.map(reviewKey));
  return fine.size === 0 ? found : found.filter(({ id }) => !fine.has(id));
}

/**
 * The next doubt down the list behind `after` that is not resolved, from the top again at the end. `after` need not be in
 * the list any more. `resolved`: ids.
 */
export function nextDoubt(
  list: readonly Doubt[],
  after: Doubt | undefined,
  resolved: ReadonlySet<string>,
): Doubt | undefined {
  const open = list.filter(({ id }) => !resolved.has(id) && id !== after?.id);
  return (after === undefined ? undefined : open.find((doubt) => byScore(after, doubt) < 0)) ?? open[0];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
