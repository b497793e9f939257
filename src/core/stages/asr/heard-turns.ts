import type { AsrWindowResult } from '../../ports/asr-engine.ts';
import { bySpan } from '../../timeline/span.ts';
import type { SpeakerId, Turn } from '../../timeline/types.ts';

/**
 * Turns of a track by the labels of an engine that tells speakers apart itself: ids in the order of their first words, no
 * two at a time. `undefined` unless one request covered every window, since labels of different requests do not fit
 * together; whoever needs speakers then finds them by their voices.
 */
export function heardTurns(results: readonly AsrWindowResult[], channel: number | undefined): Turn[] | undefined {
  const request = results[0]?.voices?.request;
  if (request === undefined || results.some((result) => result.voices?.request !== request)) return undefined;
  const ids = new Map<string, SpeakerId>();
  const turns: Turn[] = [];
  let fromMs = 0;
  const labelled = results.flatMap((result) => result.voices?.turns ?? []);
  for (const { startMs, endMs, speaker } of [...labelled].sort(bySpan)) {
    const start = Math.max(startMs, fromMs);
    if (endMs <= start) continue;
    fromMs = endMs;
    const id = ids.get(speaker) ?? `S${ids.size + 1}`;
    ids.set(speaker, id);
    turns.push({ speaker: id, startMs: start, endMs, ...(channel === undefined ? {} : { channel }) });
  }
  return turns.length === 0 ? undefined : turns;
}
