/** One step of an alignment; indices point into the two token lists. */
export type AlignmentStep =
  | { readonly kind: 'hit' | 'substitution'; readonly reference: number; readonly hypothesis: number }
  | { readonly kind: 'deletion'; readonly reference: number }
  | { readonly kind: 'insertion'; readonly hypothesis: number };

const DIAGONAL = 1;
const DELETE = 2;
const INSERT = 3;

/**
 * Levenshtein alignment of two token lists: fewest edits, among those the most hits (so the counts are unique and
 * symmetric), among those the smallest sum of `hitCost` (0 <= cost < 1 per hit; default 0).
 *
 * Only a diagonal band is filled and widened until it provably holds the optimum (Ukkonen 1985), so hours of
 * transcript with few errors need little memory: O(n * edits).
 */
export function alignTokens(
  reference: readonly string[],
  hypothesis: readonly string[],
  hitCost: (reference: number, hypothesis: number) => number = () => 0,
): AlignmentStep[] {
  const longest = Math.max(reference.length, hypothesis.length);
  let band = Math.abs(reference.length - hypothesis.length) + 16;
  for (;;) {
    const result = alignInBand(reference, hypothesis, hitCost, Math.min(band, longest));
    if (result.edits <= band || band >= longest) return result.steps;
    band *= 2;
  }
}

function alignInBand(
  reference: readonly string[],
  hypothesis: readonly string[],
  hitCost: (reference: number, hypothesis: number) => number,
  band: number,
): { readonly edits: number; readonly steps: AlignmentStep[] } {
  const n = reference.length;
  const m = hypothesis.length;
  // One edit outweighs every possible hit, and one hit outweighs all hit costs together.
  const edit = n + m + 1;
  const width = 2 * band + 1;
  const moves = new Uint8Array((n + 1) * width);
  let above = new Float64Array(width + 1).fill(Infinity);
  let row = new Float64Array(width + 1).fill(Infinity);
  for (let i = 0; i <= n; i++) {
    row.fill(Infinity);
    const first = Math.max(0, i - band);
    const last = Math.min(m, i + band);
    for (let j = first; j <= last; j++) {
      const column = j - i + band;
      let best = i === 0 && j === 0 ? 0 : Infinity;
      let move = 0;
      if (i > 0 && j > 0) {
        const step = reference[i - 1] === hypothesis[j - 1] ? hitCost(i - 1, j - 1) / edit - 1 : edit;
        best = (above[column] ?? Infinity) + step;
        move = DIAGONAL;
      }
      const deletion = i > 0 ? (above[column + 1] ?? Infinity) + edit : Infinity;
      if (deletion < best) {
        best = deletion;
        move = DELETE;
      }
      const insertion = j > first ? (row[column - 1] ?? Infinity) + edit : Infinity;
      if (insertion < best) {
        best = insertion;
        move = INSERT;
      }
      row[column] = best;
      moves[i * width + column] = move;
    }
    [above, row] = [row, above];
  }

  const steps: AlignmentStep[] = [];
  let edits = 0;
  for (let i = n, j = m; i > 0 || j > 0;) {
    const move = moves[i * width + j - i + band];
    if (move === DELETE) {
      steps.push({ kind: 'deletion', reference: --i });
    } else if (move === INSERT) {
      steps.push({ kind: 'insertion', hypothesis: --j });
    } else {
      i--;
      j--;
      steps.push({ kind: reference[i] === hypothesis[j] ? 'hit' : 'substitution', reference: i, hypothesis: j });
    }
    if (steps.at(-1)?.kind !== 'hit') edits++;
  }
  return { edits, steps: steps.reverse() };
}
