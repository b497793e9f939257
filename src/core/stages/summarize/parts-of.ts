import { stripMarkup } from '../../document/markup.ts';
import { promptKeys } from '../../llm/prompt-keys.ts';
import { comparable } from '../../llm/similarity.ts';
import type { SummaryLine } from './types.ts';

/** A cue on its way to a model, named by `key`. */
export interface PreparedSummaryLine extends SummaryLine {
  readonly key: string;
  readonly text: string;
}

/** Longer cues are broken files; their beginning is read. */
const LONGEST_TEXT = 2000;
/** What a line costs besides its text: key, speaker, quotes. */
const PER_LINE = 24;
/** Characters of a part where nobody says how large the context is; some 4,000 tokens. */
const USUAL = 12_000;
const LEAST = 1500;
const MOST = 60_000;
/** Tokens that prompt and answer take besides the lines, and characters of a token, cautiously. */
const OTHER_TOKENS = 1600;
const PER_TOKEN = 2.2;

/** Characters of text that one question may hold, by the smallest context of the engines that say theirs. */
export function partSize(contexts: readonly (number | undefined)[]): number {
  const known = contexts.filter((tokens) => tokens !== undefined);
  if (known.length === 0) return USUAL;
  return Math.round(Math.max(LEAST, Math.min(MOST, (Math.min(...known) - OTHER_TOKENS) * PER_TOKEN)));
}

/** Cues that say something, in parts of up to `size` characters. */
export function partsOf(lines: readonly SummaryLine[], size: number): PreparedSummaryLine[][] {
  const keys = promptKeys(lines.map(({ id }) => id));
  const parts: PreparedSummaryLine[][] = [];
  let room = 0;
  for (const [index, line] of lines.entries()) {
    const text = stripMarkup(line.lines.join(' ')).replace(/\s+/gu, ' ').trim().slice(0, LONGEST_TEXT);
    if (comparable(text) === '') continue;
    const cost = text.length + PER_LINE;
    if (parts.length === 0 || cost > room) {
      parts.push([]);
      room = size;
    }
    parts.at(-1)?.push({ ...line, key: keys[index] ?? line.id, text });
    room -= cost;
  }
  return parts;
}
