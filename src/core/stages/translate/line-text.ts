import { joinLines } from '../../cues/text-measure.ts';
import { stripMarkup, tokenizeMarkup } from '../../document/markup.ts';

/** Stands for the line break between two people in one cue; models keep it where they do not keep newlines. */
export const LINE_MARK = '⏎';

const MUSIC = /^(?:[♪♫♬]\s*)+/u;
const MUSIC_END = /(?:\s*[♪♫♬])+$/u;
const DASH = /^\s*[-–—‐]\s*/u;

/** A cue's text as a model is given it: running text without the formatting that surrounds all of it. */
export interface EncodedLine {
  readonly text: string;
  /** Tags, overrides and music marks around the whole text, exactly as written. */
  readonly before: string;
  readonly after: string;
  /** Every line is another speaker's: they stay apart. The number of lines; 1 for running text. */
  readonly voices: number;
  /** The dash in front of each voice. */
  readonly dash: string;
}

/**
 * Takes a cue's lines apart into what is translated and what is put back around it. Lines stay apart where each opens with
 * a dash, or where `apart` says that each is another speaker's.
 */
export function encodeLine(lines: readonly string[], apart = false): EncodedLine {
  const spoken = lines.map((line) => line.trim()).filter((line) => line !== '');
  const hasDashes = spoken.length > 1 && spoken.every((line) => DASH.test(stripMarkup(line)));
  if (hasDashes || (apart && spoken.length > 1)) {
    const dash = hasDashes ? (DASH.exec(stripMarkup(spoken[0] ?? ''))?.[0] ?? '') : '';
    const text = spoken.map((line) => withoutDash(line)).join(` ${LINE_MARK} `);
    return { text, before: '', after: '', voices: spoken.length, dash };
  }
  const running = joinLines(spoken).replace(/<\/(i|b|u|font)>(\s*)<\1>/giu, '$2');
  const peeled = peel(running);
  return { ...peeled, voices: 1, dash: '' };
}

/** The dash stands behind the tags that open a line: it goes, they stay. */
function withoutDash(line: string): string {
  const tokens = tokenizeMarkup(line);
  const first = tokens.findIndex((token) => token.kind === 'text' && token.raw.trim() !== '');
  return tokens
    .map((token, index) => (index === first ? token.raw.replace(DASH, '') : token.raw))
    .join('')
    .trim();
}

/** Splits off what opens at the very beginning and closes at the very end. */
function peel(text: string): Pick<EncodedLine, 'text' | 'before' | 'after'> {
  let before = '';
  let after = '';
  let rest = text;
  for (;;) {
    const music = MUSIC.exec(rest)?.[0] ?? '';
    const musicEnd = MUSIC_END.exec(rest.slice(music.length))?.[0] ?? '';
    if (music !== '' || musicEnd !== '') {
      before += music;
      after = musicEnd + after;
      rest = rest.slice(music.length, rest.length - musicEnd.length);
      continue;
    }
    const tokens = tokenizeMarkup(rest);
    const [first] = tokens;
    const last = tokens.at(-1);
    if (first?.kind === 'override') {
      before += first.raw;
      rest = rest.slice(first.raw.length);
      continue;
    }
    const opensAll =
      first?.kind === 'open' &&
      last?.kind === 'close' &&
      first.name === last.name &&
      tokens.filter((token) => token.name === first.name && token.kind !== 'text').length === 2;
    if (!opensAll) return { text: rest.trim(), before, after };
    before += first.raw;
    after = last.raw + after;
    rest = rest.slice(first.raw.length, rest.length - last.raw.length);
  }
}

/** The tags inside a text, in a comparable order. */
function innerTags(text: string): string {
  return tokenizeMarkup(text)
    .filter((token) => token.kind !== 'text')
    .map((token) => token.raw)
    .toSorted()
    .join('\n');
}

export interface DecodedLine {
  /** One text a voice, without dashes. */
  readonly voices: readonly string[];
  readonly tagsLost: boolean;
}

/**
 * Reads a translated text against what was sent. Tags other than those sent are taken out; when some are missing, all
 * inside the text are, since halves of pairs break players. `undefined` when the voices of a dialogue were merged.
 */
export function decodeLine(encoded: EncodedLine, reply: string): DecodedLine | undefined {
  const flat = reply.replace(/\s*\r?\n\s*/gu, ' ').trim();
  const parts = flat.split(LINE_MARK).map((part) => part.trim());
  if (encoded.voices > 1 && (parts.length !== encoded.voices || parts.some((part) => part === ''))) return undefined;
  const texts = encoded.voices > 1 ? parts.map((part) => part.replace(DASH, '')) : [parts.join(' ').trim()];
  const tagsKept = innerTags(encoded.text) === innerTags(flat);
  return { voices: tagsKept ? texts : texts.map((text) => stripMarkup(text).trim()), tagsLost: !tagsKept };
}

/** Puts a translated text back between what surrounded the source. `broken` are the display lines of running text. */
export function restoreLines(encoded: EncodedLine, voices: readonly string[], broken: readonly string[]): string[] {
  if (encoded.voices > 1) return voices.map((voice) => `${encoded.dash}${voice}`);
  const lines = broken.length === 0 ? [''] : [...broken];
  lines[0] = encoded.before + (lines[0] ?? '');
  lines[lines.length - 1] = (lines.at(-1) ?? '') + encoded.after;
  return lines;
}
