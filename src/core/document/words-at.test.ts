import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cue } from '../timeline/types.ts';
import { newDocument } from './new-document.ts';
import { spanIndex } from './span-index.ts';
import { cueAt, cueIndexAt, turnsWithin, wordAt, wordsWithin } from './words-at.ts';

const anySpans = fc
  .array(fc.record({ startMs: fc.nat(300), length: fc.nat(80) }), { maxLength: 40 })
  .map((spans) =>
    spans.map(({ startMs, length }) => ({ startMs, endMs: startMs + length })).sort((a, b) => a.startMs - b.startMs),
  );

describe('the index of spans', () => {
  it('finds what a search through all of them finds', () => {
    fc.assert(
      fc.property(anySpans, fc.integer({ min: -5, max: 400 }), fc.nat(90), (spans, ms, length) => {
        const index = spanIndex(spans);
        const holding = spans.flatMap((span, at) => (span.startMs <= ms && span.endMs > ms ? [at] : []));
        expect(index.at(ms)).toEqual(holding);
        expect(index.last(ms)).toBe(spans[holding.at(-1) ?? -1]);
        const shared = spans.filter((span) => span.startMs < ms + length && span.endMs > ms);
        expect(index.within(ms, ms + length)).toEqual(shared);
        const from = spans.findIndex((span) => span.startMs >= ms);
        expect(index.firstFrom(ms)).toBe(from < 0 ? spans.length : from);
        const position = length % (spans.length + 1);
        expect(index.endBefore(position)).toBe(Math.max(-Infinity, ...spans.slice(0, position).map((s) => s.endMs)));
      }),
    );
  });
});

describe('a document while it plays', () => {
  const cue = (id: string, startMs: number, endMs: number, ...lines: string[]): Cue => ({
    ...{ id, startMs, endMs, lines, wordIds: [] },
  });
  const document = newDocument({
    cues: [cue('a', 1000, 2000, '<i>one', 'two</i>'), cue('b', 2500, 2500, 'x'), cue('c', 2400, 3400)],
    turns: [{ startMs: 0, endMs: 900, speaker: 'S1' }],
  });

  it('has a cue, or one that was last', () => {
    expect([cueAt(document, 1999)?.id, cueAt(document, 2000)?.id]).toEqual(['a', undefined]);
    expect([0, 1000, 2100].map((ms) => cueIndexAt(document, ms))).toEqual([-1, 0, 0]);
    expect(turnsWithin(document, 899, 1000)).toHaveLength(1);
    expect(turnsWithin(document, 900, 1000)).toHaveLength(0);
  });

  it('has the word that is said, and those in view', () => {
    const more = { confidence: 1, timing: 'dtw', engine: 't' } as const;
    const words = [0, 500, 900].map((startMs, n) => ({
      ...more,
      id: `w${n}`,
      startMs,
      endMs: startMs + 400,
      text: 'x',
    }));
    const said = newDocument({ words });
    expect([399, 400, 1000].map((ms) => wordAt(said, ms)?.id)).toEqual(['w0', undefined, 'w2']);
    expect(wordsWithin(said, 400, 901).map(({ id }) => id)).toEqual(['w1', 'w2']);
  });
});
