import type { AsrDrop, AsrWindow, AsrWindowResult, AsrWord } from '../../../ports/asr-engine.ts';
import type { DropReason } from '../../../timeline/types.ts';
import { secondsToMs, SAMPLE_RATE } from '../../../../shared/units.ts';
import type { JudgedDecode } from './decode.ts';
import { guardWords, textOf, type GuardVerdict } from './guards.ts';
import { interpolatedWords } from './interpolate.ts';
import { trailingLoop } from './loop-guard.ts';
import { QUALITY_LIMITS } from './quality.ts';
import { tokenTimes } from './token-times.ts';
import type { WhisperTokenizer } from './tokenizer.ts';
import { groupWords, type WordGroup } from './word-groups.ts';
import { alignedWords, fitToSpeech, settle, type Stretch, type TimedWord } from './word-times.ts';

/** Turns one window's chosen decode into words, times, drops and notes. All guards after decoding act here. */
export function windowResult(
  window: AsrWindow,
  { decoded, quality, attempts }: JudgedDecode,
  tokenizer: WhisperTokenizer,
  medianWidth: number,
): AsrWindowResult {
  const notes: string[] = [];
  if (attempts > 1) notes.push(`decoded ${attempts} times, temperature ${decoded.temperature} kept`);
  if (decoded.end === 'budget') notes.push('stopped at the token budget');
  if (quality.doubts.length > 0) notes.push(`in doubt: ${quality.doubts.join(', ')}`);
  const base = {
    index: window.index,
    language: decoded.language,
    avgLogProb: decoded.avgLogProb,
    noSpeechProb: decoded.noSpeechProb,
    temperature: decoded.temperature,
  };
  if (quality.silent) {
    const detail = `no-speech ${decoded.noSpeechProb.toFixed(2)} above ${QUALITY_LIMITS.noSpeechProb}, mean log probability ${decoded.avgLogProb.toFixed(2)}`;
    return { ...base, words: [], text: '', notes, drops: dropSpeech(window, 'no-speech-token', detail) };
  }
  const tokens = cutLoop(decoded.tokens, tokenizer);
  const heard = wordsOf(window, decoded, tokens, tokenizer, medianWidth);
  const speech = speechOf(window);
  const verdict: GuardVerdict = guardWords(fitToSpeech(heard, speech), speech, decoded.language);
  const duration = window.samples.length / SAMPLE_RATE;
  const words = settle(verdict.kept, duration).map((word) => asrWord(window, word, decoded.trace !== undefined));
  const drops: AsrDrop[] = verdict.drops.map(({ start, end, reason, detail }) => ({
    startMs: window.startMs + secondsToMs(start),
    endMs: window.startMs + secondsToMs(end),
    reason,
    detail,
  }));
  if (tokens.length < decoded.tokens.length) {
    const said = tokenizer.decode(decoded.tokens.slice(tokens.length)).trim();
    notes.push(`repetition loop cut: ${said.slice(0, 60)}`);
    drops.push(...dropSpeech(window, 'repetition-loop', 'the same words over and over', words.at(-1)?.endMs));
  }
  if (words.length === 0 && drops.length === 0)
    drops.push(...dropSpeech(window, 'empty-decode', 'no words recognised'));
  return { ...base, words, text: textOf(verdict.kept), notes: [...notes, ...verdict.notes], drops };
}

/** A window the decoder failed on: all its speech is dropped, the failure is told. */
export function failedResult(window: AsrWindow, why: string): AsrWindowResult {
  return {
    index: window.index,
    words: [],
    drops: dropSpeech(window, 'decode-failed', why),
    text: '',
    language: undefined,
    avgLogProb: 0,
    noSpeechProb: 0,
    temperature: 0,
    notes: [`decoding failed: ${why}`],
  };
}

/** Tokens up to the end of the first round of a loop that runs to the end; all tokens when there is none. */
function cutLoop(tokens: readonly number[], tokenizer: WhisperTokenizer): readonly number[] {
  const positions = tokens.flatMap((id, i) => (tokenizer.isText(id) ? [i] : []));
  const loop = trailingLoop(positions.map((i) => tokens[i]));
  return loop === undefined ? tokens : tokens.slice(0, positions[loop.start + loop.period]);
}

function wordsOf(
  window: AsrWindow,
  decoded: JudgedDecode['decoded'],
  tokens: readonly number[],
  tokenizer: WhisperTokenizer,
  medianWidth: number,
): TimedWord[] {
  const groups = groupWords(tokenizer, tokens, decoded.language);
  const probabilityOf = ({ from, to }: WordGroup): number => {
    let sum = 0;
    for (let i = from; i < to; i++) sum += Math.exp(decoded.logProbs[i]);
    return sum / (to - from);
  };
  const { trace } = decoded;
  if (trace !== undefined) return alignedWords(groups, tokenTimes(trace, tokens.length, medianWidth), probabilityOf);
  const duration = window.samples.length / SAMPLE_RATE;
  return interpolatedWords(tokenizer, tokens, groups, duration, speechOf(window), probabilityOf);
}

function asrWord(window: AsrWindow, word: TimedWord, aligned: boolean): AsrWord {
  const startMs = window.startMs + secondsToMs(word.start);
  return {
    startMs,
    endMs: Math.max(window.startMs + secondsToMs(word.end), startMs + 1),
    text: word.group.text,
    confidence: Math.min(1, word.probability),
    timing: aligned ? 'dtw' : 'interpolated',
    spaceBefore: word.group.spaceBefore,
  };
}

/** The window's speech in seconds from its start. */
export function speechOf(window: AsrWindow): Stretch[] {
  return window.speech.map(({ startMs, endMs }) => ({
    start: (startMs - window.startMs) / 1000,
    end: (endMs - window.startMs) / 1000,
  }));
}

/** The window's speech after `fromMs` (the whole window when no speech is known) as drops. */
export function dropSpeech(window: AsrWindow, reason: DropReason, detail: string, fromMs = window.startMs): AsrDrop[] {
  const spans = window.speech.length > 0 ? window.speech : [{ startMs: window.startMs, endMs: window.endMs }];
  return spans
    .filter((span) => span.endMs > fromMs)
    .map((span) => ({ startMs: Math.max(span.startMs, fromMs), endMs: span.endMs, reason, detail }));
}
