import { tokenizeMarkup } from '../../../../core/document/markup.ts';
import type { Word } from '../../../../core/timeline/types.ts';

/** A piece of a typed line; `word` is what was heard there, where the text still says so. */
export interface TextPiece {
  readonly text: string;
  readonly kind: 'word' | 'space' | 'tag';
  readonly word?: Word;
}

/** Beyond this many words of a cue its text is not laid over them. */
const MOST = 400;

/**
 * The lines of a text in pieces, and which heard word each piece stands for. Words that were corrected keep their place
 * between neighbours that were not, as long as as many are written as were heard there.
 */
export function piecesOf(lines: readonly string[], words: readonly Word[]): TextPiece[][] {
  const pieces = lines.map(cutLine);
  const written = pieces.flatMap((line) => line.filter(({ kind }) => kind === 'word'));
  const heard = match(
    written.map(({ text }) => text),
    words,
  );
  let at = 0;
  return pieces.map((line) =>
    line.map((piece) => {
      const word = piece.kind === 'word' ? heard[at++] : undefined;
      return word === undefined ? piece : { ...piece, word };
    }),
  );
}

function cutLine(line: string): TextPiece[] {
  return tokenizeMarkup(line).flatMap(({ kind, raw }): TextPiece[] =>
    kind === 'text'
      ? (raw.match(/\s+|\S+/gu) ?? []).map((text) => ({ text, kind: text.trim() === '' ? 'space' : 'word' }))
      : [{ text: raw, kind: 'tag' }],
  );
}

function match(written: readonly string[], words: readonly Word[]): (Word | undefined)[] {
  const found: (Word | undefined)[] = written.map(() => undefined);
  if (written.length > MOST || words.length > MOST) return found;
  const a = written.map(plain);
  const b = words.map(({ text }) => plain(text));
  const pairs = longestCommon(a, b);
  let [lastA, lastB] = [-1, -1];
  for (const [i, j] of [...pairs, [a.length, b.length] as const]) {
    // The stretch between two that agree: word for word when there are as many.
    if (i - lastA === j - lastB) for (let k = 1; lastA + k < i; k++) found[lastA + k] = words[lastB + k];
    if (i < a.length) found[i] = words[j];
    [lastA, lastB] = [i, j];
  }
  return found;
}

function longestCommon(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => length[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** Without case and punctuation; what is nothing but punctuation stays. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || text;
}
