import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHarmlessName, safeName } from '../ipc/safe-name.ts';

/** Files that are being dragged out of the window. The system copies them when they are let go; they end with the app. */
export class DragFolder {
  readonly #base: string;
  readonly #made: string[] = [];

  constructor(base: string) {
    this.#base = base;
  }

  /** Writes the text to be dragged; `undefined` for a name that a system might run. */
  write(name: string, text: string): string | undefined {
    const safe = safeName(name);
    if (!isHarmlessName(safe)) return undefined;
    const folder = mkdtempSync(join(this.#base, 'voxlane-drag-'));
    this.#made.push(folder);
    const path = join(folder, safe);
    writeFileSync(path, text);
    return path;
  }

  clear(): void {
    for (const folder of this.#made.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}
