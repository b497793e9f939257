/**
 * Optimal one-to-one assignment of rows to columns that maximises the summed weight (Hungarian algorithm with row and
 * column potentials, O(n^2 m); Kuhn 1955, Munkres 1957).
 *
 * `weights[row][column]` is any finite number; rows must be equally long. Returns, per row, its column, or -1 when the
 * row stays free because there are fewer columns than rows. Ties are broken by index, so the result is deterministic.
 */
export function maximumAssignment(weights: readonly (readonly number[])[]): number[] {
  const rows = weights.length;
  const columns = weights[0]?.length ?? 0;
  if (rows === 0 || columns === 0) return new Array<number>(rows).fill(-1);
  if (rows > columns) return invert(solve(transpose(weights)), rows);
  return solve(weights);
}

/** Shortest augmenting paths for at most as many rows as columns; index 0 of every array is a sentinel. */
function solve(weights: readonly (readonly number[])[]): number[] {
  const rows = weights.length;
  const columns = weights[0]?.length ?? 0;
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    const slack = new Float64Array(columns + 1).fill(Infinity);
    const previous = new Int32Array(columns + 1);
    const visited = new Uint8Array(columns + 1);
    let column = 0;
    rowOf[0] = row;
    while (rowOf[column] !== 0) {
      visited[column] = 1;
      const current = rowOf[column] ?? 0;
      let delta = Infinity;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (visited[j] === 1) continue;
        const cost = -at(weights, current - 1, j - 1) - (rowPotential[current] ?? 0) - (columnPotential[j] ?? 0);
        if (cost < (slack[j] ?? 0)) {
          slack[j] = cost;
          previous[j] = column;
        }
        if ((slack[j] ?? 0) < delta) {
          delta = slack[j] ?? 0;
          next = j;
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (visited[j] === 1) {
          const owner = rowOf[j] ?? 0;
          rowPotential[owner] = (rowPotential[owner] ?? 0) + delta;
          columnPotential[j] = (columnPotential[j] ?? 0) - delta;
        } else {
          slack[j] = (slack[j] ?? 0) - delta;
        }
      }
      column = next;
    }
    while (column !== 0) {
      const from = previous[column] ?? 0;
      rowOf[column] = rowOf[from] ?? 0;
      column = from;
    }
  }
  return invert(
    Array.from(rowOf.subarray(1), (row) => row - 1),
    rows,
  );
}

function at(weights: readonly (readonly number[])[], row: number, column: number): number {
  return weights[row]?.[column] ?? 0;
}

function transpose(weights: readonly (readonly number[])[]): number[][] {
  return (weights[0] ?? []).map((_, column) => weights.map((row) => row[column] ?? 0));
}

/** Turns "which b for each a" into "which a for each b"; -1 stands for none on both sides. */
function invert(assignment: readonly number[], size: number): number[] {
  const inverse = new Array<number>(size).fill(-1);
  assignment.forEach((target, source) => {
    if (target >= 0) inverse[target] = source;
  });
  return inverse;
}
