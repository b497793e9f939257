import { AppError } from '../../../shared/app-error.ts';
import { STAR } from './forced-align.ts';

/** What a CTC model can write: its letters, the token between words, and the blank. */
export interface Alphabet {
  readonly letters: ReadonlyMap<string, number>;
  readonly casing: 'upper' | 'lower' | 'both';
  readonly delimiter: number | undefined;
  readonly blank: number;
}

/** Letters that no decomposition takes apart. */
const FOLDED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  İ: 'I',
};

/**
 * The alphabet of a vocabulary: all tokens of one character but the delimiter. Throws `model-unsupported` when it has no
 * letters.
 */
export function alphabetOf(
  vocabulary: ReadonlyMap<string, number>,
  blank: number,
  delimiterToken: string | undefined,
): Alphabet {
  const letters = new Map([...vocabulary].filter(([token]) => [...token].length === 1 && token !== delimiterToken));
  const all = [...letters.keys()];
  const [lower, upper] = [/^\p{Ll}$/u, /^\p{Lu}$/u].map((pattern) => all.some((letter) => pattern.test(letter)));
  if (!all.some((letter) => /^\p{L}$/u.test(letter))) {
    throw new AppError('model-unsupported', {
      what: 'The vocabulary of the alignment model has no letters.',
      meaning: 'Text cannot be aligned with it.',
      action: 'Choose another alignment model.',
    });
  }
  return {
    letters,
    casing: lower === upper ? 'both' : upper ? 'upper' : 'lower',
    delimiter: delimiterToken === undefined ? undefined : vocabulary.get(delimiterToken),
    blank,
  };
}

/**
 * The tokens of a spoken form: in the model's casing, accents kept where the model has them, punctuation left out, spaces and
 * hyphens as the delimiter. What cannot be spelled is one `STAR`; a form without any letter is one too.
 */
export function spell(spoken: string, alphabet: Alphabet, language: string | undefined): number[] {
  const { letters, casing, delimiter } = alphabet;
  const plain = spoken.normalize('NFKC').replace(/[\u2018\u02bc]|\u2019/gu, "'");
  const cased =
    casing === 'both'
      ? plain
      : casing === 'upper'
        ? plain.toLocaleUpperCase(language ?? 'und')
        : plain.toLocaleLowerCase(language ?? 'und');
  const tokens: number[] = [];
  const add = (token: number): void => {
    if (token !== STAR || tokens.at(-1) !== STAR) tokens.push(token);
  };
  for (const character of cased.normalize('NFC')) {
    const known = letters.get(character);
    if (known !== undefined) {
      add(known);
    } else if (/[\s\-\u2010-\u2015/]/u.test(character)) {
      if (delimiter !== undefined && tokens.length > 0 && tokens.at(-1) !== delimiter) tokens.push(delimiter);
    } else if (/[\p{L}\p{N}\p{Sc}]/u.test(character)) {
      const folded = [...(FOLDED[character] ?? character.normalize('NFD').replace(/\p{M}/gu, ''))];
      const ids = folded.map((letter) => letters.get(letter));
      if (folded.length > 0 && ids.every((id) => id !== undefined)) ids.forEach(add);
      else add(STAR);
    }
  }
  while (tokens.length > 0 && tokens.at(-1) === delimiter) tokens.pop();
  // Apostrophes alone are no sound.
  return tokens.some((token) => token !== letters.get("'")) ? tokens : [STAR];
}
