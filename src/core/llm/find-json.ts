import { readTolerantJson } from './tolerant-json.ts';

/** JSON values found in an answer, the likeliest first; without one, whether the text ends in the middle of one. */
export interface FoundJson {
  readonly values: readonly unknown[];
  readonly cut: boolean;
}

/** Brackets tried as the start of a value. */
const MAX_STARTS = 20;

/** Finds JSON in what a model wrote: alone, in a code fence, or with words around it. Common faults are repaired. Never throws. */
export function findJson(text: string): FoundJson {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  try {
    return { values: [JSON.parse(trimmed)], cut: false };
  } catch {
    return search(trimmed);
  }
}

function search(text: string): FoundJson {
  const values: unknown[] = [];
  let cut = false;
  const start = /[{[]/g;
  for (let tries = 0; tries < MAX_STARTS; tries++) {
    const from = start.exec(text)?.index;
    if (from === undefined) break;
    const read = readTolerantJson(text, from);
    if (read.kind === 'value') {
      values.push(read.value);
      start.lastIndex = read.end;
    } else cut ||= read.kind === 'cut';
  }
  // Brackets in the words around it hold less than the answer.
  values.sort((a, b) => sizeOf(b) - sizeOf(a));
  return { values, cut: cut && values.length === 0 };
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}
