import type { Span } from '../timeline/span.ts';
import type { SpeakerId } from '../timeline/types.ts';

/** A cue before it has its final times: text, words, and when it is spoken. */
export interface CueDraft {
  /** When the first word starts and the last one ends. */
  readonly spoken: Span;
  readonly lines: readonly string[];
  readonly wordIds: readonly string[];
  readonly speaker: SpeakerId | undefined;
  readonly lineSpeakers: readonly SpeakerId[] | undefined;
  /** True when the draft is all its speaker said before someone else spoke or fell silent. */
  readonly wholeTurn: boolean;
}
