import { tokenizeMarkup } from '../markup.ts';

interface Tag {
  /** Before which UTF-16 unit of the shown text it stands. */
  readonly at: number;
  readonly raw: string;
}

/** Cue text taken apart: what is shown, with line breaks, and the tags in between. */
export interface MarkedText {
  readonly shown: string;
  readonly tags: readonly Tag[];
}

export interface Replacement {
  /** Offsets of the shown text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function readMarked(lines: readonly string[]): MarkedText {
  let shown = '';
  const tags: Tag[] = [];
  for (const { kind, raw } of tokenizeMarkup(lines.join('\n'))) {
    if (kind === 'text') shown += raw;
    else tags.push({ at: shown.length, raw });
  }
  return { shown, tags };
}

/** Offset in the text with tags; tags that stand at the place itself lie behind it for an end, before it for a start. */
export function rawOffset({ tags }: MarkedText, offset: number, edge: 'start' | 'end'): number {
  return tags
    .filter((tag) => tag.at < offset || (edge === 'start' && tag.at === offset))
    .reduce((sum, tag) => sum + tag.raw.length, offset);
}

/** The lines after replacements (by start, apart). Tags inside a replaced stretch stand behind what replaces it. */
export function replaceMarked({ shown, tags }: MarkedText, replacements: readonly Replacement[]): string[] {
  let text = '';
  let done = 0;
  let next = 0;
  const copyTo = (end: number): void => {
    for (; next < tags.length && (tags[next]?.at ?? Infinity) <= end; next++) {
      const tag = tags[next];
      if (tag === undefined) break;
      text += shown.slice(done, Math.max(done, tag.at)) + tag.raw;
      done = Math.max(done, tag.at);
    }
    text += shown.slice(done, end);
    done = Math.max(done, end);
  };
  for (const { start, end, text: fresh } of replacements) {
    copyTo(start);
    text += fresh;
    done = end;
  }
  copyTo(shown.length);
  return text
    .split(/\r\n?|\n/u)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '');
}
