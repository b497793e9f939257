import { spanIndex, type SpanIndex } from '../../../../core/document/span-index.ts';
import type { Speaker, SpeakerId, Turn } from '../../../../core/timeline/types.ts';
import { msAt, type TimelineView, xOf } from './timeline-view.ts';

const LEAST_ROW_PX = 28;
const MOST_ROW_PX = 64;
const EDGE_PX = 6;

/** Rows of the lanes: one a speaker, and one below for somebody new. */
export interface LaneRows {
  readonly rowPx: number;
  readonly speakers: readonly Speaker[];
  /** Turns of each speaker, in the order of `speakers`. */
  readonly lanes: readonly SpanIndex<Turn>[];
}

/** What a press at a place of the lanes takes hold of. `lane` is the row; that of a new speaker is the last one. */
export type LaneTarget =
  | { readonly part: 'start' | 'end' | 'body'; readonly lane: number; readonly turn: Turn }
  | { readonly part: 'empty' | 'new'; readonly lane: number };

const grouped = new WeakMap<readonly Turn[], ReadonlyMap<SpeakerId, SpanIndex<Turn>>>();
const NO_TURNS: readonly Turn[] = [];

/** Each speaker's turns by start; worked out once for a list of turns. */
export function turnsBySpeaker(turns: readonly Turn[]): ReadonlyMap<SpeakerId, SpanIndex<Turn>> {
  const known = grouped.get(turns);
  if (known !== undefined) return known;
  const lists = new Map<SpeakerId, Turn[]>();
  for (const turn of turns) {
    const list = lists.get(turn.speaker);
    if (list === undefined) lists.set(turn.speaker, [turn]);
    else list.push(turn);
  }
  const made = new Map([...lists].map(([speaker, list]) => [speaker, spanIndex(list)] as const));
  grouped.set(turns, made);
  return made;
}

/** Rows that fill a height as far as their least and greatest heights allow. */
export function laneRows(speakers: readonly Speaker[], turns: readonly Turn[], heightPx: number): LaneRows {
  const bySpeaker = turnsBySpeaker(turns);
  const fitting = Math.floor(heightPx / (speakers.length + 1));
  return {
    rowPx: Math.max(LEAST_ROW_PX, Math.min(MOST_ROW_PX, fitting)),
    speakers,
    lanes: speakers.map(({ id }) => bySpeaker.get(id) ?? spanIndex(NO_TURNS)),
  };
}

/** What is at a place; `y` counts from the first row. Undefined below the rows. */
export function laneAt(rows: LaneRows, view: TimelineView, x: number, y: number): LaneTarget | undefined {
  const lane = Math.floor(y / rows.rowPx);
  if (lane < 0 || lane > rows.speakers.length) return undefined;
  const index = rows.lanes[lane];
  if (index === undefined) return { part: 'new', lane };
  const reachMs = (EDGE_PX / view.pxPerSecond) * 1000;
  const ms = msAt(view, x);
  let found: { target: LaneTarget; rank: number } | undefined;
  for (let at = index.firstEndingBehind(ms - reachMs); at < index.spans.length; at++) {
    const turn = index.spans[at];
    if (turn === undefined || turn.startMs > ms + reachMs) break;
    if (turn.endMs < ms - reachMs) continue;
    const [left, right] = [xOf(view, turn.startMs), xOf(view, turn.endMs)];
    const isInside = x >= left && x < right;
    // A block keeps a middle that can be grasped, however narrow it is.
    const inner = Math.min(EDGE_PX, (right - left) / 4);
    const nearStart = Math.abs(x - left);
    const nearEnd = Math.abs(x - right);
    const part = isInside
      ? nearStart <= inner
        ? 'start'
        : nearEnd <= inner
          ? 'end'
          : 'body'
      : nearStart <= nearEnd
        ? 'start'
        : 'end';
    const rank = isInside ? -1 : Math.min(nearStart, nearEnd);
    if (found === undefined || rank < found.rank) found = { target: { part, lane, turn }, rank };
  }
  return found?.target ?? { part: 'empty', lane };
}
