import type { AsrWord } from '../ports/asr-engine.ts';
import { subtractSpans, type Span } from '../timeline/span.ts';

/**
 * Words of a text without word times, spread over the speech inside `within` in proportion to their letters; over all of it
 * where no speech is known. Times are rounded to milliseconds and ascend.
 */
export function spreadWords(text: string, within: Span, speech: readonly Span[], confidence: number): AsrWord[] {
  const tokens = tokensOf(text);
  const silence = subtractSpans([within], speech);
  const sounding = subtractSpans([within], silence).filter(({ startMs, endMs }) => endMs > startMs);
  const parts = sounding.length > 0 ? sounding : [within];
  const totalMs = parts.reduce((sum, part) => sum + part.endMs - part.startMs, 0);
  const letters = tokens.reduce((sum, token) => sum + weight(token.text), 0);
  let done = 0;
  return tokens.map((token) => {
    const startMs = Math.round(timeAt(parts, (totalMs * done) / letters, false));
    done += weight(token.text);
    const endMs = Math.round(timeAt(parts, (totalMs * done) / letters, true));
    return { ...token, startMs, endMs: Math.max(startMs, endMs), confidence, timing: 'interpolated' };
  });
}

/** A word as it is written, and whether it stands close to the one before. */
interface Token {
  readonly text: string;
  readonly spaceBefore?: false;
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** The words of a text: by its spaces, and by a dictionary where a script has none. Punctuation stays with its word. */
export function tokensOf(text: string): Token[] {
  return text
    .split(/\s+/)
    .filter((part) => part !== '')
    .flatMap((part) => (UNSPACED.test(part) ? segmented(part) : [{ text: part }]));
}

/** True when these neighbours are written without a space between them. */
export function standsClose(before: string | undefined, word: string): boolean {
  const last = [...(before ?? '')].at(-1) ?? '';
  return UNSPACED.test(last) && UNSPACED.test([...word][0] ?? '');
}

function segmented(part: string): Token[] {
  const tokens: Token[] = [];
  for (const { segment, isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(part)) {
    const last = tokens.at(-1);
    if (last !== undefined && isWordLike !== true) tokens[tokens.length - 1] = { ...last, text: last.text + segment };
    else tokens.push(last === undefined ? { text: segment } : { text: segment, spaceBefore: false });
  }
  return tokens;
}

/** One more than the letters, for the gap between words. */
function weight(word: string): number {
  return [...word].length + 1;
}

/** Time after `amount` ms of the parts; on a border the end of the earlier one or the start of the later one. */
function timeAt(parts: readonly Span[], amount: number, early: boolean): number {
  let left = amount;
  for (const [index, part] of parts.entries()) {
    const lengthMs = part.endMs - part.startMs;
    if (left < lengthMs || (early && left <= lengthMs) || index === parts.length - 1)
      return part.startMs + Math.min(left, lengthMs);
    left -= lengthMs;
  }
  return 0;
}
