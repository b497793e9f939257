/**
 * Monotone alignment of tokens to time: the cheapest path through `cost`, moving one token, one step of time, or both.
 * The path may begin at any column of the first row, so silence before the first token costs nothing, and ends in the
 * last row and column.
 * @param cost `[rows, columns]`, row-major, lower is better
 * @returns for each row the first column on its path, never falling
 */
export function alignRows(cost: Float32Array, rows: number, columns: number): Int32Array {
  const width = columns + 1;
  const total = new Float64Array((rows + 1) * width).fill(Infinity);
  /** How a cell was reached: 0 both moved, 1 the next token at the same time, 2 the same token later. */
  const move = new Uint8Array((rows + 1) * width).fill(2);
  total.fill(0, 0, width);
  for (let i = 1; i <= rows; i++) {
    for (let j = 1; j <= columns; j++) {
      const at = i * width + j;
      const both = total[at - width - 1];
      const down = total[at - width];
      const right = total[at - 1];
      let best = right;
      if (both < down && both < right) {
        best = both;
        move[at] = 0;
      } else if (down < right) {
        best = down;
        move[at] = 1;
      }
      total[at] = cost[(i - 1) * columns + (j - 1)] + best;
    }
  }
  const first = new Int32Array(rows);
  let i = rows;
  let j = columns;
  while (i > 0) {
    first[i - 1] = j - 1;
    const step = move[i * width + j];
    if (step !== 2) i--;
    if (step !== 1) j--;
    if (j === 0) break;
  }
  return first;
}

/** Median filter of odd `width` along a row, edges reflected without repeating the border value. */
export function medianFilter(row: Float32Array, width: number): Float32Array {
  const reach = width >> 1;
  const last = row.length - 1;
  if (reach === 0 || last < reach) return row.slice();
  const at = (i: number): number => row[i < 0 ? -i : i > last ? 2 * last - i : i];
  const out = new Float32Array(row.length);
  // Kept sorted while it slides: one value leaves, one enters.
  const window = new Float32Array(width);
  for (let k = -reach; k <= reach; k++) window[k + reach] = at(k);
  window.sort();
  out[0] = window[reach]!;
  for (let centre = 1; centre < row.length; centre++) {
    const gone = at(centre - 1 - reach);
    const come = at(centre + reach);
    let slot = 0;
    while (window[slot] !== gone) slot++;
    for (; slot > 0 && window[slot - 1] > come; slot--) window[slot] = window[slot - 1]!;
    for (; slot < width - 1 && window[slot + 1] < come; slot++) window[slot] = window[slot + 1]!;
    window[slot] = come;
    out[centre] = window[reach]!;
  }
  return out;
}
