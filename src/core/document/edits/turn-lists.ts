import { overlapMs, type Span, subtractSpans } from '../../timeline/span.ts';
import type { SpeakerId, Turn } from '../../timeline/types.ts';
import { addClaims, around, cutTurns, joinTurns } from './claim-turns.ts';
import type { Draft } from './draft.ts';

type TurnList = 'turns' | 'exclusiveTurns';
/** Whose time of which track. */
export interface Lane {
  readonly speaker: SpeakerId;
  readonly channel?: number | undefined;
}

/** Position in `turns` of the turn with just these values, or -1. */
export function findTurn(draft: Draft, ref: Lane & Span): number {
  return draft
    .list('turns')
    .findIndex((turn) => turn.startMs === ref.startMs && turn.endMs === ref.endMs && isLane(turn, ref));
}

export function isLane(turn: Turn, lane: Lane): boolean {
  return turn.speaker === lane.speaker && turn.channel === lane.channel;
}

/** Takes time from turns that give way. */
export function cutTime(draft: Draft, list: TurnList, spans: readonly Span[], givesWay: (turn: Turn) => boolean): void {
  const place = stretchOf(draft, list, spans);
  if (place === undefined) return;
  const turns = draft.list(list).slice(place.from, place.to);
  draft.replace(list, cutTurns(turns, spans, givesWay), place.from, place.to);
}

/** Takes time from turns that give way and makes it a lane's, joined with what it touches there. */
export function giveTime(
  draft: Draft,
  list: TurnList,
  spans: readonly Span[],
  { speaker, channel }: Lane,
  givesWay: (turn: Turn) => boolean = () => false,
): void {
  const place = stretchOf(draft, list, spans);
  if (place === undefined) return;
  const rest = cutTurns(draft.list(list).slice(place.from, place.to), spans, givesWay);
  const claims = spans.map(({ startMs, endMs }) => ({
    startMs,
    endMs,
    ...(channel === undefined ? {} : { channel }),
  }));
  draft.replace(list, addClaims(rest, claims, speaker), place.from, place.to);
}

/** Exchanges one entry of `turns` for others; `joined` ones are joined with turns of their speaker that they touch. */
export function exchangeTurn(draft: Draft, at: number, others: readonly Turn[], joined: boolean): void {
  const rest = draft.list('turns').toSpliced(at, 1);
  const sorted = [...rest, ...others].sort((a, b) => a.startMs - b.startMs);
  const speaker = others[0]?.speaker;
  draft.replace('turns', joined && speaker !== undefined ? joinTurns(sorted, speaker, new Set(others)) : sorted);
}

/** The parts of spans in which a turn that fits holds the floor. */
export function heldIn(draft: Draft, spans: readonly Span[], fits: (turn: Turn) => boolean): Span[] {
  return draft
    .list('exclusiveTurns')
    .filter(fits)
    .flatMap((turn) => spans.map((span) => shared(turn, span)))
    .filter((span) => span.endMs > span.startMs);
}

/** The parts of spans in which nobody of a track holds the floor. */
export function unheldIn(draft: Draft, spans: readonly Span[], channel: number | undefined): Span[] {
  return subtractSpans(
    spans,
    draft.list('exclusiveTurns').filter((turn) => turn.channel === channel),
  );
}

/** Gives the floor, where nobody has it, to who talks then; the first one where several do. */
export function refill(draft: Draft, spans: readonly Span[], channel: number | undefined): void {
  let open = unheldIn(draft, spans, channel);
  for (const turn of draft.list('turns')) {
    if (open.length === 0) return;
    if (turn.channel !== channel) continue;
    const parts = open.filter((span) => overlapMs(span, turn) > 0).map((span) => shared(span, turn));
    if (parts.length === 0) continue;
    giveTime(draft, 'exclusiveTurns', parts, turn);
    open = subtractSpans(open, parts);
  }
}

function shared(a: Span, b: Span): Span {
  return { startMs: Math.max(a.startMs, b.startMs), endMs: Math.min(a.endMs, b.endMs) };
}

function stretchOf(draft: Draft, list: TurnList, spans: readonly Span[]): { from: number; to: number } | undefined {
  if (spans.length === 0) return undefined;
  const startMs = Math.min(...spans.map((span) => span.startMs));
  const endMs = Math.max(...spans.map((span) => span.endMs));
  return around(draft.list(list), startMs, endMs);
}
