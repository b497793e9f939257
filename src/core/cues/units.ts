import { functionWords } from './function-words.ts';
import type { RuleProfile } from './profiles.ts';
import { SPLIT_COST, splitCost, type TextUnit } from './split-quality.ts';
import { lineWidth, splitGraphemes } from './text-measure.ts';
import { BY_DICTIONARY, isUnspaced, PER_CHARACTER } from './unspaced-scripts.ts';

const STICKS_TO_PREVIOUS = /^[\p{Pe}\p{Pf}\p{Po}\u30fc\u3005\p{M}]/u;
const OPENS = /^[\p{Ps}\p{Pi}]+$/u;
const dictionary = new Intl.Segmenter('th', { granularity: 'word' });

/**
 * Text to unbreakable units: split at spaces (not at no-break ones); Han and kana split per character (closing punctuation stays with the
 * character before, opening with the one after); Thai, Lao, Khmer and Burmese by the run-time's dictionary.
 */
export function splitUnits(text: string, spaceBefore: boolean): TextUnit[] {
  const units: TextUnit[] = [];
  text
    .trim()
    .split(/[^\S\u00a0\u202f]+/u)
    .forEach((part, index) => {
      splitPart(part).forEach((piece, inner) => {
        units.push({ text: piece, spaceBefore: inner === 0 && (index > 0 || spaceBefore) });
      });
    });
  return units;
}

function splitPart(part: string): string[] {
  const raw = PER_CHARACTER.test(part)
    ? splitGraphemes(part)
    : BY_DICTIONARY.test(part)
      ? Array.from(dictionary.segment(part), (piece) => piece.segment)
      : [part];
  const pieces: string[] = [];
  for (const piece of raw) {
    const last = pieces.at(-1);
    const together =
      last !== undefined &&
      (STICKS_TO_PREVIOUS.test(piece) || OPENS.test(last) || (!isUnspaced(last) && !isUnspaced(piece)));
    if (together) pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces;
}

/** Units with everything the optimisers ask for, as prefix sums so that any stretch is measured in constant time. */
export interface UnitTable {
  readonly units: readonly TextUnit[];
  /** Cost of breaking before unit u; 0 at both ends. */
  readonly cost: Float64Array;
  /** `columns[u]` = columns of units 0..u-1, each with its leading space. */
  readonly columns: Float64Array;
}

export function tabulate(units: readonly TextUnit[], profile: RuleProfile, language: string | undefined): UnitTable {
  const words = functionWords(language);
  const cost = new Float64Array(units.length + 1);
  const columns = new Float64Array(units.length + 1);
  units.forEach((unit, u) => {
    columns[u + 1] = (columns[u] ?? 0) + lineWidth(unit.text, profile) + (unit.spaceBefore ? 1 : 0);
    const previous = units[u - 1];
    if (previous !== undefined) cost[u] = splitCost(previous, unit, words, units[u - 2]);
  });
  avoidWordInsides(units, cost, language);
  return { units, cost, columns };
}

/** In scripts without spaces, makes places inside a word of the run-time's dictionary as bad as after a preposition. */
function avoidWordInsides(units: readonly TextUnit[], cost: Float64Array, language: string | undefined): void {
  if (!units.some((unit) => isUnspaced(unit.text))) return;
  const text = units.map((unit) => (unit.spaceBefore ? ` ${unit.text}` : unit.text)).join('');
  const locale = language?.toLowerCase().startsWith('ja') === true ? 'ja' : 'zh';
  const edges = new Set<number>();
  for (const piece of new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)) edges.add(piece.index);
  let at = 0;
  units.forEach((unit, u) => {
    if (u > 0 && !edges.has(at)) cost[u] = Math.max(cost[u] ?? 0, SPLIT_COST.afterPreposition);
    at += unit.text.length + (unit.spaceBefore ? 1 : 0);
  });
}

/** Columns of units `from`..`to`-1 on one line. */
export function stretchWidth(table: UnitTable, from: number, to: number): number {
  const leading = to > from && table.units[from]?.spaceBefore === true ? 1 : 0;
  return (table.columns[to] ?? 0) - (table.columns[from] ?? 0) - leading;
}

/** Units `from`..`to`-1 as one line of text. */
export function stretchText(table: UnitTable, from: number, to: number): string {
  let text = '';
  for (let u = from; u < to; u++) {
    const unit = table.units[u];
    if (unit === undefined || unit.text === '') continue;
    text += text !== '' && unit.spaceBefore ? ` ${unit.text}` : unit.text;
  }
  return text;
}
