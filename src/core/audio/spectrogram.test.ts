import { describe, expect, it } from 'vitest';
import { spectrogram, TOP_HZ } from './spectrogram.ts';

function cellsOf(samples: Float32Array, columns: number, rows: number): Uint8Array {
  const run = spectrogram(samples, columns, rows);
  for (;;) {
    const step = run.next();
    if (step.done === true) return step.value;
  }
}
const tone = (hz: number, seconds: number, level = 1): Float32Array =>
  Float32Array.from({ length: seconds * 16_000 }, (_, n) => level * Math.sin((2 * Math.PI * hz * n) / 16_000));
const loudestRow = (cells: Uint8Array, column: number, rows: number): number => {
  const part = cells.subarray(column * rows, (column + 1) * rows);
  return part.indexOf(Math.max(...part));
};

describe('spectrogram', () => {
  it.each([300, 1000, 3000, 7000])('puts a tone of %d Hz into its row, at full scale', (hz) => {
    const rows = 64;
    const cells = cellsOf(tone(hz, 1), 20, rows);
    const row = loudestRow(cells, 10, rows);
    const height = TOP_HZ / rows;
    expect(Math.abs((row + 0.5) * height - hz)).toBeLessThanOrEqual(height);
    // A tone between two bins is up to 1.5 dB weaker in each.
    expect(cells[10 * rows + row]).toBeGreaterThanOrEqual(250);
  });

  it('tells 20 dB as a fifth of the scale, and silence as nothing', () => {
    const [loud, soft] = [1, 0.1].map((level) => cellsOf(tone(1000, 1, level), 4, 32));
    const row = loudestRow(loud, 2, 32);
    expect(loud[2 * 32 + row] - soft[2 * 32 + row]).toBeCloseTo(51, -0.5);
    expect(Math.max(...cellsOf(new Float32Array(16_000), 4, 32))).toBe(0);
  });

  it('sees a click in its column however wide columns are', () => {
    const samples = new Float32Array(60 * 16_000);
    samples.fill(0.9, 450_000, 450_100);
    const cells = cellsOf(samples, 10, 16);
    const sums = Array.from({ length: 10 }, (_, column) =>
      cells.subarray(column * 16, column * 16 + 16).reduce((sum, cell) => sum + cell, 0),
    );
    expect(sums.map((sum) => sum > 0)).toEqual(sums.map((_, column) => column === Math.floor(450_000 / 96_000)));
  });

  it('fills every cell at any size', () => {
    const cells = cellsOf(tone(1000, 0.01), 300, 256);
    expect(cells.length).toBe(300 * 256);
  });
});
