import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sceneBatches } from './scene-batches.ts';

const limits = { minLines: 3, maxLines: 8, maxCharacters: 200 };

function cues(gaps: readonly number[], text = 'word'): Parameters<typeof sceneBatches>[0][number][] {
  let at = 0;
  return gaps.map((gap, index) => {
    const startMs = at + gap;
    at = startMs + 1000;
    return { id: `C${index}`, startMs, endMs: at, lines: [text] };
  });
}

describe('sceneBatches', () => {
  it('puts every cue into exactly one batch, within the limits', () => {
    const line = fc.record({ gap: fc.integer({ min: 0, max: 9000 }), length: fc.integer({ min: 0, max: 300 }) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 80 }), (made) => {
        const lines = cues(made.map(({ gap }) => gap)).map((cue, index) => ({
          ...cue,
          lines: ['x'.repeat(made[index]?.length ?? 0)],
        }));
        const ranges = sceneBatches(lines, limits);
        let next = 0;
        for (const { from, to } of ranges) {
          expect(from).toBe(next);
          expect(to).toBeGreaterThan(from);
          expect(to - from).toBeLessThanOrEqual(limits.maxLines);
          const characters = lines.slice(from, to).reduce((sum, cue) => sum + (cue.lines[0]?.length ?? 0), 0);
          expect(to - from === 1 || characters <= limits.maxCharacters).toBe(true);
          next = to;
        }
        expect(next).toBe(lines.length);
      }),
    );
  });

  it('cuts at the longest pause there is room for', () => {
    const gaps = [0, 100, 100, 100, 100, 6000, 100, 100, 100, 100, 100, 100];
    expect(sceneBatches(cues(gaps), limits)[0]).toEqual({ from: 0, to: 5 });
  });

  it('leaves the last batch its fewest cues', () => {
    const ranges = sceneBatches(cues([0, 1, 1, 1, 1, 1, 1, 1, 1]), limits);
    expect(ranges.map(({ from, to }) => to - from).at(-1)).toBeGreaterThanOrEqual(limits.minLines);
  });
});
