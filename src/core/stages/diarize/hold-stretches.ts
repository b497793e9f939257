import { overlapMs } from '../../timeline/span.ts';
import type { SpeakerId, Turn } from '../../timeline/types.ts';
import type { Stretch } from './voice-links.ts';

/**
 * Makes sure a speaker has a stretch: where another one talks there most, that one's time in it changes hands. Turns come
 * ordered by start, and those of one speaker do not overlap afterwards.
 */
export function holdStretch(turns: readonly Turn[], stretch: Stretch, speaker: SpeakerId): Turn[] {
  const shares = new Map<SpeakerId, number>();
  for (const turn of turns) {
    const shared = overlapMs(turn, stretch);
    if (shared > 0) shares.set(turn.speaker, (shares.get(turn.speaker) ?? 0) + shared);
  }
  const [first] = [...shares].sort((a, b) => b[1] - a[1]);
  const most = first?.[0];
  if (most === undefined || most === speaker) return [...turns];
  const held = turns.flatMap((turn) => {
    if (turn.speaker !== most || overlapMs(turn, stretch) === 0) return [turn];
    const startMs = Math.max(turn.startMs, stretch.startMs);
    const endMs = Math.min(turn.endMs, stretch.endMs);
    return [
      { ...turn, endMs: startMs },
      { ...turn, startMs, endMs, speaker, confidence: 1 },
      { ...turn, startMs: endMs },
    ].filter((part) => part.endMs > part.startMs);
  });
  return joinOwn(
    held.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs),
    speaker,
  );
}

/** Joins turns of a speaker that touch or overlap. */
function joinOwn(turns: readonly Turn[], speaker: SpeakerId): Turn[] {
  const joined: Turn[] = [];
  let own = -1;
  for (const turn of turns) {
    const before = joined[own];
    if (turn.speaker === speaker && before !== undefined && turn.startMs <= before.endMs) {
      joined[own] = { ...before, endMs: Math.max(before.endMs, turn.endMs) };
      continue;
    }
    if (turn.speaker === speaker) own = joined.length;
    joined.push(turn);
  }
  return joined;
}
