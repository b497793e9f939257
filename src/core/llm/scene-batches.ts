import type { Span } from '../timeline/span.ts';

/** A cue as far as cutting needs it. */
interface TimedLines extends Span {
  readonly lines: readonly string[];
}

export interface BatchLimits {
  /** Fewest and most cues of a batch; the end of a recording may be shorter. */
  readonly minLines: number;
  readonly maxLines: number;
  /** Most characters of source text in a batch of several cues. */
  readonly maxCharacters: number;
}

/** A batch is lines `from`..`to`-1. */
export interface BatchRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts cues into batches at the longest pauses, since a scene's lines explain each other. Every cue is in exactly one
 * batch; a cue longer than the limit is alone.
 */
export function sceneBatches(lines: readonly TimedLines[], limits: BatchLimits): BatchRange[] {
  const ranges: BatchRange[] = [];
  let from = 0;
  while (from < lines.length) {
    const to = cutAfter(lines, from, limits);
    ranges.push({ from, to });
    from = to;
  }
  return ranges;
}

function cutAfter(lines: readonly TimedLines[], from: number, limits: BatchLimits): number {
  const furthest = furthestEnd(lines, from, limits);
  if (furthest >= lines.length) return lines.length;
  // The last batch keeps its fewest lines where the one before it can spare them.
  const last = Math.max(from + 1, Math.min(furthest, Math.max(from + limits.minLines, lines.length - limits.minLines)));
  let best = last;
  for (let cut = last; cut >= Math.min(last, from + limits.minLines); cut--) {
    if (pauseBefore(lines, cut) > pauseBefore(lines, best)) best = cut;
  }
  return best;
}

function furthestEnd(lines: readonly TimedLines[], from: number, limits: BatchLimits): number {
  let characters = 0;
  let end = from;
  while (end < lines.length && end - from < limits.maxLines) {
    characters += (lines[end]?.lines ?? []).reduce((sum, line) => sum + line.length, 0);
    if (end > from && characters > limits.maxCharacters) break;
    end++;
  }
  return end;
}

function pauseBefore(lines: readonly TimedLines[], index: number): number {
  const before = lines[index - 1];
  const after = lines[index];
  return before === undefined || after === undefined ? 0 : after.startMs - before.endMs;
}
