import type { RuleProfile } from './profiles.ts';
import { splitUnits, stretchText, stretchWidth, tabulate, type UnitTable } from './units.ts';

/** How unequal lines cost, per full line of difference; a longer lower line reads and covers better than the reverse. */
const TOP_HEAVY = 70;
const BOTTOM_HEAVY = 40;
/** Up to this many lines every choice is compared; longer texts (always over the limit) are filled line by line. */
const EXACT_LINES = 3;

export interface LineBreaks {
  /** Unit indices at which lines 2, 3, ... begin. */
  readonly breaks: readonly number[];
  readonly cost: number;
}

/**
 * Breaks running text into as few lines as fit the profile, at the best places: after punctuation, before conjunctions
 * and prepositions, never inside article+noun and the like, lines balanced with the lower one rather longer. A unit wider
 * than a line stands alone on its own line; text that needs more than `maxLines` gets more (QC reports both).
 */
export function breakLines(text: string, profile: RuleProfile, language?: string): string[] {
  if (text.trim() === '') return [];
  const table = tabulate(splitUnits(text, false), profile, language);
  const { breaks } = findBreaks(table, 0, table.units.length, profile.maxCpl);
  return cutLines(table, 0, table.units.length, breaks);
}

/** The text lines of units `from`..`to`-1 cut at `breaks`. */
export function cutLines(table: UnitTable, from: number, to: number, breaks: readonly number[]): string[] {
  const edges = [from, ...breaks, to];
  return edges
    .slice(1)
    .map((end, line) => stretchText(table, edges[line] ?? from, end))
    .filter((line) => line !== '');
}

/** Fewest lines that hold units `from`..`to`-1, filling each line; stops counting above `limit`. */
export function countLines(table: UnitTable, from: number, to: number, maxCpl: number, limit = Infinity): number {
  let lines = 1;
  let start = from;
  for (let u = from + 1; u < to && lines <= limit; u++) {
    if (stretchWidth(table, start, u + 1) > maxCpl) {
      lines++;
      start = u;
    }
  }
  return lines;
}

/** The cheapest breaks for units `from`..`to`-1 in the fewest lines possible. */
export function findBreaks(table: UnitTable, from: number, to: number, maxCpl: number): LineBreaks {
  const lines = countLines(table, from, to, maxCpl);
  if (lines === 1) return { breaks: [], cost: 0 };
  if (lines > EXACT_LINES) return fill(table, from, to, maxCpl);
  return search(table, from, to, maxCpl, lines) ?? fill(table, from, to, maxCpl);
}

function fits(table: UnitTable, from: number, to: number, maxCpl: number): boolean {
  return to - from === 1 || stretchWidth(table, from, to) <= maxCpl;
}

function search(table: UnitTable, from: number, to: number, maxCpl: number, lines: number): LineBreaks | undefined {
  if (lines === 1) return fits(table, from, to, maxCpl) ? { breaks: [], cost: 0 } : undefined;
  let best: LineBreaks | undefined;
  for (let k = from + 1; k < to && fits(table, from, k, maxCpl); k++) {
    const rest = search(table, k, to, maxCpl, lines - 1);
    if (rest === undefined) continue;
    const upper = stretchWidth(table, from, k);
    const lower = stretchWidth(table, k, rest.breaks[0] ?? to);
    const shape = ((upper > lower ? TOP_HEAVY : BOTTOM_HEAVY) * Math.abs(upper - lower)) / maxCpl;
    const cost = (table.cost[k] ?? 0) + shape + rest.cost;
    if (best === undefined || cost < best.cost) best = { breaks: [k, ...rest.breaks], cost };
  }
  return best;
}

function fill(table: UnitTable, from: number, to: number, maxCpl: number): LineBreaks {
  const breaks: number[] = [];
  let start = from;
  let cost = 0;
  for (let u = from + 1; u < to; u++) {
    if (fits(table, start, u + 1, maxCpl)) continue;
    breaks.push(u);
    cost += table.cost[u] ?? 0;
    start = u;
  }
  return { breaks, cost };
}
