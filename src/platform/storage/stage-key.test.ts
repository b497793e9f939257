import { describe, expect, it } from 'vitest';
import { stageKey } from './stage-key.ts';

describe('stageKey', () => {
  it('does not depend on the order of properties', () => {
    expect(stageKey({ a: 1, b: { c: 2, d: 3 } })).toBe(stageKey({ b: { d: 3, c: 2 }, a: 1 }));
  });
  it('changes with any value and with the order of lists', () => {
    const base = stageKey({ models: ['x', 'y'], beam: 1 });
    expect(stageKey({ models: ['y', 'x'], beam: 1 })).not.toBe(base);
    expect(stageKey({ models: ['x', 'y'], beam: 2 })).not.toBe(base);
  });
});
