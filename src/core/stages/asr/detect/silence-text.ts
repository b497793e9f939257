import type { AsrDrop, AsrWindowResult, AsrWord } from '../../../ports/asr-engine.ts';
import { overlapMs, spanLengthMs, type Span } from '../../../timeline/span.ts';
import { isInventedPhrase } from './phrases.ts';
import { textOf, withWords } from './word-text.ts';

/** Whisper's word anomaly limits (reference `transcribe`, hallucination silence threshold). */
const ANOMALY = {
  confidence: 0.15,
  shortMs: 133,
  longMs: 2000,
  words: 8,
  score: 3,
  silenceMs: 2000,
} as const;
/** Less detected speech than this share of a phrase's time means the VAD heard none there. */
export const SPEECH_SHARE = 0.3;
/** A pause that separates phrases. */
const PHRASE_GAP_MS = 1000;
const SHORTEST_MS = 20;

/**
 * Takes invented text out of a window: known phrases and improbable words where the VAD heard no speech. Without VAD
 * knowledge (`speech` empty) nothing is dropped.
 * @param result words with times fitted to speech, so that pauses show
 */
export function withoutSilenceText(result: AsrWindowResult, speech: readonly Span[]): AsrWindowResult {
  if (speech.length === 0) return result;
  const phrases = phrasesOf(result.words);
  const kept: AsrWord[] = [];
  const drops: AsrDrop[] = [];
  for (const [i, phrase] of phrases.entries()) {
    const span = spanOf(phrase);
    const detail = textOf(phrase);
    const before = span.startMs - (phrases[i - 1]?.at(-1)?.endMs ?? -Infinity);
    const after = (phrases[i + 1]?.[0]?.startMs ?? Infinity) - span.endMs;
    const alone = Math.min(before, after) >= ANOMALY.silenceMs;
    if (speechShare(span, speech) >= SPEECH_SHARE) kept.push(...phrase);
    else if (isInventedPhrase(detail, result.language)) drops.push({ ...span, reason: 'hallucination-phrase', detail });
    else if (alone && isAnomalous(phrase)) drops.push({ ...span, reason: 'low-confidence', detail });
    else kept.push(...phrase);
  }
  return withWords(result, kept, drops, `text where no speech is was taken out ${drops.length} times`);
}

/** Score of one word: improbable, too short to be said, or too long. */
export function wordAnomaly(word: AsrWord): number {
  const length = spanLengthMs(word);
  return (
    (word.confidence < ANOMALY.confidence ? 1 : 0) +
    (length < ANOMALY.shortMs ? ((ANOMALY.shortMs - length) / 1000) * 15 : 0) +
    (length > ANOMALY.longMs ? (length - ANOMALY.longMs) / 1000 : 0)
  );
}

function isAnomalous(phrase: readonly AsrWord[]): boolean {
  const judged = phrase.filter((word) => /[\p{L}\p{N}]/u.test(word.text)).slice(0, ANOMALY.words);
  const score = judged.reduce((sum, word) => sum + wordAnomaly(word), 0);
  return score >= ANOMALY.score || score + 0.01 >= judged.length;
}

/** Words that belong together: parted by pauses of a second and by ends of sentences. */
export function phrasesOf(words: readonly AsrWord[]): AsrWord[][] {
  const phrases: AsrWord[][] = [];
  for (const word of words) {
    const last = phrases.at(-1)?.at(-1);
    const apart = last === undefined || word.startMs - last.endMs >= PHRASE_GAP_MS || /[.!?。！？…]$/u.test(last.text);
    if (apart) phrases.push([word]);
    else phrases.at(-1)!.push(word);
  }
  return phrases;
}

/** From the first word's start to the last one's end. */
export function spanOf(words: readonly AsrWord[]): Span {
  return { startMs: words[0]?.startMs ?? 0, endMs: words.at(-1)?.endMs ?? 0 };
}

/** Part of a span that is speech, 0..1. */
export function speechShare(span: Span, speech: readonly Span[]): number {
  return speech.reduce((sum, one) => sum + overlapMs(one, span), 0) / Math.max(spanLengthMs(span), SHORTEST_MS);
}
