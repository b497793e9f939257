import { subtractSpans } from '../../timeline/span.ts';
import type { SpeakerId, Turn } from '../../timeline/types.ts';
import { checkTimes } from './cue-operations.ts';
import type { Draft } from './draft.ts';
import { holderAt, silentCuesFollow, wordsFollow } from './follow-turns.ts';
import { omit } from './omit.ts';
import type { OperationOf } from './operations.ts';
import { type Outcome, speakerUnknown, turnUnknown } from './outcome.ts';
import { refuse } from './refusal.ts';
import { cutTime, exchangeTurn, findTurn, giveTime, heldIn, isLane, refill, unheldIn } from './turn-lists.ts';

/** The part of the turn, and what its speaker holds and says there, become another speaker's. */
export function assignTurn(draft: Draft, operation: OperationOf<'assign-turn'>): Outcome {
  const { turn: lane, speaker } = operation;
  const at = findTurn(draft, lane);
  const turn = draft.list('turns')[at];
  if (turn === undefined) return turnUnknown(lane);
  if (draft.speaker(speaker) < 0) return speakerUnknown(speaker);
  const part = { startMs: operation.startMs ?? turn.startMs, endMs: operation.endMs ?? turn.endMs };
  if (part.startMs < turn.startMs || part.endMs > turn.endMs || part.endMs <= part.startMs) {
    return refuse('outside-turn', `${part.startMs} to ${part.endMs} ms is no part of the turn.`);
  }
  if (speaker === turn.speaker) return { kind: 'done', operation };
  const to = { ...lane, speaker };
  exchangeTurn(draft, at, withoutPart(turn, part), false);
  giveTime(draft, 'turns', [part], to);
  const held = heldIn(draft, [part], (entry) => isLane(entry, lane));
  giveTime(draft, 'exclusiveTurns', held, to, (entry) => isLane(entry, lane));
  wordsFollow(draft, [part], lane.channel, (word) => (word.speaker === lane.speaker ? speaker : word.speaker));
  silentCuesFollow(draft, [part], new Set([lane.speaker]), speaker);
  return { kind: 'done', operation };
}

/** Time that nobody holds becomes the speaker's in any case; with `follow`, all of it and what is said there. */
export function addTurn(draft: Draft, operation: OperationOf<'add-turn'>): Outcome {
  const { startMs, endMs, speaker, channel, words } = operation;
  const refusal = checkTimes(draft, startMs, endMs);
  if (refusal !== undefined) return refusal;
  if (draft.speaker(speaker) < 0) return speakerUnknown(speaker);
  takeTime(draft, { startMs, endMs }, { speaker, channel }, words);
  return { kind: 'done', operation };
}

/** Gives a lane time it did not have. Those who held the floor there give way when words follow. */
export function takeTime(
  draft: Draft,
  span: { readonly startMs: number; readonly endMs: number },
  lane: { readonly speaker: SpeakerId; readonly channel?: number | undefined },
  words: 'follow' | 'stay',
): void {
  const { speaker, channel } = lane;
  const isOther = (turn: Turn): boolean => turn.speaker !== speaker && turn.channel === channel;
  const free = unheldIn(draft, [span], channel);
  const holders = new Set(
    words === 'stay'
      ? []
      : draft
          .list('exclusiveTurns')
          .filter((turn) => isOther(turn) && turn.startMs < span.endMs && turn.endMs > span.startMs)
          .map((turn) => turn.speaker),
  );
  giveTime(draft, 'turns', [span], lane, (turn) => isOther(turn) && holders.has(turn.speaker));
  giveTime(draft, 'exclusiveTurns', words === 'follow' ? [span] : free, lane, isOther);
  if (words === 'follow') {
    wordsFollow(draft, [span], channel, () => speaker);
    silentCuesFollow(draft, [span], holders, speaker);
  } else if (free.length > 0) wordsFollow(draft, free, channel, (word) => word.speaker ?? speaker);
}

