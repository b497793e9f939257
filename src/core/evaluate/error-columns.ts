import type { ScoredTime } from '../metrics/scored-time.ts';
import { optimalPartners } from '../metrics/der.ts';

/** Error time of a column of the picture, as shares of its width in time; overlapped errors can exceed 1 together. */
export interface ErrorColumn {
  readonly miss: number;
  readonly falseAlarm: number;
  readonly confusion: number;
}

/**
 * Errors by columns of equal time, so that hours with thousands of short errors show how much went wrong where, and a
 * short recording shows each error at its place.
 */
export function errorColumns(time: ScoredTime, startMs: number, columnMs: number, columns: number): ErrorColumn[] {
  const partner = optimalPartners(time);
  const rows = {
    miss: new Float64Array(columns),
    falseAlarm: new Float64Array(columns),
    confusion: new Float64Array(columns),
  };
  for (const slice of time.slices) {
    const r = slice.reference.length;
    const h = slice.hypothesis.length;
    const correct = slice.hypothesis.filter((id) => slice.reference.includes(partner[id] ?? -1)).length;
    const counts = { miss: Math.max(0, r - h), falseAlarm: Math.max(0, h - r), confusion: Math.min(r, h) - correct };
    const from = (slice.startMs - startMs) / columnMs;
    const to = from + slice.lengthMs / columnMs;
    for (let column = Math.max(0, Math.floor(from)); column < Math.min(columns, Math.ceil(to)); column++) {
      const share = Math.min(to, column + 1) - Math.max(from, column);
      for (const kind of ['miss', 'falseAlarm', 'confusion'] as const) {
        rows[kind][column] = (rows[kind][column] ?? 0) + counts[kind] * share;
      }
    }
  }
  return Array.from({ length: columns }, (_, column) => ({
    miss: rows.miss[column] ?? 0,
    falseAlarm: rows.falseAlarm[column] ?? 0,
    confusion: rows.confusion[column] ?? 0,
  }));
}
