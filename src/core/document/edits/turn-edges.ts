import { overlapMs, type Span, subtractSpans } from '../../timeline/span.ts';
import type { Turn } from '../../timeline/types.ts';
import { checkTimes } from './cue-operations.ts';
import type { Draft } from './draft.ts';
import { holderAt, silentCuesFollow, wordsFollow } from './follow-turns.ts';
import type { OperationOf } from './operations.ts';
import { type Outcome, turnUnknown } from './outcome.ts';
import { takeTime } from './turn-operations.ts';
import { cutTime, exchangeTurn, findTurn, giveTime, heldIn, isLane, refill, unheldIn } from './turn-lists.ts';

/**
 * Moves one end of a turn. When words follow: a turn that grows takes the time it sweeps from whom it meets, with the
 * words there; one that shrinks leaves it to the turn that touched it, with its words. Where none touched, the floor goes
 * to who else talks then, and words that nobody else holds stay the speaker's.
 */
export function moveTurnEdge(draft: Draft, operation: OperationOf<'move-turn-edge'>): Outcome {
  const { turn: lane, edge, toMs, words } = operation;
  const at = findTurn(draft, lane);
  const turn = draft.list('turns')[at];
  if (turn === undefined) return turnUnknown(lane);
  const moved: Turn = edge === 'start' ? { ...turn, startMs: toMs } : { ...turn, endMs: toMs };
  const refusal = checkTimes(draft, moved.startMs, moved.endMs);
  if (refusal !== undefined) return refusal;
  const fromMs = edge === 'start' ? turn.startMs : turn.endMs;
  if (fromMs === toMs) return { kind: 'done', operation };
  const swept = { startMs: Math.min(fromMs, toMs), endMs: Math.max(fromMs, toMs) };
  const grows = moved.endMs - moved.startMs > turn.endMs - turn.startMs;
  if (grows) {
    if (words === 'follow') cutTime(draft, 'turns', [swept], (other) => isMet(other, turn));
    exchangeTurn(draft, findTurn(draft, lane), [moved], true);
    takeTime(draft, swept, lane, words);
  } else shrink(draft, { at, turn, moved, swept, fromMs, isFollowed: words === 'follow' });
  return { kind: 'done', operation };
}

/** Turns of others that did not share time with it before: it runs into them. */
function isMet(other: Turn, turn: Turn): boolean {
  return other.speaker !== turn.speaker && other.channel === turn.channel && overlapMs(other, turn) === 0;
}

interface Shrinking {
  readonly at: number;
  readonly turn: Turn;
  readonly moved: Turn;
  readonly swept: Span;
  readonly fromMs: number;
  readonly isFollowed: boolean;
}

function shrink(draft: Draft, { at, turn, moved, swept, fromMs, isFollowed }: Shrinking): void {
  const isStart = turn.startMs === fromMs;
  exchangeTurn(draft, at, [moved], false);
  const freed = subtractSpans(
    [swept],
    draft.list('turns').filter((entry) => isLane(entry, turn)),
  );
  if (freed.length === 0) return;
  const heir = draft
    .list('exclusiveTurns')
    .find(
      (other) =>
        other.speaker !== turn.speaker &&
        other.channel === turn.channel &&
        (isStart ? other.endMs : other.startMs) === fromMs,
    );
  if (isFollowed && heir !== undefined) {
    giveTime(draft, 'turns', freed, heir);
    const mine = (entry: Turn): boolean => isLane(entry, turn);
    const left = [...heldIn(draft, freed, mine), ...unheldIn(draft, freed, turn.channel)];
    giveTime(draft, 'exclusiveTurns', left, heir, mine);
  } else {
    cutTime(draft, 'exclusiveTurns', freed, (entry) => isLane(entry, turn));
    refill(draft, freed, turn.channel);
  }
  wordsFollow(draft, freed, turn.channel, (word, middleMs) =>
    word.speaker === turn.speaker ? (holderAt(draft, turn.channel, middleMs) ?? word.speaker) : word.speaker,
  );
  if (isFollowed && heir !== undefined) silentCuesFollow(draft, freed, new Set([turn.speaker]), heir.speaker);
}