export function deleteTurn(draft: Draft, operation: OperationOf<'delete-turn'>): Outcome {
  const lane = operation.turn;
  const at = findTurn(draft, lane);
  const turn = draft.list('turns')[at];
  if (turn === undefined) return turnUnknown(lane);
  draft.splice('turns', at, 1);
  const freed = subtractSpans(
    [turn],
    draft.list('turns').filter((entry) => isLane(entry, lane)),
  );
  cutTime(draft, 'exclusiveTurns', freed, (entry) => isLane(entry, lane));
  refill(draft, freed, lane.channel);
  if (freed.length > 0) {
    wordsFollow(draft, freed, lane.channel, (word, middleMs) =>
      word.speaker === lane.speaker ? holderAt(draft, lane.channel, middleMs) : word.speaker,
    );
  }
  return { kind: 'done', operation };
}

/** Two turns where one was, in both views; nobody's words change hands. */
export function splitTurn(draft: Draft, operation: OperationOf<'split-turn'>): Outcome {
  const { turn: lane, atMs } = operation;
  const at = findTurn(draft, lane);
  const turn = draft.list('turns')[at];
  if (turn === undefined) return turnUnknown(lane);
  if (atMs <= turn.startMs || atMs >= turn.endMs) {
    return refuse('outside-turn', `${atMs} ms is not inside the turn (${turn.startMs} to ${turn.endMs} ms).`);
  }
  exchangeTurn(draft, at, halves(turn, atMs), false);
  const exclusive = draft.list('exclusiveTurns');
  const own = exclusive.findIndex((entry) => isLane(entry, lane) && entry.startMs < atMs && entry.endMs > atMs);
  const whole = exclusive[own];
  if (whole !== undefined) draft.replace('exclusiveTurns', cutInTwo(exclusive, own, whole, atMs));
  return { kind: 'done', operation };
}

export function mergeTurns(draft: Draft, operation: OperationOf<'merge-turns'>): Outcome {
  const [lane] = operation.turns;
  if (lane === undefined) return refuse('operation-invalid', 'There are no turns.');
  const own = draft.list('turns').filter((turn) => isLane(turn, lane));
  const [first] = operation.turns.map((ref) => findTurn(draft, ref));
  const place = own.findIndex((turn) => turn === draft.list('turns')[first ?? -1]);
  for (const [index, ref] of operation.turns.entries()) {
    if (findTurn(draft, ref) < 0) return turnUnknown(ref);
    const here = own[place + index];
    const isNext = here !== undefined && isLane(here, ref) && here.startMs === ref.startMs && here.endMs === ref.endMs;
    if (!isNext) return refuse('turns-not-adjacent', `Turn ${index + 1} is not the speaker's next one.`);
  }
  const parts = own.slice(place, place + operation.turns.length);
  const span = { startMs: lane.startMs, endMs: Math.max(...parts.map((turn) => turn.endMs)) };
  const scores = parts.flatMap(({ confidence }) => confidence ?? []);
  const whole: Turn = {
    ...omit(parts[0] ?? { ...span, ...lane }, 'confidence'),
    ...span,
    ...(scores.length === 0 ? {} : { confidence: Math.min(...scores) }),
  };
  const gone = new Set(parts);
  const rest = draft.list('turns').map((turn) => (turn === parts[0] ? whole : turn));
  draft.replace(
    'turns',
    rest.filter((turn) => !gone.has(turn)),
  );
  const free = unheldIn(draft, [span], lane.channel);
  const held = heldIn(draft, [span], (turn) => isLane(turn, lane));
  giveTime(draft, 'exclusiveTurns', [...free, ...held], lane);
  if (free.length > 0) wordsFollow(draft, free, lane.channel, (word) => word.speaker ?? lane.speaker);
  return { kind: 'done', operation };
}

function halves(turn: Turn, atMs: number): Turn[] {
  return [
    { ...turn, endMs: atMs },
    { ...turn, startMs: atMs },
  ];
}

/** The list in its order, with the second half behind all that start no later. */
function cutInTwo(turns: readonly Turn[], at: number, whole: Turn, atMs: number): Turn[] {
  return [...turns.toSpliced(at, 1), ...halves(whole, atMs)].sort((a, b) => a.startMs - b.startMs);
}

function withoutPart(turn: Turn, part: { readonly startMs: number; readonly endMs: number }): Turn[] {
  return [
    { ...turn, endMs: part.startMs },
    { ...turn, startMs: part.endMs },
  ].filter((piece) => piece.endMs > piece.startMs);
}
