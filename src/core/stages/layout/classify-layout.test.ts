import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyLayout, type LayoutBlocks } from './classify-layout.ts';

/** Two channels of blocks with their levels in dB and how alike they are. */
function blocks(left: readonly number[], right: readonly number[], correlation: number, lagMs = 0): LayoutBlocks {
  return { levels: [left, right], pairs: [{ a: 0, b: 1, likeness: left.map(() => ({ correlation, lagMs })) }] };
}

const turns = (length: number, loud: (at: number) => boolean): number[] =>
  Array.from({ length }, (_, at) => (loud(at) ? -20 - (at % 4) : -70));
const firstHalf = (at: number): boolean => at % 20 < 10;

describe('classifyLayout', () => {
  it('tells a call by who has the word', () => {
    const call = blocks(
      turns(100, firstHalf),
      turns(100, (at) => !firstHalf(at)),
      0.1,
    );
    expect(classifyLayout(call)).toEqual({ kind: 'two-sided', channels: 2, silent: [], copies: [] });
  });

  it('still does so when one side is far quieter or hardly speaks', () => {
    const quiet = turns(100, (at) => !firstHalf(at)).map((level) => level - 15);
    expect(classifyLayout(blocks(turns(100, firstHalf), quiet, 0.1)).kind).toBe('two-sided');
    const rarely = (at: number): boolean => at % 25 === 0;
    const monologue = blocks(
      turns(100, (at) => !rarely(at)),
      turns(100, rarely),
      0.1,
    );
    expect(classifyLayout(monologue).kind).toBe('two-sided');
  });

  it('takes one scene in two microphones as stereo, whatever their levels', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 20, maxLength: 60 }), (shifts) => {
        const left = turns(shifts.length, firstHalf);
        const scene = blocks(
          left,
          left.map((level, at) => level + (shifts[at] ?? 0) / 2),
          0.6,
        );
        expect(classifyLayout(scene).kind).toBe('stereo');
      }),
    );
  });

  it('knows the same sound by likeness, steady level and steady delay', () => {
    const left = turns(60, firstHalf);
    const right = left.map((level) => level - 12);
    expect(classifyLayout(blocks(left, right, 0.95, 2))).toMatchObject({
      kind: 'dual-mono',
      copies: [{ channel: 1, of: 0, inverted: false }],
    });
    expect(classifyLayout(blocks(left, right, -0.95)).copies).toEqual([{ channel: 1, of: 0, inverted: true }]);
    expect(classifyLayout(blocks(left, right, 0.8)).kind).toBe('stereo');
    // A voice that moves from side to side is in both channels, at changing levels.
    const panned = left.map((level, at) => level + (at % 20 < 5 ? 4 : -4));
    expect(classifyLayout(blocks(left, panned, 0.97)).kind).toBe('stereo');
    const { levels, pairs } = blocks(left, right, 0.95);
    const wandering = pairs.map((pair) => ({
      ...pair,
      likeness: left.map((_, at) => ({ correlation: 0.95, lagMs: at % 7 })),
    }));
    expect(classifyLayout({ levels, pairs: wandering }).kind).toBe('stereo');
  });

  it('names channels that are silent or only hiss', () => {
    const speech = turns(60, firstHalf);
    const hiss = speech.map(() => -50);
    const nothing = speech.map(() => -120);
    expect(classifyLayout(blocks(speech, nothing, 0))).toMatchObject({ kind: 'mono', silent: [1] });
    expect(classifyLayout(blocks(speech, hiss, 0))).toMatchObject({ kind: 'mono', silent: [1] });
    expect(classifyLayout(blocks(nothing, nothing, 0))).toMatchObject({ kind: 'mono', silent: [0, 1] });
  });

  it('gives more than two channels their copies and silences', () => {
    const a = turns(60, firstHalf);
    const b = turns(60, (at) => !firstHalf(at));
    const likeness = (correlation: number) => a.map(() => ({ correlation, lagMs: 0 }));
    const pair = (x: number, y: number, correlation: number) => ({ a: x, b: y, likeness: likeness(correlation) });
    const layout = classifyLayout({
      levels: [a, b, a, a.map(() => -120)],
      pairs: [pair(0, 1, 0.1), pair(0, 2, 0.99), pair(0, 3, 0), pair(1, 2, 0.1), pair(1, 3, 0), pair(2, 3, 0)],
    });
    const copies = [{ channel: 2, of: 0, inverted: false }];
    expect(layout).toEqual({ kind: 'multi-track', channels: 4, silent: [3], copies });
  });

  it('answers for any measurement', () => {
    const level = fc.double({ min: -120, max: 0, noNaN: true });
    const block = fc.tuple(level, level, fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: undefined }));
    fc.assert(
      fc.property(fc.array(block), (list) => {
        const pair = {
          a: 0,
          b: 1,
          likeness: list.map(([, , correlation]) =>
            correlation === undefined ? undefined : { correlation, lagMs: 0 },
          ),
        };
        const layout = classifyLayout({
          levels: [list.map(([left]) => left), list.map(([, right]) => right)],
          pairs: [pair],
        });
        expect(['mono', 'dual-mono', 'two-sided', 'stereo']).toContain(layout.kind);
      }),
    );
  });
});
