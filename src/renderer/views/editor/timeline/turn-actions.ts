import { spanIndex } from '../../../../core/document/span-index.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { EditOperation } from '../../../../core/document/edits/operations.ts';
import type { Turn } from '../../../../core/timeline/types.ts';
import { refOf, SHORTEST_TURN_MS } from './lane-drag.ts';
import { turnsBySpeaker } from './lane-layout.ts';

/** Length of a turn that is added by key, at most. */
const DRAWN_MS = 2000;

/** The turn before or after one in time, of whoever; the first from `nowMs` on without one. */
export function neighbourTurn(
  document: VoxlaneDocument,
  turn: Turn | undefined,
  nowMs: number,
  by: 1 | -1,
): Turn | undefined {
  const { spans } = spanIndex(document.turns);
  if (turn !== undefined) return spans[spans.indexOf(turn) + by];
  const at = spanIndex(document.turns).firstFrom(nowMs);
  return by === 1 ? spans[at] : spans[at - 1];
}

/** The next turn of the same speaker and track. */
export function nextOfSpeaker(document: VoxlaneDocument, turn: Turn): Turn | undefined {
  const own = turnsBySpeaker(document.turns).get(turn.speaker)?.spans ?? [];
  return own.slice(own.indexOf(turn) + 1).find(({ channel }) => channel === turn.channel);
}

/** Gives a turn to the speaker `by` rows away; nothing at the ends. */
export function assignByKey(document: VoxlaneDocument, turn: Turn, by: 1 | -1): EditOperation[] {
  const { speakers } = document;
  const to = speakers[speakers.findIndex(({ id }) => id === turn.speaker) + by];
  return to === undefined ? [] : [{ kind: 'assign-turn', turn: refOf(turn), speaker: to.id }];
}

/** Moves an end of a turn by a step, words along; stays inside the recording and keeps the turn's least length. */
export function moveEdgeByKey(
  document: VoxlaneDocument,
  turn: Turn,
  edge: 'start' | 'end',
  stepMs: number,
): EditOperation[] {
  const lastMs = Math.max(document.media.durationMs, turn.endMs);
  const toMs =
    edge === 'start'
      ? Math.max(0, Math.min(turn.startMs + stepMs, turn.endMs - SHORTEST_TURN_MS))
      : Math.min(lastMs, Math.max(turn.endMs + stepMs, turn.startMs + SHORTEST_TURN_MS));
  if (toMs === (edge === 'start' ? turn.startMs : turn.endMs)) return [];
  return [{ kind: 'move-turn-edge', turn: refOf(turn), edge, toMs, words: 'follow' }];
}

/** A new turn from a moment on, up to the next one of this speaker; or over a range. Nothing where they talk already. */
export function drawByKey(
  document: VoxlaneDocument,
  speaker: string,
  nowMs: number,
  range: { readonly startMs: number; readonly endMs: number } | undefined,
): EditOperation[] {
  const channel = document.speakers.find(({ id }) => id === speaker)?.channel;
  const track = channel === undefined ? {} : { channel };
  if (range !== undefined) return [{ kind: 'add-turn', ...range, speaker, words: 'follow', ...track }];
  const startMs = Math.round(nowMs);
  const own = turnsBySpeaker(document.turns).get(speaker)?.spans ?? [];
  if (own.some((turn) => turn.startMs <= startMs && turn.endMs > startMs)) return [];
  const next = own.find((turn) => turn.startMs > startMs);
  const lastMs = document.media.durationMs > 0 ? document.media.durationMs : Infinity;
  const endMs = Math.min(startMs + DRAWN_MS, next?.startMs ?? Infinity, lastMs);
  if (endMs - startMs < SHORTEST_TURN_MS) return [];
  return [{ kind: 'add-turn', startMs, endMs, speaker, words: 'follow', ...track }];
}
