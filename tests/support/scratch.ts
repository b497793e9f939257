import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder that exists while the tests of the calling file (or describe block) run. */
export function scratchFolder(): { readonly path: string; at(...names: string[]): string } {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxlane-test-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get path() {
      return folder;
    },
    at: (...names) => join(folder, ...names),
  };
}
