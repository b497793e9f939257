import type { SpanIndex } from '../../../../core/document/span-index.ts';
import type { EditOperation } from '../../../../core/document/edits/operations.ts';
import type { SpeakerId, Turn, Word } from '../../../../core/timeline/types.ts';
import type { TurnRef } from '../../../state/selection.ts';
import type { LaneRows, LaneTarget } from './lane-layout.ts';
import { snapTo } from './snap.ts';
import type { TimelineView } from './timeline-view.ts';

/** Whether the words in time that changes hands go along. */
export type WordsRule = 'follow' | 'stay';

/** What a drag on the lanes would do. `lane` is the row it would do it in. */
export type LanePreview =
  | { readonly kind: 'assign'; readonly turn: Turn; readonly lane: number }
  | {
      readonly kind: 'edge';
      readonly turn: Turn;
      readonly lane: number;
      readonly edge: 'start' | 'end';
      readonly toMs: number;
      readonly words: WordsRule;
      readonly snapMs?: number;
    }
  | {
      readonly kind: 'draw';
      readonly lane: number;
      readonly startMs: number;
      readonly endMs: number;
      readonly words: WordsRule;
      readonly snapMs?: number;
    };

/** Where the pointer is during a drag. */
export interface DragPoint {
  readonly ms: number;
  readonly lane: number;
}

/** A turn that is dragged or drawn is never shorter. */
export const SHORTEST_TURN_MS = 50;

/** What letting go here would do; undefined when it would do nothing. */
export function dragLane(
  target: LaneTarget,
  from: DragPoint,
  to: DragPoint,
  view: Pick<TimelineView, 'pxPerSecond' | 'lengthMs'>,
  options: { readonly marks: readonly number[]; readonly words: WordsRule; readonly lanes: number },
): LanePreview | undefined {
  const { pxPerSecond, lengthMs } = view;
  const { marks, words } = options;
  if (target.part === 'body') {
    const lane = Math.max(0, Math.min(options.lanes, to.lane));
    return lane === target.lane ? undefined : { kind: 'assign', turn: target.turn, lane };
  }
  const { ms, at } = snapTo(to.ms, marks, pxPerSecond);
  const mark = at === undefined ? {} : { snapMs: at };
  if (target.part === 'start' || target.part === 'end') {
    const { turn, lane, part: edge } = target;
    const latest = Math.max(turn.endMs, Math.round(lengthMs));
    const toMs =
      edge === 'start'
        ? Math.max(0, Math.min(ms, turn.endMs - SHORTEST_TURN_MS))
        : Math.min(latest, Math.max(ms, turn.startMs + SHORTEST_TURN_MS));
    return { kind: 'edge', turn, lane, edge, toMs, words, ...mark };
  }
  const within = (value: number): number => Math.round(Math.max(0, Math.min(lengthMs, value)));
  const [a, b] = [within(snapTo(from.ms, marks, pxPerSecond).ms), within(ms)];
  const [startMs, endMs] = a < b ? [a, b] : [b, a];
  if (endMs - startMs < SHORTEST_TURN_MS) return undefined;
  return { kind: 'draw', lane: target.lane, startMs, endMs, words, ...mark };
}

/** Who gets a new speaker's id and name, where a preview needs one. */
export interface NewSpeaker {
  readonly id: SpeakerId;
  readonly name: string;
}

/** The edit a preview stands for. Nothing when there is nothing to do. */
export function operationsOf(preview: LanePreview, rows: LaneRows, fresh: NewSpeaker): EditOperation[] {
  const known = rows.speakers[preview.lane]?.id;
  const speaker = known ?? fresh.id;
  const first: EditOperation[] =
    known === undefined ? [{ kind: 'add-speaker', name: fresh.name, newId: fresh.id }] : [];
  if (preview.kind === 'assign') {
    if (preview.turn.speaker === speaker) return [];
    return [...first, { kind: 'assign-turn', turn: refOf(preview.turn), speaker }];
  }
  if (preview.kind === 'edge') {
    const { turn, edge, toMs, words } = preview;
    if (toMs === (edge === 'start' ? turn.startMs : turn.endMs)) return [];
    return [{ kind: 'move-turn-edge', turn: refOf(turn), edge, toMs, words }];
  }
  const { startMs, endMs, words } = preview;
  return [...first, { kind: 'add-turn', startMs, endMs, speaker, words, ...channelOf(rows, preview.lane) }];
}

/** The words that would change hands, by start. */
export function movedWords(preview: LanePreview, rows: LaneRows, words: SpanIndex<Word>): Word[] {
  const inside = (startMs: number, endMs: number): Word[] =>
    words.within(startMs, endMs).filter((word) => {
      const middleMs = (word.startMs + word.endMs) / 2;
      return middleMs >= startMs && middleMs < endMs;
    });
  if (preview.kind === 'assign') {
    const { startMs, endMs, speaker } = preview.turn;
    return inside(startMs, endMs).filter((word) => word.speaker === speaker);
  }
  if (preview.words === 'stay') return [];
  if (preview.kind === 'draw') {
    const speaker = rows.speakers[preview.lane]?.id;
    return inside(preview.startMs, preview.endMs).filter((word) => word.speaker !== speaker);
  }
  const { turn, edge, toMs } = preview;
  const fromMs = edge === 'start' ? turn.startMs : turn.endMs;
  const grows = edge === 'start' ? toMs < fromMs : toMs > fromMs;
  return inside(Math.min(fromMs, toMs), Math.max(fromMs, toMs)).filter(
    (word) => (word.speaker === turn.speaker) !== grows,
  );
}

/** How a turn is named in operations and in the selection. */
export function refOf({ startMs, endMs, speaker, channel }: Turn): TurnRef {
  return { startMs, endMs, speaker, ...(channel === undefined ? {} : { channel }) };
}

/** The track a lane belongs to, as its speaker or its turns say. */
function channelOf(rows: LaneRows, lane: number): { readonly channel?: number } {
  const channel = rows.speakers[lane]?.channel ?? rows.lanes[lane]?.spans[0]?.channel;
  return channel === undefined ? {} : { channel };
}
