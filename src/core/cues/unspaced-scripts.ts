/** A character of a script whose words nothing divides, and where a line may break between any two. */
export const PER_CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fc\uff00-\uffef]/u;
/** A character of a script whose words only a dictionary divides. */
export const BY_DICTIONARY = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether a text has a character of a script that is written without spaces. */
export function isUnspaced(text: string): boolean {
  return PER_CHARACTER.test(text) || BY_DICTIONARY.test(text);
}
