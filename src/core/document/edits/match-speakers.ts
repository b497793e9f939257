import { overlapMs, type Span } from '../../timeline/span.ts';
import type { SpeakerId } from '../../timeline/types.ts';
import type { VoxlaneDocument } from '../types.ts';

interface Heard extends Span {
  readonly speaker: SpeakerId;
  readonly channel: number | undefined;
}

/** A speaker is found again when at least this much of their time belongs to the other one. */
const SHARE = 0.5;

/**
 * Which speaker of `after` is which of `before`: pairs that share most time, each speaker once. Ids count only for
 * speakers that are heard nowhere in both, since a new diarization numbers anew.
 */
export function matchSpeakers(before: VoxlaneDocument, after: VoxlaneDocument): Map<SpeakerId, SpeakerId> {
  const left = heard(before);
  const right = heard(after);
  const totals = totalsOf(left);
  const pairs = shared(left, right).filter(({ a, ms }) => ms >= SHARE * (totals.get(a) ?? Infinity));
  pairs.sort((x, y) => y.ms - x.ms || (x.a + x.b < y.a + y.b ? -1 : 1));
  const matched = new Map<SpeakerId, SpeakerId>();
  const taken = new Set<SpeakerId>();
  for (const { a, b } of pairs) {
    if (matched.has(a) || taken.has(b)) continue;
    matched.set(a, b);
    taken.add(b);
  }
  const audible = totalsOf(right);
  for (const { id } of before.speakers) {
    const silent = !totals.has(id) && !audible.has(id);
    if (silent && after.speakers.some((speaker) => speaker.id === id)) matched.set(id, id);
  }
  return matched;
}

/** Who is heard when: by turns, else by words, else by cues. Sorted by start. */
function heard({ turns, words, cues }: VoxlaneDocument): Heard[] {
  const spans: Heard[] = [];
  const add = ({ startMs, endMs }: Span, speaker: SpeakerId | undefined, channel?: number): void => {
    if (speaker !== undefined && endMs > startMs) spans.push({ startMs, endMs, speaker, channel });
  };
  for (const turn of turns) add(turn, turn.speaker, turn.channel);
  if (spans.length === 0) for (const word of words) add(word, word.speaker, word.channel);
  if (spans.length === 0) for (const cue of cues) for (const id of cue.lineSpeakers ?? [cue.speaker]) add(cue, id);
  return spans.sort((a, b) => a.startMs - b.startMs);
}

function totalsOf(spans: readonly Heard[]): Map<SpeakerId, number> {
  const totals = new Map<SpeakerId, number>();
  for (const { speaker, startMs, endMs } of spans) totals.set(speaker, (totals.get(speaker) ?? 0) + endMs - startMs);
  return totals;
}

function shared(left: readonly Heard[], right: readonly Heard[]): { a: SpeakerId; b: SpeakerId; ms: number }[] {
  const sums = new Map<string, { a: SpeakerId; b: SpeakerId; ms: number }>();
  let from = 0;
  const ends = right.map((_, index) => index);
  let latest = 0;
  for (const [index, span] of right.entries()) ends[index] = latest = Math.max(latest, span.endMs);
  for (const a of left) {
    while (from < right.length && (ends[from] ?? 0) <= a.startMs) from++;
    for (let at = from; at < right.length; at++) {
      const b = right[at];
      if (b === undefined || b.startMs >= a.endMs) break;
      const ms = overlapMs(a, b);
      const apart = a.channel !== undefined && b.channel !== undefined && a.channel !== b.channel;
      if (ms === 0 || apart) continue;
      const key = JSON.stringify([a.speaker, b.speaker]);
      const sum = sums.get(key) ?? { a: a.speaker, b: b.speaker, ms: 0 };
      sum.ms += ms;
      sums.set(key, sum);
    }
  }
  return [...sums.values()];
}
