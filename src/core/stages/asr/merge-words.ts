import type { AsrWindowResult, AsrWord } from '../../ports/asr-engine.ts';
import { overlapMs, spanLengthMs, type Span } from '../../timeline/span.ts';
import type { Word } from '../../timeline/types.ts';
import type { PlannedWindow } from './windows.ts';

/**
 * Confidences are written with three decimals: the rest is noise that depends on which windows shared a batch, and equal
 * input must give equal bytes after a resume too.
 */
const CONFIDENCE_STEPS = 1000;
/** Shortest word written, where the window has room. */
const MIN_WORD_MS = 20;

/**
 * The words of all windows as one timeline with ids `w1`, `w2`, ... Expects words fitted into their windows
 * (`fitWords`); windows do not overlap, so neither do words of neighbouring windows.
 */
export function mergeWords(
  results: readonly AsrWindowResult[],
  source: { readonly engine: string; readonly channel: number | undefined },
): Word[] {
  const { channel } = source;
  return results
    .flatMap((result) => result.words.map((word) => ({ word, engine: word.engine ?? result.engine ?? source.engine })))
    .map(({ word, engine }, index) => ({
      id: `w${index + 1}`,
      startMs: word.startMs,
      endMs: word.endMs,
      text: word.text,
      confidence: Math.round(word.confidence * CONFIDENCE_STEPS) / CONFIDENCE_STEPS,
      timing: word.timing,
      engine,
      ...(channel === undefined ? {} : { channel }),
      ...(word.spaceBefore === false ? { spaceBefore: false } : {}),
    }));
}

/** Words in order, inside `bounds`, not overlapping, at least 20 ms long (less only when the words would not fit). */
export function fitWords(words: readonly AsrWord[], bounds: Span): AsrWord[] {
  const kept = words
    .map((word) => ({ ...word, text: word.text.trim() }))
    .filter((word) => word.text !== '')
    .slice(0, spanLengthMs(bounds));
  // The order of the text wins over the order of times: a word that starts before its predecessor is moved, not swapped.
  const least = Math.min(MIN_WORD_MS, Math.floor(spanLengthMs(bounds) / Math.max(1, kept.length)));
  const starts: number[] = [];
  let fromMs = bounds.startMs;
  for (const [index, word] of kept.entries()) {
    const latest = bounds.endMs - (kept.length - index) * least;
    const startMs = Math.min(Math.max(finite(word.startMs, fromMs), fromMs), latest);
    starts.push(startMs);
    fromMs = startMs + least;
  }
  return kept.map((word, index) => {
    const startMs = starts[index] ?? bounds.startMs;
    const limit = starts[index + 1] ?? bounds.endMs;
    const endMs = Math.min(Math.max(finite(word.endMs, startMs), startMs + least), limit);
    return { ...word, startMs, endMs, confidence: unit(word.confidence) };
  });
}

/** The language most speech was heard in: votes weigh the speech of windows that have words; ties go by code. */
export function voteLanguage(
  windows: readonly PlannedWindow[],
  results: readonly AsrWindowResult[],
): string | undefined {
  const votes = new Map<string, number>();
  for (const [index, window] of windows.entries()) {
    const result = results[index];
    if (result?.language === undefined || result.words.length === 0) continue;
    const speech = window.speech.reduce((sum, span) => sum + overlapMs(span, window), 0);
    votes.set(result.language, (votes.get(result.language) ?? 0) + speech);
  }
  return [...votes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
}

function finite(value: number, fallback: number): number {
  return Number.isFinite(value) ? Math.round(value) : fallback;
}

function unit(value: number): number {
  return value >= 0 ? Math.min(1, value) : 0;
}
