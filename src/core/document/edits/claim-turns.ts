import { mergeSpans, type Span } from '../../timeline/span.ts';
import type { Cue, Speaker, SpeakerId, Turn, Word } from '../../timeline/types.ts';
import type { Draft } from './draft.ts';
import { omit } from './omit.ts';

/** A stretch of time that a user gave to a speaker. */
export interface Claim extends Span {
  /** Whose turns give way; absent: the mixed track, all turns of any channel. */
  readonly channel?: number;
  /** Who was heard there before, when anybody was. */
  readonly previous?: SpeakerId;
}

/** Neighbouring words are claimed together with the pause between them up to this long, so that no sliver of the old turn stays. */
const PAUSE_MS = 500;

/** Claims for words (positions in `words`, ascending) that are about to get another speaker. */
export function claimsOfWords(words: readonly Word[], positions: readonly number[]): Claim[] {
  const claims: Claim[] = [];
  let before: number | undefined;
  for (const at of positions) {
    const word = words[at];
    if (word === undefined) continue;
    const left = before === undefined ? undefined : words[before];
    const last = claims.at(-1);
    const near = before === at - 1 && left !== undefined && last !== undefined && left.channel === word.channel;
    if (near && word.startMs - last.endMs <= PAUSE_MS) {
      claims[claims.length - 1] = { ...last, endMs: Math.max(last.endMs, word.startMs) };
    }
    claims.push({
      startMs: word.startMs,
      endMs: word.endMs,
      ...(word.channel === undefined ? {} : { channel: word.channel }),
      ...(word.speaker === undefined ? {} : { previous: word.speaker }),
    });
    before = at;
  }
  return claims;
}

/** Claims for a cue without words: its time on screen, on the channel its speakers are bound to. */
export function claimsOfCue(cue: Cue, speakers: readonly Speaker[], speaker: SpeakerId): Claim[] {
  const previous = cue.lineSpeakers ?? (cue.speaker === undefined ? [] : [cue.speaker]);
  const channelOf = (id: SpeakerId): number | undefined => speakers.find((entry) => entry.id === id)?.channel;
  const claim = (id: SpeakerId | undefined): Claim => {
    const channel = (id === undefined ? undefined : channelOf(id)) ?? channelOf(speaker);
    return {
      startMs: cue.startMs,
      endMs: cue.endMs,
      ...(channel === undefined ? {} : { channel }),
      ...(id === undefined ? {} : { previous: id }),
    };
  };
  return previous.length === 0 ? [claim(undefined)] : [...new Set(previous)].map(claim);
}

/**
 * Gives claimed time to a speaker in both views. Exclusive turns: everybody else's turns are cut there. Overlapping turns:
 * only those of the previous speaker are, since a third one may really be talking at the same time. What the speaker
 * already has is joined with the claims it touches.
 */
export function claimTurns(draft: Draft, claims: readonly Claim[], speaker: SpeakerId): void {
  const [first] = claims;
  if (first === undefined) return;
  let { startMs, endMs } = first;
  for (const claim of claims) {
    startMs = Math.min(startMs, claim.startMs);
    endMs = Math.max(endMs, claim.endMs);
  }
  const previous = new Set(claims.map((claim) => claim.previous));
  for (const list of ['exclusiveTurns', 'turns'] as const) {
    const { from, to } = around(draft.list(list), startMs, endMs);
    let turns: readonly Turn[] = draft.list(list).slice(from, to);
    if (list === 'exclusiveTurns') turns = cutTurns(turns, claims, (turn) => turn.speaker !== speaker);
    else {
      for (const other of previous) {
        if (other === undefined || other === speaker) continue;
        const own = claims.filter((claim) => claim.previous === other);
        turns = cutTurns(turns, own, (turn) => turn.speaker === other);
      }
    }
    draft.replace(list, addClaims(turns, claims, speaker), from, to);
  }
}

/** The stretch of a list, sorted by start, outside which no turn touches a span. */
export function around(turns: readonly Turn[], startMs: number, endMs: number): { from: number; to: number } {
  const from = turns.findIndex((turn) => turn.endMs >= startMs);
  if (from < 0) return { from: turns.length, to: turns.length };
  const to = turns.findIndex((turn, at) => at >= from && turn.startMs > endMs);
  return { from, to: to < 0 ? turns.length : to };
}

