import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newDocument } from './new-document.ts';
import { speakerSamples } from './speaker-samples.ts';

const turn = (speaker: string, startMs: number, endMs: number, confidence?: number) => ({
  ...{ speaker, startMs, endMs },
  ...(confidence === undefined ? {} : { confidence }),
});

describe('speakerSamples', () => {
  it('takes long, sure turns without others, spread over the recording', () => {
    const turns = [
      turn('A', 0, 8000, 0.9),
      turn('A', 9000, 16_000, 0.9),
      turn('B', 20_000, 30_000, 0.9),
      turn('A', 40_000, 41_000, 0.9),
      turn('A', 50_000, 57_000, 0.2),
      turn('A', 100_000, 107_000, 0.9),
    ];
    const samples = speakerSamples(newDocument({ turns }), 'A', 3);
    expect(samples.map(({ startMs }) => startMs)).toEqual([0, 9000, 100_000]);
    expect(speakerSamples(newDocument({ turns }), 'B', 3)).toEqual([
      { startMs: 20_000, endMs: 30_000, channel: undefined, text: '' },
    ]);
    expect(speakerSamples(newDocument({ turns }), 'C', 3)).toEqual([]);
  });

  it('leaves out where somebody else talks, and takes short turns when there are no others', () => {
    const turns = [turn('A', 0, 9000), turn('B', 4000, 5000)];
    expect(speakerSamples(newDocument({ turns }), 'A', 3).map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 4000],
      [5000, 9000],
    ]);
    expect(speakerSamples(newDocument({ turns: [turn('A', 0, 700)] }), 'A', 3)).toHaveLength(1);
  });

  it('never holds another voice, and is in order', () => {
    const anyTurn = fc.tuple(fc.constantFrom('A', 'B'), fc.nat(60_000), fc.integer({ min: 1, max: 20_000 }));
    fc.assert(
      fc.property(fc.array(anyTurn, { maxLength: 30 }), (list) => {
        const turns = list.map(([speaker, startMs, length]) => turn(speaker, startMs, startMs + length));
        const samples = speakerSamples(newDocument({ turns }), 'A', 5);
        expect(samples.length).toBeLessThanOrEqual(5);
        for (const [at, { startMs, endMs }] of samples.entries()) {
          expect(endMs - startMs).toBeLessThanOrEqual(10_000);
          expect(turns.some((other) => other.speaker === 'B' && other.startMs < endMs && other.endMs > startMs)).toBe(
            false,
          );
          expect(startMs).toBeGreaterThanOrEqual(samples[at - 1]?.startMs ?? 0);
        }
      }),
    );
  });
});
