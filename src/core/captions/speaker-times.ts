import { bySpan, mergeSpans, type Span } from '../timeline/span.ts';
import type { SpeakerId, Turn } from '../timeline/types.ts';

/** When each speaker talks, for asking about any stretch in logarithmic time, however many captions ask. */
export class SpeakerTimes {
  /** Ids in order of first speech. */
  readonly speakers: readonly SpeakerId[];
  readonly #spans = new Map<SpeakerId, { readonly spans: readonly Span[]; readonly before: readonly number[] }>();

  constructor(turns: readonly Turn[]) {
    const bySpeaker = new Map<SpeakerId, Turn[]>();
    for (const turn of [...turns].sort(bySpan)) {
      const list = bySpeaker.get(turn.speaker);
      if (list === undefined) bySpeaker.set(turn.speaker, [turn]);
      else list.push(turn);
    }
    this.speakers = [...bySpeaker.keys()];
    for (const [speaker, list] of bySpeaker) {
      const spans = mergeSpans(list.filter((turn) => turn.endMs > turn.startMs));
      let total = 0;
      const before = spans.map((span) => {
        const sum = total;
        total += span.endMs - span.startMs;
        return sum;
      });
      this.#spans.set(speaker, { spans, before });
    }
  }

  /** Milliseconds the speaker talks inside the span. */
  spokenMs(speaker: SpeakerId, span: Span): number {
    return Math.max(0, this.#until(speaker, span.endMs) - this.#until(speaker, span.startMs));
  }

  /** Who talks most inside the span; the one who talked first among equals; `undefined` when nobody does. */
  loudest(span: Span): SpeakerId | undefined {
    let best: SpeakerId | undefined;
    let most = 0;
    for (const speaker of this.speakers) {
      const spoken = this.spokenMs(speaker, span);
      if (spoken > most) [best, most] = [speaker, spoken];
    }
    return best;
  }

  /** Milliseconds the speaker talked before a moment. */
  #until(speaker: SpeakerId, ms: number): number {
    const { spans = [], before = [] } = this.#spans.get(speaker) ?? {};
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.startMs ?? 0) < ms) low = middle + 1;
      else high = middle;
    }
    const last = spans[low - 1];
    return last === undefined ? 0 : (before[low - 1] ?? 0) + Math.min(ms, last.endMs) - last.startMs;
  }
}
