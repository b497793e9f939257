/**
 * A long list of flat objects as columns. A worker gets it in a few moves of memory, where a list of objects is copied
 * value by value and every text of it is another one on the other side.
 */
export interface PackedRows {
  readonly count: number;
  readonly numbers: readonly { readonly key: string; readonly values: Float64Array<ArrayBuffer> }[];
  /** `places` count from 1; 0 where a row has no such key. */
  readonly others: readonly {
    readonly key: string;
    readonly values: readonly unknown[];
    readonly places: Uint32Array<ArrayBuffer>;
  }[];
}

type Row = Readonly<Record<string, unknown>>;

/** Packs a list; nothing for one that holds lists or objects, or numbers and texts under one key. */
export function packRows(rows: readonly object[]): PackedRows | undefined {
  const numbers = new Map<string, Float64Array<ArrayBuffer>>();
  const others = new Map<string, { readonly known: Map<unknown, number>; readonly places: Uint32Array<ArrayBuffer> }>();
  for (const [at, row] of (rows as readonly Row[]).entries()) {
    for (const key of Object.keys(row)) {
      const value = row[key];
      if (value === undefined) continue;
      if (typeof value === 'number') {
        if (Number.isNaN(value) || others.has(key)) return undefined;
        let values = numbers.get(key);
        if (values === undefined) numbers.set(key, (values = new Float64Array(rows.length).fill(Number.NaN)));
        values[at] = value;
      } else {
        if ((typeof value === 'object' && value !== null) || numbers.has(key) || key === '__proto__') return undefined;
        let column = others.get(key);
        if (column === undefined)
          others.set(key, (column = { known: new Map(), places: new Uint32Array(rows.length) }));
        let place = column.known.get(value);
        if (place === undefined) column.known.set(value, (place = column.known.size + 1));
        column.places[at] = place;
      }
    }
  }
  return {
    count: rows.length,
    numbers: [...numbers].map(([key, values]) => ({ key, values })),
    others: [...others].map(([key, { known, places }]) => ({ key, values: [...known.keys()], places })),
  };
}

/** The list again; keys without a value are left out. */
export function unpackRows({ count, numbers, others }: PackedRows): object[] {
  return Array.from({ length: count }, (_, at) => {
    const row: Record<string, unknown> = {};
    for (const { key, values, places } of others) {
      const place = places[at] ?? 0;
      if (place > 0) row[key] = values[place - 1];
    }
    for (const { key, values } of numbers) {
      const value = values[at] ?? Number.NaN;
      if (!Number.isNaN(value)) row[key] = value;
    }
    return row;
  });
}

/** What can be handed over instead of being copied. */
export function buffersOf({ numbers, others }: PackedRows): ArrayBuffer[] {
  return [...numbers.map(({ values }) => values.buffer), ...others.map(({ places }) => places.buffer)];
}