/** Joins turns of one speaker that touch or share time, where one of them is in `fresh`; the rest stays as it is. */
export function joinTurns(turns: readonly Turn[], speaker: SpeakerId, fresh: ReadonlySet<Turn>): Turn[] {
  const joined: Turn[] = [];
  const last = new Map<number | undefined, { at: number; fresh: boolean }>();
  for (const turn of turns) {
    const open = turn.speaker === speaker ? last.get(turn.channel) : undefined;
    const left = open === undefined ? undefined : joined[open.at];
    if (open !== undefined && left !== undefined && turn.startMs <= left.endMs && (open.fresh || fresh.has(turn))) {
      const whole = hull(left, turn);
      open.fresh ||= whole !== left;
      joined[open.at] = whole;
      continue;
    }
    if (turn.speaker === speaker) last.set(turn.channel, { at: joined.length, fresh: fresh.has(turn) });
    joined.push(turn);
  }
  return joined;
}

/** As sure as the less sure of the two; a turn that only a user claimed has no score. The first where it holds the other. */
function hull(a: Turn, b: Turn): Turn {
  if (b.endMs <= a.endMs && (b.confidence === undefined || b.confidence === a.confidence)) return a;
  const confidence =
    a.confidence === undefined || b.confidence === undefined
      ? (a.confidence ?? b.confidence)
      : Math.min(a.confidence, b.confidence);
  const rest = omit(a, 'confidence');
  return { ...rest, endMs: Math.max(a.endMs, b.endMs), ...(confidence === undefined ? {} : { confidence }) };
}

/** The turns and the claimed time as the speaker's, joined where it touches what they have. */
export function addClaims(turns: readonly Turn[], claims: readonly Claim[], speaker: SpeakerId): Turn[] {
  const fresh = new Set<Turn>();
  for (const [channel, own] of byChannel(claims)) {
    for (const span of mergeSpans(own)) fresh.add({ ...span, speaker, ...(channel === undefined ? {} : { channel }) });
  }
  const sorted = [...turns, ...fresh].sort((a, b) => a.startMs - b.startMs);
  return joinTurns(sorted, speaker, fresh);
}

/** The turns without what is claimed of those that give way; a turn cut in the middle leaves two. */
export function cutTurns(turns: readonly Turn[], claims: readonly Claim[], givesWay: (turn: Turn) => boolean): Turn[] {
  const ofAll = mergeSpans(claims.filter((claim) => claim.channel === undefined));
  const holes = new Map<number | undefined, Span[]>();
  for (const [channel, own] of byChannel(claims)) holes.set(channel, mergeSpans([...own, ...ofAll]));
  const rest: Turn[] = [];
  for (const turn of turns) {
    if (!givesWay(turn)) rest.push(turn);
    else rest.push(...without(turn, holes.get(turn.channel) ?? ofAll));
  }
  return rest.sort((a, b) => a.startMs - b.startMs);
}

function without(turn: Turn, holes: readonly Span[]): Turn[] {
  let { startMs } = turn;
  const parts: Turn[] = [];
  for (let at = firstEndingBehind(holes, startMs); at < holes.length; at++) {
    const hole = holes[at];
    if (hole === undefined || hole.startMs >= turn.endMs) break;
    if (hole.startMs > startMs) parts.push({ ...turn, startMs, endMs: hole.startMs });
    startMs = hole.endMs;
  }
  if (startMs === turn.startMs) return [turn];
  if (startMs < turn.endMs) parts.push({ ...turn, startMs });
  return parts;
}

/** Position of the first of sorted, disjoint spans that ends behind a moment. */
function firstEndingBehind(spans: readonly Span[], atMs: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.endMs ?? Infinity) > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

function byChannel(claims: readonly Claim[]): Map<number | undefined, Claim[]> {
  const groups = new Map<number | undefined, Claim[]>();
  for (const claim of claims) {
    const group = groups.get(claim.channel);
    if (group === undefined) groups.set(claim.channel, [claim]);
    else group.push(claim);
  }
  return groups;
}
