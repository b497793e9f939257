import { describe, expect, it } from 'vitest';
import { tokenBudget } from './budget.ts';

describe('tokenBudget', () => {
  it('follows the speech, is roomier for byte-heavy scripts and unknown languages, and never exceeds the room', () => {
    expect(tokenBudget(10, 'en', 444)).toBe(104);
    expect(tokenBudget(10, 'th', 444)).toBe(274);
    expect(tokenBudget(10, undefined, 444)).toBe(274);
    expect(tokenBudget(30, 'th', 444)).toBe(444);
    expect(tokenBudget(0, 'en', 444)).toBe(24);
  });
});
