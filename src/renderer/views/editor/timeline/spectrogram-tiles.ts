import type { StudioApi } from '../../../../contract/studio-api.ts';
import { ask } from '../../../client/ask.ts';

/** Columns and rows of a tile. */
export const TILE_COLUMNS = 256;
const TILE_ROWS = 128;
/** Milliseconds a column may stand for; a tile of the coarsest is 33 s long. */
const COLUMN_MS = [2, 4, 8, 16, 32, 64, 128] as const;
/** Drawn tiles kept, the ones not looked at for longest go first: 128 kB each. */
const MOST_TILES = 160;
const MOST_AT_ONCE = 2;
const RETRY_MS = 5000;

/** Milliseconds of a column at a zoom: the finest that needs no more columns than pixels. Undefined when it is too far away. */
export function columnMsFor(pxPerSecond: number): number | undefined {
  const pixelMs = 1000 / pxPerSecond;
  return COLUMN_MS.find((ms) => ms >= pixelMs) ?? (pixelMs <= 512 ? COLUMN_MS.at(-1) : undefined);
}

/** A colour of a palette for each strength, as bytes red, green, blue. */
export function palette(isDark: boolean): Uint8Array {
  const stops = isDark
    ? [
        [21, 23, 27],
        [45, 27, 88],
        [137, 40, 121],
        [231, 92, 81],
        [252, 196, 108],
        [255, 250, 220],
      ]
    : [
        [255, 255, 255],
        [214, 226, 242],
        [126, 168, 214],
        [54, 96, 170],
        [40, 44, 110],
        [16, 16, 40],
      ];
  const colors = new Uint8Array(256 * 3);
  for (let value = 0; value < 256; value++) {
    const at = (value / 255) * (stops.length - 1);
    const low = stops[Math.floor(at)] ?? [];
    const high = stops[Math.min(stops.length - 1, Math.floor(at) + 1)] ?? [];
    for (let part = 0; part < 3; part++) {
      const a = low[part] ?? 0;
      colors[value * 3 + part] = Math.round(a + ((high[part] ?? 0) - a) * (at - Math.floor(at)));
    }
  }
  return colors;
}

/** Where strengths lie that can be seen: below 30 of 255, -88 dB, is the noise of any room. */
const FLOOR = 30;
const CEILING = 225;

/** Pictures of how strong each frequency is, fetched as they are looked at and drawn once. */
export class SpectrogramTiles {
  readonly #ask: (
    startMs: number,
    endMs: number,
    signal: AbortSignal,
  ) => Promise<{ columns: number; rows: number; data: string }>;
  readonly #watcher: { readonly onChange: () => void; readonly onError: (error: unknown) => void };
  readonly #tiles = new Map<string, HTMLCanvasElement>();
  readonly #asked = new Set<string>();
  readonly #abort = new AbortController();
  #colors = palette(false);

  constructor(
    api: StudioApi,
    wish: { readonly id: number; readonly track: number; readonly lengthMs: number },
    watcher: { readonly onChange: () => void; readonly onError: (error: unknown) => void },
  ) {
    const { id, track, lengthMs } = wish;
    this.#watcher = watcher;
    this.#ask = (startMs, endMs, signal) => {
      const end = Math.min(endMs, Math.max(startMs + 1, lengthMs));
      const columns = Math.max(1, Math.round((TILE_COLUMNS * (end - startMs)) / (endMs - startMs)));
      const span = { startMs, endMs: end, columns, rows: TILE_ROWS };
      return ask(api, 'media.spectrogram', { id, track, ...span }, { signal });
    };
  }

  /** Other colours; what was drawn is drawn anew. */
  setColors(isDark: boolean): void {
    this.#colors = palette(isDark);
    this.#tiles.clear();
    this.#watcher.onChange();
  }

  /** The picture of a tile, or undefined until it is here. A tile is `TILE_COLUMNS` columns of `columnMs`. */
  tile(columnMs: number, number: number): HTMLCanvasElement | undefined {
    const key = `${columnMs}:${number}`;
    const tile = this.#tiles.get(key);
    if (tile === undefined) void this.#fetch(columnMs, number, key);
    else {
      this.#tiles.delete(key);
      this.#tiles.set(key, tile);
    }
    return tile;
  }

  close(): void {
    this.#abort.abort();
    this.#tiles.clear();
  }

  async #fetch(columnMs: number, number: number, key: string): Promise<void> {
    if (this.#asked.has(key) || this.#asked.size >= MOST_AT_ONCE) return;
    this.#asked.add(key);
    const { signal } = this.#abort;
    const startMs = number * TILE_COLUMNS * columnMs;
    try {
      const answer = await this.#ask(startMs, startMs + TILE_COLUMNS * columnMs, signal);
      const drawn = drawTile(answer, this.#colors);
      if (signal.aborted) return;
      this.#tiles.set(key, drawn);
      for (const old of this.#tiles.keys()) {
        if (this.#tiles.size <= MOST_TILES) break;
        this.#tiles.delete(old);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#watcher.onError(error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    } finally {
      this.#asked.delete(key);
    }
    // The next one waits for its turn.
    this.#watcher.onChange();
  }
}

function drawTile(
  { columns, rows, data }: { readonly columns: number; readonly rows: number; readonly data: string },
  colors: Uint8Array,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const ctx = canvas.getContext('2d');
  if (ctx === null) return canvas;
  const cells = atob(data);
  const image = ctx.createImageData(columns, rows);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const strength = cells.charCodeAt(column * rows + row);
      const shade = Math.max(0, Math.min(255, Math.round(((strength - FLOOR) / (CEILING - FLOOR)) * 255))) * 3;
      const at = ((rows - 1 - row) * columns + column) * 4;
      image.data[at] = colors[shade] ?? 0;
      image.data[at + 1] = colors[shade + 1] ?? 0;
      image.data[at + 2] = colors[shade + 2] ?? 0;
      image.data[at + 3] = 255;
    }
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}
