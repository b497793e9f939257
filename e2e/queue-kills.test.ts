import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { soakKills } from '../bench/soak/kills.ts';
import { scratchFolder } from '../tests/support/scratch.ts';

const noFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0 ? undefined : 'ffmpeg is not on PATH';
const canLook = process.platform === 'linux' && noFfmpeg === undefined;

/** A short piece of `npm run soak -- kills`, which does the same 200 times. */
describe('the owner of a queue, killed', () => {
  const scratch = scratchFolder();

  it.skipIf(!canLook)('loses no job and no result, leaves no child and ends with the same files', async () => {
    const summary = await soakKills({ rounds: 6, seed: 7, jobs: 3, folder: scratch.path, log: () => undefined });
    expect(summary.problems).toEqual([]);
    expect(summary.rounds).toBe(6);
    expect(summary.jobs).toBeGreaterThanOrEqual(3);
    expect(summary.filesCompared).toBe(summary.jobs * 5);
    // The owner's death is never the recording's fault.
    expect(summary.maxCrashes).toBe(0);
    expect(summary.maxAttempts).toBeGreaterThan(1);
  });
});
