/** A speaker name found at the start of a line. */
export interface SpeakerPrefix {
  readonly name: string;
  /** The dash in front of it, as written, or an empty string. */
  readonly dash: string;
  /** The line without name and dash. */
  readonly text: string;
}

/** A dash that opens a line of a two-speaker cue, with the space behind it. */
export const LEADING_DASH = /^[-–—‐]\s?/u;

const LONGEST_NAME = 40;
const MOST_WORDS = 4;
const BRACKETED = /^(?:\[([^[\]]{1,40})\]|\(([^()]{1,40})\)):?\s+(?=\S)/u;
const COLON = /^([^:[\](){}<>"“”«»]{1,40}):\s+(?=\S)/u;

/**
 * Finds `NAME: text`, `[NAME] text` or `(NAME) text`, behind an optional dash. A name starts with a capital or a letter
 * of a script without case, has at most four words and no sentence punctuation, so `He said: yes` and `(laughs) no` are
 * text. Sound labels in capitals cannot be told from names; that is why detection is a choice of the user.
 */
export function findSpeakerPrefix(line: string): SpeakerPrefix | undefined {
  const dash = LEADING_DASH.exec(line)?.[0] ?? '';
  const body = line.slice(dash.length);
  const match = BRACKETED.exec(body) ?? COLON.exec(body);
  if (match === null) return undefined;
  const name = (match[1] ?? match[2] ?? '').trim();
  if (!isSpeakerName(name)) return undefined;
  return { name, dash, text: body.slice(match[0].length) };
}

/** Whether `findSpeakerPrefix` would take this name for a speaker. */
function isSpeakerName(name: string): boolean {
  if (name.length > LONGEST_NAME || name !== name.trim() || !/^[\p{Lu}\p{Lt}\p{Lo}]/u.test(name)) return false;
  if (/[?!,;…:[\](){}<>"“”«»\r\n]|\.{2}|\.$/u.test(name)) return false;
  const words = name.split(/\s+/u);
  // Lower-case particles occur inside names (van, de, bin), never at the end.
  return words.length <= MOST_WORDS && /^[\p{Lu}\p{Lt}\p{Lo}\p{N}#]/u.test(words.at(-1) ?? '');
}
