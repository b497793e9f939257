import { countLines, findBreaks } from './break-lines.ts';
import type { RuleProfile } from './profiles.ts';
import type { Run } from './runs.ts';
import { endsSentence, type TextUnit } from './split-quality.ts';
import { readingLength } from './text-measure.ts';
import { splitUnits, stretchWidth, tabulate, type UnitTable } from './units.ts';

/** A cue's end interrupts reading more than a line's end at the same place. */
const CUE_END_FACTOR = 1.4;

/** Weights of the cost function, in the same scale as `SPLIT_COST` (80 = an unremarkable place to split). */
const COST = {
  /** Every cue: few, well-filled cues rather than many. */
  cue: 40,
  /** Cues of unequal length: times the squared fill, so an even split of the same text is cheapest. */
  fill: 50,
  /** Needing a second line at all. */
  secondLine: 12,
  /** A silence of `maxPauseMs` inside a cue. */
  pause: 120,
  /** Shorter than the minimum duration, in full. */
  tooShort: 130,
  /** Each 100 % over the maximum reading speed; a tenth of it for over the comfortable one. */
  tooFast: 300,
  /** One or two words that are no sentence of their own. */
  fragment: 70,
  /** A sentence that both starts and breaks off inside a longer cue. */
  sentenceTail: 60,
} as const;

/** Share of a split's cost that a silence at that place can take away. */
const PAUSE_RELIEF = 0.85;
/** A silence this long makes a place as good to split as it gets. */
const FULL_RELIEF_MS = 600;

/** A run cut into cues: `edges` are unit indices, the first 0, the last `table.units.length`. */
export interface SegmentedRun {
  readonly table: UnitTable;
  /** Index into `run.words` of each unit. */
  readonly owner: readonly number[];
  readonly edges: readonly number[];
}

/**
 * Cuts one run into cues by dynamic programming over all places between words: the sum of costs over the whole run is
 * minimal, not each cue by itself. Hard: lines, columns and maximum duration (a single word may break them, since it
 * cannot be cut). Soft: where sentences and clauses end, silences, reading speed, minimum duration, balance, and how
 * well the cue's own lines break. O(words * words per cue).
 */
export function segmentRun(run: Run, profile: RuleProfile, language: string | undefined): SegmentedRun {
  const units: TextUnit[] = [];
  const owner: number[] = [];
  run.words.forEach(({ word }, index) => {
    for (const unit of splitUnits(word.text, index > 0 && word.spaceBefore !== false)) {
      units.push(unit);
      owner.push(index);
    }
  });
  const table = tabulate(units, profile, language);
  const scale = measure(table, owner, run, profile);
  const n = units.length;
  const best = new Float64Array(n + 1).fill(Infinity);
  const from = new Int32Array(n + 1);
  best[0] = 0;
  for (let start = 0; start < n; start++) {
    const soFar = best[start] ?? Infinity;
    if (soFar === Infinity || (start > 0 && owner[start] === owner[start - 1])) continue;
    for (let end = start + 1; end <= n; end++) {
      if (end < n && owner[end] === owner[end - 1]) continue;
      const oneWord = owner[end - 1] === owner[start];
      if (!oneWord && !allowed(table, scale, profile, start, end)) break;
      const total = soFar + cueCost(table, scale, profile, start, end) + (scale.splitCost[end] ?? 0);
      if (total < (best[end] ?? Infinity)) {
        best[end] = total;
        from[end] = start;
      }
    }
  }
  const edges = [n];
  for (let at = n; at > 0; at = from[at] ?? 0) edges.push(from[at] ?? 0);
  return { table, owner, edges: edges.reverse() };
}

/** Per-unit arrays of everything a candidate cue is judged by. */
interface Scale {
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  /** `availableMs[u]`: when a cue that ends before unit u must be gone. */
  readonly nextStartMs: Float64Array;
  readonly characters: Float64Array;
  /** Cost of ending a cue before unit u, silence considered; 0 at the run's end. */
  readonly splitCost: Float64Array;
  /** `pauses[u]`: summed cost of the silences before units 1..u. */
  readonly pauses: Float64Array;
  /** `sentenceAt[u]`: last unit index <= u at which a sentence starts. */
  readonly sentenceAt: Int32Array;
}

