import type { Cue } from '../../../core/timeline/types.ts';
import { NOTHING, selection } from '../selection.ts';

type Timed = Pick<Cue, 'id' | 'startMs' | 'endMs'>;

/**
 * Selects in a newer document what was selected in the one before. Ids are given anew each time the machine writes, so a
 * cue is known by when it is said. A selected turn or word is let go, a drawn range stays. Without any selection the first
 * cue is selected.
 */
export function carrySelection(before: readonly Timed[], after: readonly Timed[]): void {
  const { cueId, cueIds, range } = selection.getState();
  const old = new Map(before.map((cue) => [cue.id, cue]));
  const carried = (id: string): string | undefined => {
    const cue = old.get(id);
    return cue && cueNear(after, cue)?.id;
  };
  const current = cueId === undefined ? undefined : carried(cueId);
  if (current === undefined) {
    const first = cueId === undefined && range === undefined ? after[0]?.id : undefined;
    selection.setState({ ...NOTHING, ...(range && { range }), ...chosen(first, []) }, true);
    return;
  }
  const others = [...cueIds].flatMap((id) => carried(id) ?? []);
  selection.setState({ ...NOTHING, ...(range && { range }), ...chosen(current, others) }, true);
}

function chosen(current: string | undefined, others: readonly string[]) {
  return current === undefined ? {} : { cueId: current, cueIds: new Set([...others, current]) };
}

/** The cue that shares most time with another one; the nearest where none does. Cues stand in the order they begin. */
export function cueNear<Each extends Timed>(cues: readonly Each[], { startMs, endMs }: Timed): Each | undefined {
  let best: Each | undefined;
  let bestMs = -Infinity;
  for (const cue of cues) {
    // Below 0 it is the distance.
    const sharedMs = Math.min(cue.endMs, endMs) - Math.max(cue.startMs, startMs);
    if (sharedMs > bestMs) [best, bestMs] = [cue, sharedMs];
    else if (cue.startMs > endMs) break;
  }
  return best;
}
