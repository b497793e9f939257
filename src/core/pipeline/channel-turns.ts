import { mergeSpans, type Span } from '../timeline/span.ts';
import type { Turn } from '../timeline/types.ts';

/** Pauses shorter than this belong to the same turn, as in the diarizer's own output. */
const TURN_GAP_MS = 500;

/**
 * Turns of a channel that carries one speaker, `S<channel+1>`, with short pauses bridged. Words bound speech more tightly
 * than the padded spans of the speech detector, so they are used when there are any.
 */
export function channelTurns(words: readonly Span[], speech: readonly Span[], channel: number): Turn[] {
  const evidence = words.length > 0 ? words : speech;
  return mergeSpans(evidence, TURN_GAP_MS).map((span) => ({ ...span, speaker: `S${channel + 1}`, channel }));
}