function measure(table: UnitTable, owner: readonly number[], run: Run, profile: RuleProfile): Scale {
  const n = table.units.length;
  const startMs = new Float64Array(n + 1);
  const endMs = new Float64Array(n + 1);
  const nextStartMs = new Float64Array(n + 1);
  const characters = new Float64Array(n + 1);
  const splitCost = new Float64Array(n + 1);
  const pauses = new Float64Array(n + 1);
  const sentenceAt = new Int32Array(n + 1);
  table.units.forEach((unit, u) => {
    const word = run.words[owner[u] ?? 0];
    startMs[u] = word?.startMs ?? 0;
    endMs[u] = word?.endMs ?? 0;
    nextStartMs[u] = startMs[u] ?? 0;
    characters[u + 1] = (characters[u] ?? 0) + readingLength(unit.spaceBefore ? ` ${unit.text}` : unit.text, profile);
    const silence = u === 0 ? 0 : Math.max(0, (startMs[u] ?? 0) - (endMs[u - 1] ?? 0));
    const relief = PAUSE_RELIEF * Math.min(1, silence / FULL_RELIEF_MS);
    splitCost[u] = CUE_END_FACTOR * (table.cost[u] ?? 0) * (1 - relief);
    pauses[u] = (pauses[u - 1] ?? 0) + COST.pause * (silence / profile.maxPauseMs) ** 2;
    const starts = u === 0 || endsSentence(table.units[u - 1]?.text ?? '');
    sentenceAt[u] = starts ? u : (sentenceAt[u - 1] ?? 0);
  });
  nextStartMs[n] = run.nextStartMs;
  sentenceAt[n] = n;
  return { startMs, endMs, nextStartMs, characters, splitCost, pauses, sentenceAt };
}

function allowed(table: UnitTable, scale: Scale, profile: RuleProfile, start: number, end: number): boolean {
  const spokenMs = (scale.endMs[end - 1] ?? 0) - (scale.startMs[start] ?? 0);
  return (
    spokenMs <= profile.maxDurationMs &&
    countLines(table, start, end, profile.maxCpl, profile.maxLines) <= profile.maxLines
  );
}

function cueCost(table: UnitTable, scale: Scale, profile: RuleProfile, start: number, end: number): number {
  const width = stretchWidth(table, start, end);
  let cost = COST.cue + COST.fill * (width / (profile.maxCpl * profile.maxLines)) ** 2;
  if (width > profile.maxCpl) cost += COST.secondLine + findBreaks(table, start, end, profile.maxCpl).cost / 2;
  cost += (scale.pauses[end - 1] ?? 0) - (scale.pauses[start] ?? 0);

  const startMs = scale.startMs[start] ?? 0;
  const characters = (scale.characters[end] ?? 0) - (scale.characters[start] ?? 0);
  const needMs = Math.max(profile.minDurationMs, (characters / profile.maxCps) * 1000);
  const spokenMs = (scale.endMs[end - 1] ?? 0) - startMs;
  const shownMs = Math.min(
    Math.max(spokenMs + profile.lingerMs, needMs),
    Math.max(1, (scale.nextStartMs[end] ?? Infinity) - profile.minGapMs - startMs),
    profile.maxDurationMs,
  );
  if (shownMs < profile.minDurationMs) cost += COST.tooShort * (1 - shownMs / profile.minDurationMs);
  const cps = (characters / shownMs) * 1000;
  if (cps > profile.maxCps) cost += COST.tooFast * Math.min(3, cps / profile.maxCps - 1);
  if (cps > profile.optimalCps) cost += (COST.tooFast / 10) * Math.min(3, cps / profile.optimalCps - 1);

  const sentenceStart = scale.sentenceAt[end - 1] ?? 0;
  const ends = end === table.units.length || scale.sentenceAt[end] === end;
  if (!ends && sentenceStart > start) cost += COST.sentenceTail;
  const whole = ends && sentenceStart >= start && scale.sentenceAt[start] === start;
  if (!whole && end - start <= 2 && width <= profile.maxCpl / 2) cost += COST.fragment;
  return cost;
}
