import type { AttentionTrace } from './attention-trace.ts';
import { alignRows, medianFilter } from './dtw.ts';

/** Seconds per encoder row. */
export const FRAME_SECONDS = 0.02;

/**
 * Start of every generated token in seconds from the window start, plus one last value: the end of the last token.
 * Cross-attention is normalised per head and frame over the tokens (prompt rows included as the baseline), median
 * filtered over time, averaged over heads and aligned by dynamic time warping. A token is timed by the row that
 * predicts it, the one before its own.
 * Source: Whisper reference word timing (behaviour, own code).
 * @param tokenCount tokens wanted, at most those the trace covers
 */
export function tokenTimes(trace: AttentionTrace, tokenCount: number, medianWidth: number): Float64Array {
  const { frames, groupCount } = trace;
  const firstRow = Math.max(0, trace.promptRows - 1);
  // The row after the last token, when there is one, takes the time behind it.
  const rows = Math.min(tokenCount + 1, trace.rows.length - firstRow);
  const matrix = new Float32Array(rows * frames);
  for (let group = 0; group < groupCount; group++) addGroup(trace, group, firstRow, rows, medianWidth, matrix);
  const starts = alignRows(matrix, rows, frames);
  return Float64Array.from({ length: tokenCount + 1 }, (_, k) => (k < rows ? starts[k] : frames) * FRAME_SECONDS);
}

/** Subtracts one head's (or group's) smoothed, standardised attention from `matrix`, which so becomes a cost. */
function addGroup(
  trace: AttentionTrace,
  group: number,
  firstRow: number,
  rows: number,
  medianWidth: number,
  matrix: Float32Array,
): void {
  const { frames } = trace;
  const used = trace.rows.slice(0, firstRow + rows);
  const mean = new Float64Array(frames);
  const spread = new Float64Array(frames);
  for (const row of used) for (let f = 0; f < frames; f++) mean[f] += row[group * frames + f] / used.length;
  for (const row of used) for (let f = 0; f < frames; f++) spread[f] += (row[group * frames + f] - mean[f]) ** 2;
  for (let f = 0; f < frames; f++) spread[f] = Math.sqrt(spread[f] / used.length) || 1;
  const line = new Float32Array(frames);
  for (let r = 0; r < rows; r++) {
    const row = used[firstRow + r];
    for (let f = 0; f < frames; f++) line[f] = (row[group * frames + f] - mean[f]) / spread[f];
    const smooth = medianFilter(line, medianWidth);
    for (let f = 0; f < frames; f++) matrix[r * frames + f] -= smooth[f];
  }
}
