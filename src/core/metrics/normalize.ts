export interface NormalizeOptions {
  /** ISO 639-1 code for language-dependent lower-casing (Turkish dotted and dotless i). */
  readonly language?: string;
  /** Writes every digit as its English word (`42` becomes `four two`), for the spoken-digit fixtures. Default false. */
  readonly spellDigits?: boolean;
}

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/**
 * Text to comparable tokens: compatibility-normalised, lower-case, punctuation and symbols removed except apostrophes
 * inside a word. Hyphens and slashes split. Scripts written without spaces (Han, kana, Thai, Lao, Khmer, Burmese) give
 * one token per character, so that WER becomes the usual character error rate there.
 */
export function normalizeTranscript(text: string, options: NormalizeOptions = {}): string[] {
  let flat = text.normalize('NFKC').replace(/[\u2018\u2019\u02bc]/gu, "'");
  flat = flat.toLocaleLowerCase(localeOf(options.language)).normalize('NFC');
  if (options.spellDigits === true) flat = flat.replace(/[0-9]/gu, (digit) => ` ${DIGITS[Number(digit)]} `);
  return flat
    .replace(/(?<![\p{L}\p{M}\p{N}])'|'(?![\p{L}\p{N}])|[^\p{L}\p{M}\p{N}'\s]/gu, ' ')
    .replace(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu,
      ' $& ',
    )
    .split(/\s+/u)
    .filter((token) => token !== '');
}

/** Documents of other programs name languages in ways of their own, such as `tr_TR` or `english`. */
function localeOf(language: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(language?.replaceAll('_', '-'))[0] ?? 'und';
  } catch {
    return 'und';
  }
}
