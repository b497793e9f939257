import { mergeSpans, type Span } from '../timeline/span.ts';
import type { Turn } from '../timeline/types.ts';

/** Pauses shorter than this belong to the same turn, as in the diarizer's own output. */
const TURN_GAP_MS = 500;

/** Turns of a channel that carries one speaker: its speech, with short pauses bridged. The speaker is `S<channel+1>`. */
export function channelTurns(speech: readonly Span[], channel: number): Turn[] {
  return mergeSpans(speech, TURN_GAP_MS).map((span) => ({ ...span, speaker: `S${channel + 1}`, channel }));
}
