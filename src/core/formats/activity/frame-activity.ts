import type { VoxlaneDocument } from '../../document/types.ts';
import { type FrameRate, framesBefore, frameStartMs } from '../../timeline/frame-rate.ts';
import { bySpan, type Span } from '../../timeline/span.ts';
import type { SpeakerId, Turn } from '../../timeline/types.ts';

/** Who speaks in the middle of a video frame. */
export interface FrameRow {
  /** 0-based. */
  readonly frame: number;
  /** Start of the frame, rounded to the millisecond. */
  readonly timeMs: number;
  readonly isSpeechPresent: boolean;
  /** Everybody who speaks, sorted by id. */
  readonly speakers: readonly SpeakerId[];
  /** The one whom words of this instant are given to: of the exclusive turns, else who began last. */
  readonly primary?: SpeakerId;
  readonly overlap: boolean;
  /** Of the primary speaker's turn, 0..1, when it has one. */
  readonly confidence?: number;
}

/** Frames the document's table has at a rate: up to the end of the media, or of what is known of it if that is later. */
export function frameCount(document: VoxlaneDocument, rate: FrameRate): number {
  let endMs = document.media.durationMs;
  for (const list of [document.turns, document.exclusiveTurns, document.words, document.cues]) {
    for (const span of list) endMs = Math.max(endMs, span.endMs);
  }
  return framesBefore(endMs, rate);
}

/**
 * One row a video frame, looked up in the middle of the frame, in one sweep and with little memory however long the
 * recording is. Speech is present where somebody has a turn or a word is spoken; in documents with neither turns nor
 * words, where a cue is shown. Without turns, speakers are those of words or cues.
 */
export function* frameActivity(document: VoxlaneDocument, rate: FrameRate): Generator<FrameRow> {
  const turns = new Sweep(turnsOf(document));
  const exclusive = new Sweep(document.exclusiveTurns);
  const speech = new Sweep<Span>(document.turns.length + document.words.length === 0 ? document.cues : document.words);
  const count = frameCount(document, rate);
  let known: readonly Turn[] | undefined;
  let speakers: readonly SpeakerId[] = [];
  for (let frame = 0; frame < count; frame++) {
    const middleMs = ((2 * frame + 1) * 500 * rate.denominator) / rate.numerator;
    const active = turns.at(middleMs);
    if (active !== known) speakers = [...new Set(active.map((turn) => turn.speaker))].sort();
    known = active;
    const primary = exclusive.at(middleMs).at(-1) ?? active.at(-1);
    const own = active.findLast((turn) => turn.speaker === primary?.speaker);
    const confidence = primary?.confidence ?? own?.confidence;
    const isSpeechPresent = speech.at(middleMs).length > 0 || active.length > 0 || primary !== undefined;
    yield {
      frame,
      timeMs: frameStartMs(frame, rate),
      isSpeechPresent,
      speakers: speakers.length === 0 && primary !== undefined ? [primary.speaker] : speakers,
      ...(primary === undefined ? {} : { primary: primary.speaker }),
      overlap: speakers.length > 1,
      ...(confidence === undefined ? {} : { confidence }),
    };
  }
}

/** The document's turns; where it has none, its words or else its cues that name a speaker. */
function turnsOf(document: VoxlaneDocument): readonly Turn[] {
  if (document.turns.length > 0) return document.turns;
  if (document.exclusiveTurns.length > 0) return document.exclusiveTurns;
  const named = document.words.some((word) => word.speaker !== undefined) ? document.words : document.cues;
  return named.flatMap(({ startMs, endMs, speaker }) => (speaker === undefined ? [] : [{ startMs, endMs, speaker }]));
}

/** Spans that cover an instant, for instants that only rise. */
class Sweep<T extends Span> {
  readonly #sorted: readonly T[];
  #next = 0;
  #active: T[] = [];

  constructor(spans: readonly T[]) {
    this.#sorted = [...spans].sort(bySpan);
  }

  /** Those with `startMs <= ms < endMs`, by start; the same list as long as nothing changes. */
  at(ms: number): readonly T[] {
    const added: T[] = [];
    for (let span = this.#sorted[this.#next]; span !== undefined && span.startMs <= ms;) {
      added.push(span);
      span = this.#sorted[++this.#next];
    }
    if (added.length > 0 || this.#active.some((span) => span.endMs <= ms)) {
      this.#active = [...this.#active, ...added].filter((span) => span.endMs > ms);
    }
    return this.#active;
  }
}
