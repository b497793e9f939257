import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchThatFits, bytesFor, memoryModel } from './asr-batch.ts';

const MB = 1_000_000;
const bytes = (most: number) => fc.integer({ min: 1, max: most });
const facts = fc.record({
  weightBytes: bytes(30_000 * MB),
  needBytes: bytes(40_000 * MB),
  footprints: fc.array(fc.record({ batch: fc.integer({ min: 1, max: 16 }), bytes: bytes(60_000 * MB) }), {
    maxLength: 6,
  }),
});

describe('memoryModel', () => {
  it('puts what a larger batch took more down to its windows', () => {
    const footprints = [
      { batch: 1, bytes: 1100 * MB },
      { batch: 4, bytes: 1400 * MB },
    ];
    const model = memoryModel({ weightBytes: 900 * MB, needBytes: 0, footprints });
    expect(model).toEqual({ baseBytes: 1000 * MB, perWindowBytes: 100 * MB });
  });

  it('puts what one footprint has beyond the weights down to its windows', () => {
    const model = memoryModel({ weightBytes: 800 * MB, needBytes: 0, footprints: [{ batch: 4, bytes: 1200 * MB }] });
    expect(model).toEqual({ baseBytes: 800 * MB, perWindowBytes: 100 * MB });
  });

  it('says for one window what the model is said to need, where nothing was measured', () => {
    const model = memoryModel({ weightBytes: 1000 * MB, needBytes: 2000 * MB, footprints: [] });
    expect(bytesFor(model, 1)).toBe(2000 * MB);
    expect(model.perWindowBytes).toBe(150 * MB);
  });

  it('never lies below what was measured', () => {
    fc.assert(
      fc.property(facts, (known) => {
        const model = memoryModel(known);
        for (const { batch, bytes: took } of known.footprints)
          expect(bytesFor(model, batch)).toBeGreaterThanOrEqual(took * (1 - 1e-12));
        expect(model.baseBytes).toBeGreaterThanOrEqual(0);
        expect(model.perWindowBytes).toBeGreaterThan(0);
      }),
    );
  });
});

describe('batchThatFits', () => {
  const cases = [facts, bytes(100_000 * MB), fc.integer({ min: 1, max: 32 })] as const;

  it('never takes more than there is, and leaves no window out that would fit', () => {
    fc.assert(
      fc.property(...cases, (known, free, most) => {
        const model = memoryModel(known);
        const batch = batchThatFits(model, free, most);
        expect(batch).toBeLessThanOrEqual(most);
        if (batch > 0) expect(bytesFor(model, batch)).toBeLessThanOrEqual(free);
        if (batch < most) expect(bytesFor(model, batch + 1)).toBeGreaterThan(free * (1 - 1e-9));
      }),
    );
  });

  it('never falls when more is free', () => {
    fc.assert(
      fc.property(...cases, bytes(100_000 * MB), (known, free, most, more) => {
        const model = memoryModel(known);
        expect(batchThatFits(model, free + more, most)).toBeGreaterThanOrEqual(batchThatFits(model, free, most));
      }),
    );
  });
});
