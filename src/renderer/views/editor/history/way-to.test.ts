import { describe, expect, it } from 'vitest';
import { shownSteps, wayTo } from './way-to.ts';

const steps = [
  { step: 1, state: 'live' },
  { step: 2, state: 'dropped' },
  { step: 3, state: 'live' },
  { step: 4, state: 'live' },
  { step: 6, state: 'undone' },
  { step: 7, state: 'undone' },
];

describe('the way to a step of the history', () => {
  it('goes back or on until it is the last one carried out', () => {
    expect(shownSteps(steps).map((each) => wayTo(steps, each))).toEqual([-2, -1, 0, 1, 2]);
  });

  it('goes back to before the first, and nowhere to a step that is gone', () => {
    expect(wayTo(steps, undefined)).toBe(-3);
    expect(wayTo(steps, { step: 5 })).toBe(0);
    expect(wayTo([], undefined)).toBe(0);
  });
});
