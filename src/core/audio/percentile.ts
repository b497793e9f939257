/** The value that `part` (0..1) of the values do not exceed, by nearest rank; `NaN` of none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0 ? NaN : sorted[Math.round((sorted.length - 1) * part)];
}
