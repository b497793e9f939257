import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgePan } from './edge-pan.ts';

const WIDTH = 1000;

describe('edgePan', () => {
  it('leaves the view alone in its middle, and when the drag goes away from the edge', () => {
    expect(edgePan(500, 100, WIDTH)).toBe(0);
    expect(edgePan(990, 995, WIDTH)).toBe(0);
    expect(edgePan(10, 5, WIDTH)).toBe(0);
  });

  it('moves towards the edge that is reached, faster the further the pointer is, within reason', () => {
    expect(edgePan(990, 500, WIDTH)).toBeGreaterThan(0);
    expect(edgePan(5, 500, WIDTH)).toBeLessThan(0);
    expect(edgePan(1100, 500, WIDTH)).toBeGreaterThan(edgePan(990, 500, WIDTH));
    expect(edgePan(1e6, 500, WIDTH)).toBe(edgePan(1e7, 500, WIDTH));
  });

  it('is the same to both sides', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3000, max: 4000 }), fc.integer({ min: 0, max: WIDTH }), (x, from) => {
        expect(edgePan(WIDTH - x, WIDTH - from, WIDTH)).toBeCloseTo(-edgePan(x, from, WIDTH));
      }),
    );
  });
});
