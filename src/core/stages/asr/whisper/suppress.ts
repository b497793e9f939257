import type { WhisperGenerationConfig } from './config.ts';
import type { WhisperTokenizer } from './tokenizer.ts';

const MARKUP = [
  '"',
  '#',
  '(',
  ')',
  '*',
  '+',
  '/',
  ':',
  ';',
  '<',
  '=',
  '>',
  '@',
  '[',
  '\\',
  ']',
  '^',
  '_',
  '`',
  '{',
  '|',
];
const MORE_MARKUP = ['}', '~', '「', '」', '『', '』', '<<', '>>', '<<<', '>>>', '--', '---', '-(', '-[', "('", '("'];
const BRACKETS_AND_NOTES = ['((', '))', '(((', ')))', '[[', ']]', '{{', '}}', '♪♪', '♪♪♪'];
const MUSIC = ['♩', '♪', '♫', '♬', '♭', '♮', '♯'];

/**
 * Ids that never may be generated: the model's `suppress_tokens` (or, when its configuration does not say, Whisper's
 * non-speech symbols: brackets, markup, music), and every control token except `<|endoftext|>`.
 */
export function suppressedTokens(tokenizer: WhisperTokenizer, generation: WhisperGenerationConfig): Int32Array {
  const ids = new Set(generation.suppressTokens ?? nonSpeechTokens(tokenizer));
  for (let id = tokenizer.eot + 1; id < tokenizer.timestampBegin; id++) ids.add(id);
  ids.delete(tokenizer.eot);
  return Int32Array.from(ids)
    .filter((id) => id >= 0)
    .sort();
}

/** Ids the first generated token may not be: the model's list, else a lone space and the end. */
export function beginSuppressedTokens(tokenizer: WhisperTokenizer, generation: WhisperGenerationConfig): Int32Array {
  if (generation.beginSuppressTokens !== undefined) return Int32Array.from(generation.beginSuppressTokens);
  const blank = tokenizer.idOf(' ');
  return Int32Array.from(blank === undefined ? [tokenizer.eot] : [blank, tokenizer.eot]);
}

/** Whisper's non-speech symbols that are single tokens here. A hyphen or apostrophe is barred only as a word start. */
function nonSpeechTokens(tokenizer: WhisperTokenizer): number[] {
  const ids: number[] = [];
  const add = (text: string): void => {
    const id = tokenizer.idOf(text);
    if (id !== undefined) ids.push(id);
  };
  add(' -');
  add(" '");
  for (const symbol of [...MARKUP, ...MORE_MARKUP, ...BRACKETS_AND_NOTES, ...MUSIC]) {
    add(symbol);
    add(` ${symbol}`);
  }
  return ids;
}
