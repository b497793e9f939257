import { incompleteUtf8Tail } from './byte-level.ts';
import { concatBytes, decodeUtf8, type WhisperTokenizer } from './tokenizer.ts';

/** What byte tokens that form no character decode to, and controls: nothing a subtitle can show. */
// eslint-disable-next-line no-control-regex -- finding control characters is the purpose
const UNREADABLE = /[\ufffd\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A word as positions `[from, to)` in the generated token list. */
export interface WordGroup {
  readonly from: number;
  readonly to: number;
  /** Without surrounding spaces; never empty. */
  readonly text: string;
  readonly spaceBefore: boolean;
}

interface Piece {
  from: number;
  to: number;
  /** With its spaces. */
  text: string;
}

/**
 * Languages written without spaces: every character is a word (reference: Whisper's tokenizer), with the vowels and marks
 * that stand on it, which no line of a subtitle may begin with.
 */
const UNSPACED = new Set(['zh', 'ja', 'th', 'lo', 'my', 'yue']);
const OPENING = '"\'“¿([{-';
const CLOSING = '"\'.。,，!！?？:：”)]}、';
const ASCII_PUNCTUATION = /^[!-/:-@[-`{-~]+$/;

/**
 * Groups generated tokens into words by Whisper's rules: by spaces, or by character for unspaced languages; tokens that
 * share a UTF-8 character stay together; opening punctuation joins the next word and closing punctuation the previous
 * one. Timestamps end a word. Broken bytes and lone punctuation are kept as text; pure whitespace is dropped.
 * @param ids generated tokens, timestamps included
 */
export function groupWords(
  tokenizer: WhisperTokenizer,
  ids: readonly number[],
  language: string | undefined,
): WordGroup[] {
  const words: WordGroup[] = [];
  let from = 0;
  while (from < ids.length) {
    if (!tokenizer.isText(ids[from])) {
      from++;
      continue;
    }
    let to = from;
    while (to < ids.length && tokenizer.isText(ids[to])) to++;
    const pieces = wholeCharacters(tokenizer, ids, from, to);
    const run = language !== undefined && UNSPACED.has(language) ? joinToGraphemes(pieces) : joinBySpaces(pieces);
    for (const { from: start, to: end, text } of attachPunctuation(run)) {
      const trimmed = text.replace(UNREADABLE, '').trim();
      if (trimmed !== '') words.push({ from: start, to: end, text: trimmed, spaceBefore: /^\s/.test(text) });
    }
    from = to;
  }
  return words;
}

/** Smallest runs of tokens that decode to whole characters. */
function wholeCharacters(tokenizer: WhisperTokenizer, ids: readonly number[], from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  let start = from;
  let parts: Uint8Array[] = [];
  for (let i = from; i < to; i++) {
    parts.push(tokenizer.bytes(ids[i]));
    const bytes = concatBytes(parts);
    if (incompleteUtf8Tail(bytes) > 0 && i + 1 < to) continue;
    pieces.push({ from: start, to: i + 1, text: decodeUtf8(bytes) });
    start = i + 1;
    parts = [];
  }
  return pieces;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

function joinToGraphemes(pieces: readonly Piece[]): Piece[] {
  const text = pieces.map((piece) => piece.text).join('');
  const starts = new Set(Array.from(graphemes.segment(text), ({ index }) => index));
  const joined: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last === undefined || starts.has(at)) joined.push({ ...piece });
    else {
      last.text += piece.text;
      last.to = piece.to;
    }
    at += piece.text.length;
  }
  return joined;
}

function joinBySpaces(pieces: readonly Piece[]): Piece[] {
  const words: Piece[] = [];
  for (const piece of pieces) {
    const last = words.at(-1);
    if (last === undefined || piece.text.startsWith(' ') || ASCII_PUNCTUATION.test(piece.text.trim())) {
      words.push({ ...piece });
    } else {
      last.text += piece.text;
      last.to = piece.to;
    }
  }
  return words;
}

function attachPunctuation(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (let i = pieces.length - 1; i >= 0; i--) {
    const piece = pieces[i];
    const next = joined.at(-1);
    const opens = piece.text.startsWith(' ') && piece.text.trim() !== '' && OPENING.includes(piece.text.trim());
    if (opens && next !== undefined) {
      next.text = piece.text + next.text;
      next.from = piece.from;
    } else joined.push({ ...piece });
  }
  const words: Piece[] = [];
  for (const piece of joined.reverse()) {
    const last = words.at(-1);
    if (last !== undefined && !last.text.endsWith(' ') && piece.text !== '' && CLOSING.includes(piece.text)) {
      last.text += piece.text;
      last.to = piece.to;
    } else words.push(piece);
  }
  return words;
}
