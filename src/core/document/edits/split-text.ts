import type { Word } from '../../timeline/types.ts';
import { stripMarkup, tokenizeMarkup } from '../markup.ts';

/** The two parts of a cue's display lines. */
export interface SplitLines {
  readonly first: readonly string[];
  readonly second: readonly string[];
}

/** UTF-16 offset in the joined text (lines with one line break between them), or `undefined` when there is no such place. */
export function textOffset(lines: readonly string[], line: number, offset: number): number | undefined {
  const own = lines[line];
  if (own === undefined || offset > own.length) return undefined;
  return lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, offset);
}

/**
 * Where each word begins in the joined text, when the text still is its words: in order, with nothing but spaces, line
 * breaks and markup between them, or else, after small corrections, with as many parts between spaces as there are words.
 */
export function wordOffsets(lines: readonly string[], words: readonly Word[]): readonly number[] | undefined {
  const text = lines.join('\n');
  return matchWords(text, words) ?? countParts(text, words);
}

function matchWords(text: string, words: readonly Word[]): number[] | undefined {
  const shown = maskMarkup(text);
  const offsets: number[] = [];
  let end = 0;
  for (const word of words) {
    const at = shown.indexOf(word.text, end);
    if (at < 0 || shown.slice(end, at).trim() !== '') return undefined;
    offsets.push(at);
    end = at + word.text.length;
  }
  return shown.slice(end).trim() === '' ? offsets : undefined;
}

function countParts(text: string, words: readonly Word[]): number[] | undefined {
  if (words.some((word) => word.spaceBefore === false || /\s/u.test(word.text))) return undefined;
  const offsets = Array.from(maskMarkup(text).matchAll(/\S+/gu), (match) => match.index);
  return offsets.length === words.length ? offsets : undefined;
}

/** The text with markup blanked out, so that offsets stay. */
function maskMarkup(text: string): string {
  return tokenizeMarkup(text)
    .map(({ kind, raw }) => (kind === 'text' ? raw : ' '.repeat(raw.length)))
    .join('');
}

/**
 * Cuts display lines at an offset of the joined text. Tags that are open there are closed in the first part and opened
 * again in the second; an override block that the text begins with counts for both. `undefined`: a part shows nothing.
 */
export function splitLines(lines: readonly string[], offset: number): SplitLines | undefined {
  const text = lines.join('\n');
  const head = text.slice(0, offset).trimEnd();
  const tail = text.slice(offset).trimStart();
  if (stripMarkup(head).trim() === '' || stripMarkup(tail).trim() === '') return undefined;
  const open: { name: string; raw: string }[] = [];
  for (const { kind, name, raw } of tokenizeMarkup(head)) {
    if (kind === 'open') open.push({ name, raw });
    else if (kind === 'close') {
      const at = open.findLastIndex((tag) => tag.name === name);
      if (at >= 0) open.splice(at, 1);
    }
  }
  const closing = open.map(({ name }) => `</${name}>`).reverse();
  const opening = open.map(({ raw }) => raw);
  const override = /^(?:\{\\[^{}]*\})+/u.exec(text)?.[0] ?? '';
  return {
    first: (head + closing.join('')).split('\n'),
    second: (override + opening.join('') + tail).split('\n'),
  };
}

/** Whether an offset of the joined text falls into markup or into what a reader sees as one character. */
export function isInsideUnit(lines: readonly string[], offset: number): boolean {
  const text = lines.join('\n');
  return offset > 0 && offset < text.length && !unitStarts(text).includes(offset);
}

/** Where words of a joined text begin, the first one left out. Texts without spaces: every character. */
export function wordStarts(text: string): number[] {
  const all = unitStarts(text).slice(1);
  const words = all.filter((at) => /\s/u.test(text.charAt(at - 1)) && /\S/u.test(text.charAt(at)));
  return words.length > 0 ? words : all;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Where the tags and the user-perceived characters of a text begin. */
function unitStarts(text: string): number[] {
  let at = 0;
  return tokenizeMarkup(text).flatMap(({ kind, raw }) => {
    const from = at;
    at += raw.length;
    return kind === 'text' ? Array.from(graphemes.segment(raw), ({ index }) => from + index) : [from];
  });
}
