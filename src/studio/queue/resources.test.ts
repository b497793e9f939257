import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lease, ResourcePool } from './resources.ts';

describe('ResourcePool', () => {
  it('gives all of what is needed or nothing', () => {
    const pool = new ResourcePool({ cpu: 4, downloads: 1 });
    const first = pool.tryAcquire({ cpu: 3 });
    expect(first).toBeDefined();
    expect(pool.tryAcquire({ cpu: 2, downloads: 1 })).toBeUndefined();
    expect([pool.free('cpu'), pool.free('downloads')]).toEqual([1, 1]);
    first?.release();
    first?.release();
    expect(pool.free('cpu')).toBe(4);
  });

  it('meets a need above everything with everything, so nothing waits forever', () => {
    const pool = new ResourcePool({ cpu: 2 });
    const lease = pool.tryAcquire({ cpu: 8 });
    expect([lease === undefined, pool.free('cpu')]).toEqual([false, 0]);
    expect(pool.tryAcquire({ cpu: 1 })).toBeUndefined();
  });

  it('takes nothing back when it shrinks, and gives nothing until there is room', () => {
    const pool = new ResourcePool({ cpu: 4 });
    const lease = pool.tryAcquire({ cpu: 4 });
    pool.resize({ cpu: 2 });
    expect(pool.free('cpu')).toBe(0);
    lease?.release();
    expect(pool.free('cpu')).toBe(2);
  });

  it('never gives more than there is, whatever is asked and given back', () => {
    const step = fc.record({ take: fc.boolean(), amount: fc.integer({ min: 0, max: 6 }), which: fc.nat(20) });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.array(step), (capacity, steps) => {
        const pool = new ResourcePool({ cpu: capacity });
        const held: { lease: Lease; amount: number }[] = [];
        for (const { take, amount, which } of steps) {
          const lease = take ? pool.tryAcquire({ cpu: amount }) : undefined;
          if (lease !== undefined) held.push({ lease, amount: Math.min(amount, capacity) });
          else if (!take) held.splice(which % Math.max(1, held.length), 1)[0]?.lease.release();
          const used = held.reduce((sum, { amount: part }) => sum + part, 0);
          expect(used).toBeLessThanOrEqual(capacity);
          expect(pool.free('cpu')).toBe(capacity - used);
        }
      }),
    );
  });
});
