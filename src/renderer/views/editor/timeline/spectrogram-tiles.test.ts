import { expect, it } from 'vitest';
import { columnMsFor, palette, TILE_COLUMNS } from './spectrogram-tiles.ts';

it('asks for no more columns than pixels, and for no tile longer than a minute', () => {
  for (const pxPerSecond of [2000, 500, 100, 40, 10, 3, 2]) {
    const columnMs = columnMsFor(pxPerSecond);
    if (columnMs === undefined) throw new Error('too far');
    expect(TILE_COLUMNS * columnMs).toBeLessThanOrEqual(60_000);
    if (columnMs < 128) expect(columnMs).toBeGreaterThanOrEqual(1000 / pxPerSecond);
  }
  expect(columnMsFor(1)).toBeUndefined();
});

it('has palettes that go from the surface to its opposite', () => {
  const light = (colors: Uint8Array, value: number): number =>
    (colors[value * 3] ?? 0) + (colors[value * 3 + 1] ?? 0) + (colors[value * 3 + 2] ?? 0);
  for (const isDark of [true, false]) {
    const colors = palette(isDark);
    for (let value = 16; value < 256; value += 16) {
      const grows = light(colors, value) - light(colors, value - 16);
      expect(isDark ? grows : -grows).toBeGreaterThan(0);
    }
  }
});
