import { spanIndex } from '../../../../core/document/span-index.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperations } from '../../../../core/document/edits/apply.ts';
import { newDocument } from '../../../../core/document/new-document.ts';
import type { Turn, Word } from '../../../../core/timeline/types.ts';
import { dragLane, movedWords, operationsOf } from './lane-drag.ts';
import { laneAt, laneRows } from './lane-layout.ts';
import type { TimelineView } from './timeline-view.ts';

const view: TimelineView = { startMs: 0, pxPerSecond: 100, widthPx: 1000, lengthMs: 60_000 };
const turn = (startMs: number, endMs: number, speaker: string): Turn => ({ startMs, endMs, speaker });
const speakers = ['S1', 'S2', 'S3'].map((id) => ({ id, name: id }));
const turns = [turn(0, 3000, 'S1'), turn(1000, 2000, 'S3'), turn(3000, 6000, 'S2')];
const words = ['one', 'two', 'three', 'four', 'five', 'six'].map((text, n): Word => ({
  ...{ id: `w${n}`, startMs: n * 1000, endMs: n * 1000 + 800, text, confidence: 1 },
  ...{ timing: 'dtw', engine: 't', speaker: n < 3 ? 'S1' : 'S2' },
}));
const talk = newDocument({
  media: { name: 'talk', contentId: 'x', durationMs: 60_000, channels: 1 },
  speakers,
  words,
  turns,
  exclusiveTurns: [turn(0, 3000, 'S1'), turn(3000, 6000, 'S2')],
});
const rows = laneRows(speakers, turns, 160);
const fresh = { id: 'S4', name: 'Speaker 4' };
const options = { marks: [], words: 'follow', lanes: 3 } as const;

describe('what is under the pointer on the lanes', () => {
  const hit = (x: number, y: number): string => {
    const target = laneAt(rows, view, x, y);
    if (target === undefined) return 'outside';
    return 'turn' in target ? `${target.turn.speaker} ${target.part}` : `${target.part} ${target.lane}`;
  };
  it('is an edge or the body of a turn, an empty place, the row of somebody new, or nothing', () => {
    expect(rows.rowPx).toBe(40);
    expect([hit(2, 10), hit(150, 10), hit(298, 10), hit(302, 10), hit(400, 10)]).toEqual([
      'S1 start',
      'S1 body',
      'S1 end',
      'S1 end',
      'empty 0',
    ]);
    expect([hit(400, 50), hit(150, 90), hit(150, 130), hit(150, 170), hit(150, -1)]).toEqual([
      'S2 body',
      'S3 body',
      'new 3',
      'outside',
      'outside',
    ]);
  });

  it('always names a row that is there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 2000 }), fc.nat(1000), (count, y, x) => {
        const many = Array.from({ length: count }, (_, n) => ({ id: `S${n}`, name: `${n}` }));
        const target = laneAt(laneRows(many, turns, 300), view, x, y);
        if (target !== undefined) expect(target.lane).toBeLessThanOrEqual(count);
        expect(laneRows(many, turns, 300).rowPx).toBeGreaterThanOrEqual(28);
      }),
    );
  });
});

describe('a drag on the lanes', () => {
  const at = (ms: number, lane: number) => ({ ms, lane });
  const first = { part: 'body', lane: 0, turn: turns[0] as Turn } as const;
  it('gives a turn to the speaker of another row, and nothing on its own row', () => {
    const preview = dragLane(first, at(500, 0), at(900, 1), view, options);
    expect(preview && operationsOf(preview, rows, fresh)).toEqual([
      { kind: 'assign-turn', turn: turns[0], speaker: 'S2' },
    ]);
    expect(preview && movedWords(preview, rows, spanIndex(words)).map(({ text }) => text)).toEqual([
      'one',
      'two',
      'three',
    ]);
    expect(dragLane(first, at(500, 0), at(2500, 0), view, options)).toBeUndefined();
  });

  it('makes a new speaker on the last row', () => {
    const preview = dragLane(first, at(500, 0), at(500, 3), view, options);
    const operations = preview === undefined ? [] : operationsOf(preview, rows, fresh);
    const result = applyOperations(talk, operations);
    if (result.kind === 'refused') throw new Error(result.reason);
    expect(result.document.speakers.at(-1)).toMatchObject(fresh);
    expect(result.document.words.filter(({ speaker }) => speaker === 'S4').map(({ text }) => text)).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  it('moves an edge, and foretells just the words that change hands', () => {
    for (const toMs of [400, 1500, 2500, 3500, 4500, 5900]) {
      const target = { part: 'end', lane: 0, turn: turns[0] as Turn } as const;
      const preview = dragLane(target, at(3000, 0), at(toMs, 0), view, options);
      if (preview === undefined) throw new Error('nothing');
      const foretold = movedWords(preview, rows, spanIndex(words)).map(({ id }) => id);
      const result = applyOperations(talk, operationsOf(preview, rows, fresh));
      if (result.kind === 'refused') throw new Error(result.reason);
      const changed = result.document.words.filter((word, n) => word.speaker !== words[n]?.speaker);
      expect(foretold).toEqual(changed.map(({ id }) => id));
    }
  });

  it('leaves words with whom they are where that is wanted', () => {
    const target = { part: 'end', lane: 0, turn: turns[0] as Turn } as const;
    const preview = dragLane(target, at(3000, 0), at(4500, 0), view, { ...options, words: 'stay' });
    if (preview === undefined) throw new Error('nothing');
    expect(movedWords(preview, rows, spanIndex(words))).toEqual([]);
    const result = applyOperations(talk, operationsOf(preview, rows, fresh));
    if (result.kind === 'refused') throw new Error(result.reason);
    expect(result.document.words).toEqual(words);
    expect(result.document.turns).toContainEqual(turn(0, 4500, 'S1'));
  });

  it('makes operations that apply, wherever it is let go', () => {
    const targets = fc.record({
      x: fc.integer({ min: 0, max: 1000 }),
      y: fc.integer({ min: 0, max: 159 }),
    });
    fc.assert(
      fc.property(
        targets,
        fc.integer({ min: -2000, max: 70_000 }),
        fc.integer({ min: -3, max: 9 }),
        ({ x, y }, ms, lane) => {
          const target = laneAt(rows, view, x, y);
          if (target === undefined) return;
          const preview = dragLane(target, at(x * 10, target.lane), at(ms, lane), view, options);
          if (preview === undefined) return;
          const result = applyOperations(talk, operationsOf(preview, rows, fresh));
          expect(result.kind).not.toBe('refused');
        },
      ),
    );
  });
});
