import { beforeEach, describe, expect, it } from 'vitest';
import { NOTHING, selectCue, selectCues, selection } from '../selection.ts';
import { carrySelection, cueNear } from './carry-selection.ts';

const cue = (id: string, startMs: number, endMs: number) => ({ id, startMs, endMs });
const before = [cue('c1', 0, 1000), cue('c2', 2000, 3000), cue('c3', 5000, 6000)];

describe('what is selected, when the machine writes the document anew', () => {
  beforeEach(() => selection.setState(NOTHING, true));

  it('stays with what is said there, whatever its id is now', () => {
    selectCues(['c2', 'c3'], 'c3');
    carrySelection(before, [cue('c1', 0, 400), cue('c2', 500, 1000), cue('c3', 2000, 3000), cue('c4', 5100, 5900)]);
    expect(selection.getState()).toEqual({ cueId: 'c4', cueIds: new Set(['c3', 'c4']) });
  });

  it('is the first cue when there was none before, and nothing stays nothing when a range is drawn', () => {
    carrySelection([], before);
    expect(selection.getState().cueId).toBe('c1');
    const range = { startMs: 10, endMs: 20 };
    selection.setState({ ...NOTHING, range }, true);
    carrySelection(before, before);
    expect(selection.getState()).toEqual({ cueIds: new Set(), range });
  });

  it('is gone when everything is', () => {
    selectCue('c1');
    carrySelection(before, []);
    expect(selection.getState()).toEqual(NOTHING);
  });
});

describe('the cue near another one', () => {
  it('shares most time with it, or is the nearest', () => {
    expect(cueNear(before, cue('x', 2900, 5500))?.id).toBe('c3');
    expect(cueNear(before, cue('x', 3100, 3200))?.id).toBe('c2');
    expect(cueNear(before, cue('x', 9000, 9500))?.id).toBe('c3');
    expect(cueNear([], cue('x', 0, 1))).toBeUndefined();
  });
});
