import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GpuRoom, isWanted, type Lease, mayLoad, withoutDead, withYielding } from './lease-book.ts';

const GIB = 1024 ** 3;
const lease = (id: string, needGib: number, state: Lease['state'] = 'waiting'): Lease => ({
  id,
  owner: `owner-${id}`,
  gpu: 'card',
  needBytes: needGib * GIB,
  state,
});
const card = (totalGib: number, freeGib: number): GpuRoom => ({
  name: 'card',
  totalBytes: totalGib * GIB,
  freeBytes: freeGib * GIB,
});

describe('mayLoad', () => {
  it('lets the first that waits load what is free, and no second while one loads', () => {
    expect(mayLoad([lease('a', 5)], 'a', card(24, 6))).toBe(true);
    expect(mayLoad([lease('a', 7)], 'a', card(24, 6))).toBe(false);
    expect(mayLoad([lease('a', 1), lease('b', 1)], 'b', card(24, 6))).toBe(false);
    expect(mayLoad([lease('a', 1, 'loading'), lease('b', 1)], 'b', card(24, 6))).toBe(false);
    expect(mayLoad([lease('a', 9, 'loaded'), lease('b', 5)], 'b', card(24, 6))).toBe(true);
  });

  it('keeps a small card to one heavy model', () => {
    expect(mayLoad([lease('a', 2, 'loaded'), lease('b', 2)], 'b', card(8, 6))).toBe(false);
    expect(mayLoad([lease('a', 2, 'loaded'), lease('b', 0.5)], 'b', card(8, 6))).toBe(true);
    expect(mayLoad([lease('a', 2, 'loaded'), lease('b', 2)], 'b', card(12, 6))).toBe(true);
  });

  it('asks only about its own card', () => {
    expect(mayLoad([{ ...lease('a', 2, 'loading'), gpu: 'other' }, lease('b', 2)], 'b', card(8, 6))).toBe(true);
  });
});

describe('a model that nobody uses', () => {
  it('is wanted when another waits for its card, and only then', () => {
    const held = { ...lease('a', 5, 'loaded'), yields: true };
    expect(isWanted([held], 'a')).toBe(false);
    expect(isWanted([held, lease('b', 1, 'loading'), lease('c', 1, 'loaded')], 'a')).toBe(false);
    expect(isWanted([held, { ...lease('b', 1), gpu: 'other' }], 'a')).toBe(false);
    expect(isWanted([held, lease('b', 1)], 'a')).toBe(true);
    expect(isWanted([lease('b', 1)], 'a')).toBe(false);
  });

  it('counts as free memory of its card, never as more than there is', () => {
    const book = [{ ...lease('a', 5, 'loaded'), yields: true }, lease('b', 2, 'loaded')];
    expect(withYielding(card(24, 6), book)).toEqual(card(24, 11));
    expect(withYielding(card(8, 6), book)).toEqual(card(8, 8));
    expect(withYielding({ ...card(24, 6), name: 'other' }, book)).toEqual({ ...card(24, 6), name: 'other' });
  });
});

type Step = { readonly kind: 'ask' | 'turn' | 'loaded' | 'die'; readonly which: number; readonly needGib: number };

it('never gives out more than a card has, and everyone who fits gets in once the others are gone', () => {
  const step: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom('ask', 'turn', 'loaded', 'die'),
    which: fc.nat(20),
    needGib: fc.integer({ min: 1, max: 10 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 24 }), fc.array(step, { maxLength: 60 }), (totalGib, steps) => {
      let book: readonly Lease[] = [];
      const dead = new Set<string>();
      let next = 0;
      const held = (): Lease[] => book.filter(({ state }) => state !== 'waiting');
      const room = (): GpuRoom => {
        const loaded = book.filter(({ state }) => state === 'loaded').reduce((sum, one) => sum + one.needBytes, 0);
        return card(totalGib, totalGib - loaded / GIB);
      };
      const turn = (id: string): void => {
        if (mayLoad(book, id, room())) book = book.map((one) => (one.id === id ? { ...one, state: 'loading' } : one));
      };
      for (const { kind, which, needGib } of steps) {
        const one = book[which % Math.max(1, book.length)] as Lease | undefined;
        if (kind === 'ask') book = [...book, lease(`${next++}`, needGib)];
        else if (one === undefined) continue;
        else if (kind === 'turn') turn(one.id);
        else if (kind === 'loaded')
          book = book.map((all) => (all.id === one.id && all.state === 'loading' ? { ...all, state: 'loaded' } : all));
        else {
          dead.add(one.owner);
          book = withoutDead(book, (owner) => !dead.has(owner));
        }
        expect(held().reduce((sum, all) => sum + all.needBytes, 0)).toBeLessThanOrEqual(totalGib * GIB);
        if (totalGib < 12) expect(held().length).toBeLessThanOrEqual(1);
      }
      for (const { owner } of held()) dead.add(owner);
      book = withoutDead(book, (owner) => !dead.has(owner));
      const [first] = book;
      if (first === undefined || first.needBytes > totalGib * GIB) return;
      turn(first.id);
      expect(held().map(({ id }) => id)).toEqual([first.id]);
    }),
  );
});
