import { SAMPLE_RATE } from '../../shared/units.ts';
import { createRealFft } from './real-fft.ts';

/** 32 ms: short enough to see syllables, long enough to see the harmonics of a voice. */
const WINDOW = 512;
/** Power of a sine of full scale under the window, so that it comes out as 0 dB. */
const FULL_SCALE = (WINDOW / 4) ** 2;
const FLOOR_DB = -100;

/** The frequency that the last row ends at, in Hz. */
export const TOP_HZ = SAMPLE_RATE / 2;

/** Yields now and then, so that whoever runs it can stop or let others work. */
const COLUMNS_A_TURN = 64;

/**
 * How strong each frequency is over time: one byte a cell, column by column, lowest frequency first. 0 is -100 dB or less,
 * 255 the power of a full-scale sine. Each column looks at all its samples: with few columns it is the mean over several
 * Hann windows. Yields every 64 columns; returns `columns` x `rows` bytes.
 */
export function* spectrogram(
  samples: Float32Array,
  columns: number,
  rows: number,
): Generator<void, Uint8Array<ArrayBuffer>, void> {
  const fft = createRealFft(WINDOW);
  const bins = WINDOW / 2;
  const hann = Float64Array.from({ length: WINDOW }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / WINDOW));
  const framed = new Float64Array(WINDOW);
  const power = new Float64Array(bins + 1);
  const sum = new Float64Array(bins + 1);
  const cells = new Uint8Array(columns * rows);
  const width = samples.length / columns;
  const frames = Math.max(1, Math.ceil(width / (WINDOW / 2)));
  for (let column = 0; column < columns; column++) {
    sum.fill(0);
    for (let frame = 0; frame < frames; frame++) {
      // Around the middle of the frame's share of the column.
      const start = Math.round((column + (frame + 0.5) / frames) * width) - WINDOW / 2;
      for (let n = 0; n < WINDOW; n++) framed[n] = (samples[start + n] ?? 0) * hann[n];
      fft.powerSpectrum(framed, power);
      for (let bin = 0; bin <= bins; bin++) sum[bin] += power[bin] / frames;
    }
    for (let row = 0; row < rows; row++) cells[column * rows + row] = toByte(strongest(sum, row, rows, bins));
    if (column % COLUMNS_A_TURN === COLUMNS_A_TURN - 1) yield;
  }
  return cells;
}

/** The strongest bin of a row, or with more rows than bins the one it lies in; the constant part counts as no sound. */
function strongest(power: Float64Array, row: number, rows: number, bins: number): number {
  const from = Math.max(1, Math.floor((row * bins) / rows) + 1);
  const to = Math.max(from + 1, Math.floor(((row + 1) * bins) / rows) + 1);
  let most = 0;
  for (let bin = from; bin < to && bin <= bins; bin++) most = Math.max(most, power[bin]);
  return most;
}

function toByte(power: number): number {
  const db = 10 * Math.log10(power / FULL_SCALE + 1e-30);
  return Math.round(Math.min(1, Math.max(0, 1 - db / FLOOR_DB)) * 255);
}
