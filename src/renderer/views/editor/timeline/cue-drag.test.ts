import { spanIndex } from '../../../../core/document/span-index.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cue } from '../../../../core/timeline/types.ts';
import { cueAt, dragCue } from './cue-drag.ts';
import { snapSpan, snapTo } from './snap.ts';
import { type TimelineView, xOf } from './timeline-view.ts';

const view: TimelineView = { startMs: 0, pxPerSecond: 100, widthPx: 1000, lengthMs: 60_000 };
const cue = (id: string, startMs: number, endMs: number): Cue => ({ id, startMs, endMs, lines: [id], wordIds: [] });
const a = cue('a', 1000, 2000);
const b = cue('b', 2000, 4000);
const index = spanIndex([a, b]);
const hit = (x: number, selected?: string): string => {
  const target = cueAt(index, view, x, selected);
  return target.part === 'empty' ? 'empty' : `${target.cue.id} ${target.part}`;
};

describe('what is under the pointer', () => {
  it('is an edge, a body or nothing', () => {
    expect([50, 96, 103, 150, 300, 398, 404, 450].map((x) => hit(x))).toEqual([
      'empty',
      'a start',
      'a start',
      'a body',
      'b body',
      'b end',
      'b end',
      'empty',
    ]);
  });

  it('is an edge of the selected cue where two cues touch', () => {
    expect([hit(199), hit(201), hit(199, 'b'), hit(201, 'a')]).toEqual(['a end', 'b start', 'b start', 'a end']);
  });

  it('leaves a middle to grasp on a narrow cue', () => {
    const narrow = spanIndex([cue('n', 1000, 1080)]);
    const parts = [100, 102, 104, 106, 108].map((x) => cueAt(narrow, view, x, undefined).part);
    expect(parts).toContain('body');
  });
});

describe('snapping', () => {
  it('goes to the nearest mark within eight pixels, and only then', () => {
    expect(snapTo(1050, [1000, 1120], 100)).toEqual({ ms: 1000, at: 1000 });
    expect(snapTo(1065, [1000, 1120], 100)).toEqual({ ms: 1120, at: 1120 });
    expect(snapTo(1100, [1000], 100)).toEqual({ ms: 1100 });
    expect(snapTo(1100, [1000], 10)).toEqual({ ms: 1000, at: 1000 });
  });

  it('draws a moved stretch by the end that is nearer, and keeps its length', () => {
    expect(snapSpan(1000, 500, [1540], 100)).toEqual({ ms: 1040, at: 1540 });
    expect(snapSpan(1000, 500, [1010, 1540], 100)).toEqual({ ms: 1010, at: 1010 });
  });
});

describe('a drag', () => {
  const spans = fc.tuple(fc.integer({ min: 0, max: 59_000 }), fc.integer({ min: 20, max: 1000 }));
  it('keeps cues inside the recording and no shorter than they may be, wherever it goes', () => {
    fc.assert(
      fc.property(
        spans,
        fc.constantFrom('start', 'end', 'body'),
        fc.integer({ min: -1e5, max: 1e5 }),
        fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 5 }),
        ([startMs, length], part, moved, marks) => {
          const dragged = cue('d', startMs, startMs + length);
          const to = dragCue({ part, cue: dragged }, startMs, startMs + moved, view, marks);
          expect(to.startMs).toBeGreaterThanOrEqual(0);
          expect(to.endMs).toBeLessThanOrEqual(60_000);
          expect(to.endMs - to.startMs).toBeGreaterThanOrEqual(Math.min(100, length));
          expect(Number.isInteger(to.startMs) && Number.isInteger(to.endMs)).toBe(true);
          if (part === 'body') expect(to.endMs - to.startMs).toBe(length);
          if (part === 'start') expect(to.endMs).toBe(dragged.endMs);
          if (part === 'end') expect(to.startMs).toBe(dragged.startMs);
        },
      ),
    );
  });

  it('on empty space draws a range in either direction', () => {
    const empty = { part: 'empty' } as const;
    expect(dragCue(empty, 5000, 7000, view, [])).toEqual({ kind: 'range', startMs: 5000, endMs: 7000 });
    expect(dragCue(empty, 7000, 5000, view, [])).toEqual({ kind: 'range', startMs: 5000, endMs: 7000 });
    expect(dragCue(empty, 5000, 99_000, view, [])).toEqual({ kind: 'range', startMs: 5000, endMs: 60_000 });
  });

  it('moves an edge by as much as the pointer, not to it', () => {
    const to = dragCue({ part: 'end', cue: a }, 1960, 2460, view, []);
    expect(to).toMatchObject({ startMs: 1000, endMs: 2500 });
    expect(xOf(view, to.endMs)).toBe(250);
  });
});
