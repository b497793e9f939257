import { spanLengthMs } from '../../timeline/span.ts';
import type { Turn } from '../../timeline/types.ts';

/** How turns are smoothed. Both 0 leaves them as the models heard them. */
export interface SmoothOptions {
  /** Turns shorter than this are left out. */
  readonly minTurnMs?: number | undefined;
  /** Pauses of one speaker up to this long are closed; in exclusive turns only where nobody else talks. */
  readonly maxGapMs?: number | undefined;
}

/**
 * Closes short pauses of a speaker, then leaves out turns that are still short. `turns` are ordered by start; those of one
 * speaker do not overlap. Exclusive turns stay exclusive.
 */
export function smoothTurns(
  turns: readonly Turn[],
  { minTurnMs = 0, maxGapMs = 0, exclusive = false }: SmoothOptions & { readonly exclusive?: boolean },
): Turn[] {
  const joined = maxGapMs > 0 ? closeGaps(turns, maxGapMs, exclusive) : [...turns];
  return minTurnMs > 0 ? joined.filter((turn) => spanLengthMs(turn) >= minTurnMs) : joined;
}

function closeGaps(turns: readonly Turn[], maxGapMs: number, exclusive: boolean): Turn[] {
  const joined: Turn[] = [];
  const lastOf = new Map<string, number>();
  for (const turn of turns) {
    const at = lastOf.get(turn.speaker);
    const before = at === undefined ? undefined : joined[at];
    const free = !exclusive || at === joined.length - 1;
    if (at !== undefined && before !== undefined && free && turn.startMs - before.endMs <= maxGapMs) {
      joined[at] = { ...before, endMs: Math.max(before.endMs, turn.endMs), ...confidenceOf(before, turn) };
      continue;
    }
    lastOf.set(turn.speaker, joined.length);
    joined.push(turn);
  }
  return joined;
}

/** Of two joined turns, by their lengths. */
function confidenceOf(a: Turn, b: Turn): { readonly confidence?: number } {
  if (a.confidence === undefined || b.confidence === undefined) return {};
  const [lengthA, lengthB] = [spanLengthMs(a), spanLengthMs(b)];
  const mean = (a.confidence * lengthA + b.confidence * lengthB) / (lengthA + lengthB);
  return { confidence: Math.round(mean * 1000) / 1000 };
}
