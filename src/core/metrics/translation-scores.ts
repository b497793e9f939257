/** Highest n-gram orders: of characters for chrF, of tokens for BLEU. */
const CHARACTER_ORDER = 6;
const TOKEN_ORDER = 4;
/** Recall counts four times as much as precision. */
const BETA = 2;

/** A translation and what it should say. */
export interface TranslationPair {
  readonly hypothesis: string;
  readonly reference: string;
}

/**
 * chrF2 over all pairs, 0..100: F-score (beta 2) of the mean precision and recall of character 1- to 6-grams without white
 * space, orders that neither side has left out (Popović 2015; the defaults of sacreBLEU 2, single reference).
 */
export function chrF2(pairs: readonly TranslationPair[], beta = BETA): number {
  let precision = 0;
  let recall = 0;
  let orders = 0;
  for (let order = 1; order <= CHARACTER_ORDER; order++) {
    const sum = { matches: 0, hypothesis: 0, reference: 0 };
    for (const pair of pairs) {
      const found = matchGrams(characters(pair.hypothesis), characters(pair.reference), order);
      // A pair of which one side is too short for the order counts on neither side.
      if (found.reference === 0) continue;
      sum.matches += found.matches;
      sum.hypothesis += found.hypothesis;
      sum.reference += found.reference;
    }
    if (sum.hypothesis === 0 || sum.reference === 0) continue;
    precision += sum.matches / sum.hypothesis;
    recall += sum.matches / sum.reference;
    orders++;
  }
  if (orders === 0 || precision + recall === 0) return 0;
  const meanPrecision = precision / orders;
  const meanRecall = recall / orders;
  const weight = beta ** 2;
  return (100 * (1 + weight) * meanPrecision * meanRecall) / (weight * meanPrecision + meanRecall);
}

/**
 * BLEU over all pairs, 0..100: tokens as mteval-v13a, 1- to 4-grams, brevity penalty, exponential smoothing of orders without
 * a match (Papineni 2002; the defaults of sacreBLEU 2, single reference).
 */
export function bleu(pairs: readonly TranslationPair[]): number {
  const sides = pairs.map(({ hypothesis, reference }) => [tokens13a(hypothesis), tokens13a(reference)] as const);
  const length = (side: 0 | 1): number => sides.reduce((sum, pair) => sum + pair[side].length, 0);
  let logPrecisions = 0;
  let smoothing = 1;
  let matched = false;
  for (let order = 1; order <= TOKEN_ORDER; order++) {
    let matches = 0;
    let total = 0;
    for (const [hypothesis, reference] of sides) {
      const found = matchGrams(hypothesis, reference, order);
      matches += found.matches;
      total += found.hypothesis;
    }
    if (total === 0) return 0;
    if (matches > 0) matched = true;
    else smoothing *= 2;
    logPrecisions += Math.log(matches > 0 ? matches / total : 1 / (smoothing * total));
  }
  if (!matched) return 0;
  const brevity = Math.min(0, 1 - length(1) / length(0));
  return 100 * Math.exp(brevity + logPrecisions / TOKEN_ORDER);
}

function characters(text: string): string[] {
  return [...text.replace(/\s+/gu, '')];
}

/** The tokenizer of mteval-v13a: punctuation apart, except points and commas between digits. */
function tokens13a(text: string): string[] {
  return ` ${text
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')} `
    .replace(/([{-~[-` -&(-+:-@/])/gu, ' $1 ')
    .replace(/([^0-9])([.,])/gu, '$1 $2 ')
    .replace(/([.,])([^0-9])/gu, ' $1 $2')
    .replace(/([0-9])(-)/gu, '$1 $2 ')
    .split(/\s+/u)
    .filter((token) => token !== '');
}

/** How many n-grams each side has, and how many of them are on both. */
function matchGrams(hypothesis: readonly string[], reference: readonly string[], order: number) {
  const wanted = countGrams(reference, order);
  let matches = 0;
  for (const [gram, count] of countGrams(hypothesis, order)) matches += Math.min(count, wanted.get(gram) ?? 0);
  return {
    matches,
    hypothesis: Math.max(0, hypothesis.length - order + 1),
    reference: Math.max(0, reference.length - order + 1),
  };
}

function countGrams(tokens: readonly string[], order: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + order <= tokens.length; start++) {
    const gram = tokens.slice(start, start + order).join('\u0000');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}
