import { editDistance } from './edit-distance.ts';

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
 * Only the diagonal band that must hold the optimum is filled (Ukkonen 1985), at two bits a cell, so hours of transcript
 * with few errors need little memory: O(n * edits).
 */
export function alignTokens(
  reference: readonly string[],
  hypothesis: readonly string[],
  hitCost: (reference: number, hypothesis: number) => number = () => 0,
): AlignmentStep[] {
  // A path with that many edits, ending where it must, can hold no more deletions and insertions than these.
  const edits = editDistance(reference, hypothesis);
  const surplus = hypothesis.length - reference.length;
  const band = { left: Math.floor((edits - surplus) / 2), right: Math.floor((edits + surplus) / 2) };
  return alignInBand(reference, hypothesis, hitCost, band);
}

function alignInBand(
  reference: readonly string[],
  hypothesis: readonly string[],
  hitCost: (reference: number, hypothesis: number) => number,
  band: { readonly left: number; readonly right: number },
): AlignmentStep[] {
  const n = reference.length;
  const m = hypothesis.length;
  // One edit outweighs every possible hit, and one hit outweighs all hit costs together.
  const edit = n + m + 1;
  const { left, right } = band;
  // Numbers compare faster than words, and a band has millions of cells.
  const numbers = new Map<string, number>();
  const numberOf = (token: string): number => {
    const known = numbers.get(token) ?? numbers.size;
    numbers.set(token, known);
    return known;
  };
  const said = Int32Array.from(reference, numberOf);
  const heard = Int32Array.from(hypothesis, numberOf);
  const width = left + right + 1;
  const moves = new Uint8Array(Math.ceil(((n + 1) * width) / 4));
  let above = new Float64Array(width + 1).fill(Infinity);
  let row = new Float64Array(width + 1).fill(Infinity);
  for (let i = 0; i <= n; i++) {
    row.fill(Infinity);
    const first = Math.max(0, i - left);
    const last = Math.min(m, i + right);
    for (let j = first; j <= last; j++) {
      const column = j - i + left;
      let best = i === 0 && j === 0 ? 0 : Infinity;
      let move = 0;
      if (i > 0 && j > 0) {
        const step = said[i - 1] === heard[j - 1] ? hitCost(i - 1, j - 1) / edit - 1 : edit;
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
      // Beyond 2^31 cells, shifting the index would wrap.
      const cell = i * width + column;
      const byte = Math.floor(cell / 4);
      moves[byte] = (moves[byte] ?? 0) | (move << ((cell % 4) * 2));
    }
    [above, row] = [row, above];
  }

  const steps: AlignmentStep[] = [];
  for (let i = n, j = m; i > 0 || j > 0;) {
    const cell = i * width + j - i + left;
    const move = ((moves[Math.floor(cell / 4)] ?? 0) >> ((cell % 4) * 2)) & 3;
    if (move === DELETE) {
      steps.push({ kind: 'deletion', reference: --i });
    } else if (move === INSERT) {
      steps.push({ kind: 'insertion', hypothesis: --j });
    } else {
      i--;
      j--;
      steps.push({ kind: reference[i] === hypothesis[j] ? 'hit' : 'substitution', reference: i, hypothesis: j });
    }
  }
  return steps.reverse();
}
