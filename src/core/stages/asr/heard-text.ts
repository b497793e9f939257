import { secondsToMs, SAMPLE_RATE } from '../../../shared/units.ts';
import type { AsrDrop, AsrWindow, AsrWindowResult, AsrWord } from '../../ports/asr-engine.ts';
import { coveredMs, spanLengthMs } from '../../timeline/span.ts';
import type { WordTiming } from '../../timeline/types.ts';
import { spreadOver } from './spread.ts';
import { wordsOfText, type TextWord } from './text-words.ts';
import { trailingLoop } from './detect/loops.ts';
import { isInventedPhrase } from './detect/phrases.ts';
import { textOf } from './detect/word-text.ts';
import { dropSpeech, speechOf } from './whisper/window-result.ts';
import { fitToSpeech, settle, type Stretch, type TimedWord } from './whisper/word-times.ts';

/** Text with the times its engine gave it, in seconds from the window's start. */
interface HeardStretch extends Stretch {
  readonly text: string;
}

/** What an engine that shows no probabilities of its own heard in a window. */
export interface HeardText {
  readonly text: string;
  readonly language: string | undefined;
  /** Phrases the engine timed; empty when it times none. */
  readonly phrases: readonly HeardStretch[];
  /** Words the engine timed itself; empty when it times none. `probability` where it tells one. */
  readonly words: readonly (HeardStretch & { readonly probability: number | undefined })[];
}

/**
 * Confidence of words whose engine tells none. Neither doubtful (words below 0.55 are shown to the user for checking) nor
 * sure: an aligner replaces it with what it measured.
 */
export const UNTOLD_CONFIDENCE = 0.75;
/** With less speech than this share of a window, the VAD heard next to none. */
const SPEECH_SHARE = 0.3;

/**
 * Turns what an engine heard into words, times, drops and notes. Words without times share the speech of their phrase or
 * window and are marked `interpolated`, for an aligner to set. What the times of words cannot show acts here, before there are
 * any: loops are cut, sentences known to be invented are dropped where there is hardly any speech.
 */
export function resultOfText(window: AsrWindow, heard: HeardText): AsrWindowResult {
  const speech = speechOf(window);
  const native = heard.words.length > 0;
  const told = native ? timedByEngine(heard) : spread(window, heard, speech);
  const base = {
    index: window.index,
    language: heard.language,
    avgLogProb: meanLogProb(told),
    noSpeechProb: 0,
    temperature: 0,
  };
  if (!native && isInvented(window, heard)) {
    const drops = dropSpeech(window, 'hallucination-phrase', heard.text.trim());
    return { ...base, words: [], text: '', notes: [], drops };
  }
  const whole = cutLoop(told);
  const timing = native ? 'native' : 'interpolated';
  const words = settle(fitToSpeech(whole, speech), durationOf(window)).map((word) => asrWord(window, word, timing));
  const notes: string[] = [];
  const drops: AsrDrop[] = [];
  if (whole.length < told.length) {
    notes.push(`repetition loop cut: ${textOf(told.slice(whole.length).map(({ group }) => group)).slice(0, 60)}`);
    drops.push(...dropSpeech(window, 'repetition-loop', 'the same words over and over', words.at(-1)?.endMs));
  }
  if (words.length === 0 && drops.length === 0)
    drops.push(...dropSpeech(window, 'empty-decode', 'no words recognised'));
  return { ...base, words, text: textOf(words), notes, drops };
}

/** Whether text that was cut off ends in a loop: more room would only make the loop longer. */
export function endsInLoop(text: string, language: string | undefined): boolean {
  return trailingLoop(idsOf(wordsOfText(text, language))) !== undefined;
}

function timedByEngine(heard: HeardText): TimedWord[] {
  let from = 0;
  return heard.words.flatMap((word, i) => {
    const text = word.text.trim();
    if (text === '') return [];
    const at = heard.text.indexOf(text, from);
    const spaceBefore = i === 0 || at < 0 || /\s/u.test(heard.text.slice(from, at));
    if (at >= 0) from = at + text.length;
    return [timedWord({ text, spaceBefore }, i, word, word.probability)];
  });
}

function spread(window: AsrWindow, heard: HeardText, speech: readonly Stretch[]): TimedWord[] {
  const duration = durationOf(window);
  const phrases = heard.phrases.length > 0 ? heard.phrases : [{ text: heard.text, start: 0, end: duration }];
  let count = 0;
  return phrases.flatMap(({ text, start, end }) => {
    const phrase = { start: Math.min(start, duration), end: Math.min(Math.max(start, end), duration) };
    const sounding = speech
      .map((part) => ({ start: Math.max(part.start, phrase.start), end: Math.min(part.end, phrase.end) }))
      .filter((part) => part.end > part.start);
    const words = wordsOfText(text, heard.language);
    const times = spreadOver(
      words.map((word) => word.text),
      sounding.length > 0 ? sounding : [phrase],
    );
    return words.map((word, i) => timedWord(word, count++, times[i], undefined));
  });
}

/** The words up to the end of the first round of a loop that runs to the end; all of them when there is none. */
function cutLoop(words: readonly TimedWord[]): readonly TimedWord[] {
  const loop = trailingLoop(idsOf(words.map(({ group }) => group)));
  return loop === undefined ? words : words.slice(0, loop.start + loop.period);
}

/** Equal words get equal numbers. */
function idsOf(words: readonly TextWord[]): number[] {
  const ids = new Map<string, number>();
  return words.map(({ text }) => {
    const key = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '') || text;
    const known = ids.get(key) ?? ids.size;
    ids.set(key, known);
    return known;
  });
}

/** Without times of its own, a sentence known to be invented counts as such where there is hardly any speech. */
function isInvented(window: AsrWindow, heard: HeardText): boolean {
  if (window.speech.length === 0 || heard.phrases.length > 0) return false;
  return coveredMs(window.speech) / spanLengthMs(window) < SPEECH_SHARE && isInventedPhrase(heard.text, heard.language);
}

function timedWord(word: TextWord, index: number, { start, end }: Stretch, probability: number | undefined): TimedWord {
  const known = probability !== undefined && probability > 0 && probability <= 1;
  return {
    group: { ...word, from: index, to: index + 1 },
    start,
    end: Math.max(start, end),
    probability: known ? probability : UNTOLD_CONFIDENCE,
  };
}

function meanLogProb(words: readonly TimedWord[]): number {
  if (words.length === 0) return Math.log(UNTOLD_CONFIDENCE);
  return words.reduce((sum, { probability }) => sum + Math.log(probability), 0) / words.length;
}

function asrWord(window: AsrWindow, word: TimedWord, timing: WordTiming): AsrWord {
  const startMs = window.startMs + secondsToMs(word.start);
  return {
    startMs,
    endMs: Math.max(window.startMs + secondsToMs(word.end), startMs + 1),
    text: word.group.text,
    confidence: word.probability,
    timing,
    spaceBefore: word.group.spaceBefore,
  };
}

function durationOf(window: AsrWindow): number {
  return window.samples.length / SAMPLE_RATE;
}
