/** A word of running text. */
export interface TextWord {
  readonly text: string;
  readonly spaceBefore: boolean;
}

/** Scripts written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const OPENING = /^[\p{Ps}\p{Pi}¿¡"'«]+$/u;
/** Nothing a subtitle can show: what bytes that form no character decode to, and controls. */
// eslint-disable-next-line no-control-regex -- finding control characters is the purpose
const UNREADABLE = /[\ufffd\u0000-\u0008\u000e-\u001f\u007f]/g;

/**
 * Splits text into words: at its spaces, and in scripts without spaces by the dictionary of the platform's ICU. Punctuation
 * stays with the word it belongs to. Joined again with their spaces the words give the text, its white space made plain.
 * @param language ISO 639-1 code, a help for the dictionary; `undefined` when unknown
 */
export function wordsOfText(text: string, language: string | undefined): TextWord[] {
  const chunks = text
    .replace(UNREADABLE, '')
    .split(/\s+/u)
    .filter((chunk) => chunk !== '');
  return chunks.flatMap((chunk) =>
    (UNSPACED.test(chunk) ? segmented(chunk, language) : [chunk]).map((word, i) => ({
      text: word,
      spaceBefore: i === 0,
    })),
  );
}

/** The words of a chunk without spaces; marks that are no words go to the word before, opening ones to the word behind. */
function segmented(chunk: string, language: string | undefined): string[] {
  const words: string[] = [];
  let waiting = '';
  for (const { segment, isWordLike } of segmenterOf(language).segment(chunk)) {
    if (isWordLike === true) words.push(waiting + segment);
    else if (words.length > 0 && !OPENING.test(segment)) words[words.length - 1] += waiting + segment;
    else {
      waiting += segment;
      continue;
    }
    waiting = '';
  }
  if (words.length === 0) return [chunk];
  words[words.length - 1] += waiting;
  return words;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string | undefined): Intl.Segmenter {
  const key = language ?? '';
  const known = segmenters.get(key);
  if (known !== undefined) return known;
  let made: Intl.Segmenter;
  try {
    made = new Intl.Segmenter(language, { granularity: 'word' });
  } catch {
    // Engines name languages as they like; the dictionary goes by the script anyway.
    made = new Intl.Segmenter(undefined, { granularity: 'word' });
  }
  segmenters.set(key, made);
  return made;
}
