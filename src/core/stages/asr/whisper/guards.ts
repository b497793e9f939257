import type { DropReason } from '../../../timeline/types.ts';
import { isInventedPhrase } from './phrases.ts';
import type { Stretch, TimedWord } from './word-times.ts';

/** Words taken out, with the reason. */
interface GuardDrop extends Stretch {
  readonly reason: DropReason;
  readonly detail: string;
}

export interface GuardVerdict {
  readonly kept: readonly TimedWord[];
  readonly drops: readonly GuardDrop[];
  readonly notes: readonly string[];
}

/** Whisper's word anomaly limits (reference `transcribe`, hallucination silence threshold). */
const ANOMALY = {
  probability: 0.15,
  shortSeconds: 0.133,
  longSeconds: 2,
  words: 8,
  score: 3,
  silenceSeconds: 2,
} as const;
/** Less detected speech than this share of a phrase's time means the VAD heard none there. */
const SPEECH_SHARE = 0.3;
/** A pause that separates phrases. */
const PHRASE_GAP_SECONDS = 1;
/** Nobody talks faster for long; subtitles reading limits lie at 17-25. */
const SUSPICIOUS_CPS = 30;
const JUDGED_CHARACTERS = 12;

/**
 * Takes invented text out of a window: known phrases and improbable words where the VAD heard no speech. Without VAD
 * knowledge (`speech` empty) nothing is dropped. Text that runs faster than 30 characters a second is only noted.
 * @param words with times fitted to speech, so that pauses show
 */
export function guardWords(
  words: readonly TimedWord[],
  speech: readonly Stretch[],
  language: string | undefined,
): GuardVerdict {
  const phrases = splitPhrases(words);
  const kept: TimedWord[] = [];
  const drops: GuardDrop[] = [];
  const notes: string[] = [];
  phrases.forEach((phrase, i) => {
    const span = { start: phrase[0].start, end: phrase.at(-1)!.end };
    const text = textOf(phrase);
    const unheard = speech.length > 0 && speechShare(span, speech) < SPEECH_SHARE;
    const before = span.start - (phrases[i - 1]?.at(-1)?.end ?? -Infinity);
    const after = (phrases[i + 1]?.[0]?.start ?? Infinity) - span.end;
    const alone = Math.min(before, after) >= ANOMALY.silenceSeconds;
    if (unheard && isInventedPhrase(text, language)) {
      drops.push({ ...span, reason: 'hallucination-phrase', detail: text });
    } else if (unheard && alone && isAnomalous(phrase)) {
      drops.push({ ...span, reason: 'low-confidence', detail: text });
    } else {
      kept.push(...phrase);
      const rate = [...text].length / Math.max(span.end - span.start, 0.02);
      if ([...text].length >= JUDGED_CHARACTERS && rate > SUSPICIOUS_CPS) {
        notes.push(`suspiciously fast: ${rate.toFixed(0)} characters per second at ${span.start.toFixed(1)} s`);
      }
    }
  });
  return { kept, drops, notes };
}

/** Score of one word: improbable, too short to be said, or too long. */
export function wordAnomaly(word: TimedWord): number {
  const length = word.end - word.start;
  return (
    (word.probability < ANOMALY.probability ? 1 : 0) +
    (length < ANOMALY.shortSeconds ? (ANOMALY.shortSeconds - length) * 15 : 0) +
    (length > ANOMALY.longSeconds ? length - ANOMALY.longSeconds : 0)
  );
}

function isAnomalous(phrase: readonly TimedWord[]): boolean {
  const judged = phrase.filter((word) => /[\p{L}\p{N}]/u.test(word.group.text)).slice(0, ANOMALY.words);
  const score = judged.reduce((sum, word) => sum + wordAnomaly(word), 0);
  return score >= ANOMALY.score || score + 0.01 >= judged.length;
}

function splitPhrases(words: readonly TimedWord[]): TimedWord[][] {
  const phrases: TimedWord[][] = [];
  for (const word of words) {
    const last = phrases.at(-1)?.at(-1);
    const apart =
      last === undefined || word.start - last.end >= PHRASE_GAP_SECONDS || /[.!?。！？…]$/u.test(last.group.text);
    if (apart) phrases.push([word]);
    else phrases.at(-1)!.push(word);
  }
  return phrases;
}

/** The words as running text. */
export function textOf(words: readonly TimedWord[]): string {
  return words.map((word, i) => (i > 0 && word.group.spaceBefore ? ' ' : '') + word.group.text).join('');
}

function speechShare(span: Stretch, speech: readonly Stretch[]): number {
  const shared = speech.reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.min(end, span.end) - Math.max(start, span.start)),
    0,
  );
  return shared / Math.max(span.end - span.start, 0.02);
}
