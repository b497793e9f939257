/** What one output of a CTC model stands for. */
type CtcToken =
  /** The blank, padding and other outputs that write nothing. */
  | { readonly kind: 'silent' }
  /** The boundary between two words. */
  | { readonly kind: 'mark' }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Begins a word after a space (`▁the`), or a word of its own in a script without spaces; `none` goes on. */
      readonly begins: 'word' | 'character' | 'none';
    };

export interface CtcVocabulary {
  /** By output number. */
  readonly tokens: readonly CtcToken[];
  /** Letters are written, and all of them are capitals. */
  readonly capitalsOnly: boolean;
}

export interface VocabularyNames {
  /** Pieces by output number, as the model's files name them; absent numbers write nothing. */
  readonly pieces: readonly (string | undefined)[];
  readonly blank: number;
  /** The piece between words, e.g. `|`. Pieces that begin with `▁` begin a word, whatever this is. */
  readonly delimiter: string | undefined;
}

/** SentencePiece's sign for the space before a word. */
const WORD_MARK = '▁';
const SPECIAL = /^(<[^<>]+>|\[(PAD|UNK|CLS|SEP|MASK)\])$/u;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u;

/** Reads the pieces of a model: what is blank or special, what parts words, what writes text. */
export function createCtcVocabulary({ pieces, blank, delimiter }: VocabularyNames): CtcVocabulary {
  const tokens = pieces.map((piece, id): CtcToken => {
    if (piece === undefined || id === blank || piece === '' || SPECIAL.test(piece)) return { kind: 'silent' };
    if (piece === delimiter || piece === WORD_MARK || piece.trim() === '') return { kind: 'mark' };
    const marked = piece.startsWith(WORD_MARK);
    const text = marked ? piece.slice(WORD_MARK.length) : piece;
    return { kind: 'text', text, begins: marked ? 'word' : UNSPACED.test(text) ? 'character' : 'none' };
  });
  const letters = tokens.flatMap((token) => (token.kind === 'text' ? [token.text] : [])).join('');
  return { tokens, capitalsOnly: /\p{Lu}/u.test(letters) && !/[\p{Ll}\p{Lo}]/u.test(letters) };
}
