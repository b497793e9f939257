import { describe, expect, it } from 'vitest';
import { conflictSpans } from './conflict-spans.ts';

const conflict = (operation: unknown) => ({ id: 1, label: 'x', operation, code: 'changed-meanwhile', reason: 'gone' });
const spans = (operation: unknown) => conflictSpans([conflict(operation)]);

describe('conflictSpans', () => {
  it('takes the times of an operation, of its turn, or of its moment', () => {
    expect(spans({ kind: 'insert-cue', startMs: 10, endMs: 20 })).toEqual([{ startMs: 10, endMs: 20, reason: 'gone' }]);
    expect(spans({ kind: 'delete-turn', turn: { speaker: 'S1', startMs: 1, endMs: 5 } })).toMatchObject([
      { startMs: 1, endMs: 5 },
    ]);
    expect(spans({ kind: 'split-cue', cue: 'c1', at: { timeMs: 70 } })).toMatchObject([{ startMs: 70 }]);
  });

  it('has no span for ids alone, and none for what is no operation', () => {
    for (const broken of [{ kind: 'delete-cue', cue: 'c1' }, undefined, 'x', [], { startMs: 5, endMs: 1 }, { turn: 3 }])
      expect(spans(broken)).toEqual([]);
  });
});
