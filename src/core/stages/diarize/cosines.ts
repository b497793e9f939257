import { rowProducts } from './row-tiles.ts';
import { type Rows, normalisedRows } from './vectors.ts';

/** Cosine similarity of every embedding (rows) and every speaker (columns), row-major. */
export interface Cosines {
  readonly columns: number;
  readonly data: Float64Array;
}

/** Compares embeddings of length 1 with centroids of any length. */
export function cosinesOf(unit: Rows, centroids: Rows): Cosines {
  const means = normalisedRows(centroids, [...Array(centroids.count).keys()]);
  return { columns: means.count, data: rowProducts(unit, means) };
}

/** Those of some speakers only. */
export function selectColumns({ columns, data }: Cosines, kept: readonly number[]): Cosines {
  const rows = columns === 0 ? 0 : data.length / columns;
  const selected = new Float64Array(rows * kept.length);
  for (let i = 0, to = 0; i < rows; i += 1) {
    for (let k = 0; k < kept.length; k += 1, to += 1) selected[to] = data[i * columns + kept[k]];
  }
  return { columns: kept.length, data: selected };
}
