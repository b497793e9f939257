import type { SpanIndex } from '../../../../core/document/span-index.ts';
import type { Span } from '../../../../core/timeline/span.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { snapSpan, snapTo } from './snap.ts';
import { msAt, type TimelineView, xOf } from './timeline-view.ts';

/** What of the cues is under the pointer. */
export type CueTarget = { readonly part: 'start' | 'end' | 'body'; readonly cue: Cue } | { readonly part: 'empty' };

/** What a drag would do. `snapMs` is the mark it holds to. */
export type CuePreview =
  | {
      readonly kind: 'times';
      readonly cue: Cue;
      readonly startMs: number;
      readonly endMs: number;
      readonly snapMs?: number;
    }
  | { readonly kind: 'range'; readonly startMs: number; readonly endMs: number; readonly snapMs?: number };

const EDGE_PX = 5;
/** Drags make no cue shorter. */
const SHORTEST_MS = 100;

/** What is under `x`: an edge within a few pixels comes before a body, and the selected cue's edges before others'. */
export function cueAt(index: SpanIndex<Cue>, view: TimelineView, x: number, selectedId: string | undefined): CueTarget {
  const reachMs = (EDGE_PX / view.pxPerSecond) * 1000;
  const ms = msAt(view, x);
  let body: Cue | undefined;
  let edge: { part: 'start' | 'end'; cue: Cue; rank: number } | undefined;
  for (let at = index.firstEndingBehind(ms - reachMs); at < index.spans.length; at++) {
    const cue = index.spans[at];
    if (cue === undefined || cue.startMs > ms + reachMs) break;
    if (cue.endMs < ms - reachMs) continue;
    const isInside = ms >= cue.startMs && ms < cue.endMs;
    if (isInside && (body === undefined || cue.id === selectedId)) body = cue;
    // Narrow cues keep a middle that can be grasped.
    const inner = Math.min(EDGE_PX, (xOf(view, cue.endMs) - xOf(view, cue.startMs)) / 4);
    for (const part of ['start', 'end'] as const) {
      const away = x - xOf(view, part === 'start' ? cue.startMs : cue.endMs);
      const inward = part === 'start' ? away : -away;
      if (inward > inner || inward < -EDGE_PX) continue;
      const rank = Math.abs(away) + (cue.id === selectedId ? -100 : isInside ? -10 : 0);
      if (edge === undefined || rank < edge.rank) edge = { part, cue, rank };
    }
  }
  if (edge !== undefined) return { part: edge.part, cue: edge.cue };
  return body === undefined ? { part: 'empty' } : { part: 'body', cue: body };
}

/** Where a drag leads from a press at `fromMs` to `toMs`. Without marks nothing draws it. */
export function dragCue(
  target: CueTarget,
  fromMs: number,
  toMs: number,
  view: Pick<TimelineView, 'pxPerSecond' | 'lengthMs'>,
  marks: readonly number[],
): CuePreview {
  const { pxPerSecond, lengthMs } = view;
  const within = (ms: number): number => Math.round(Math.max(0, Math.min(lengthMs, ms)));
  if (target.part === 'empty') {
    const { ms, at } = snapTo(toMs, marks, pxPerSecond);
    const from = within(fromMs);
    const to = within(ms);
    return { kind: 'range', startMs: Math.min(from, to), endMs: Math.max(from, to), ...mark(at) };
  }
  const { cue, part } = target;
  const moved = toMs - fromMs;
  if (part === 'body') {
    const length = cue.endMs - cue.startMs;
    const { ms, at } = snapSpan(cue.startMs + moved, length, marks, pxPerSecond);
    const startMs = Math.max(0, Math.min(ms, Math.max(cue.startMs, lengthMs - length)));
    return { kind: 'times', cue, startMs, endMs: startMs + length, ...mark(at) };
  }
  if (part === 'start') {
    const { ms, at } = snapTo(cue.startMs + moved, marks, pxPerSecond);
    const startMs = Math.max(0, Math.min(ms, cue.endMs - Math.min(SHORTEST_MS, length(cue))));
    return { kind: 'times', cue, startMs, endMs: cue.endMs, ...mark(at) };
  }
  const { ms, at } = snapTo(cue.endMs + moved, marks, pxPerSecond);
  const least = cue.startMs + Math.min(SHORTEST_MS, length(cue));
  const endMs = Math.max(least, Math.min(ms, Math.max(cue.endMs, lengthMs)));
  return { kind: 'times', cue, startMs: cue.startMs, endMs, ...mark(at) };
}

const length = (span: Span): number => span.endMs - span.startMs;
const mark = (at: number | undefined): { readonly snapMs?: number } => (at === undefined ? {} : { snapMs: at });
