import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../src/shared/logger.ts';
import { valueOf } from '../src/contract/reply.ts';
import { Studio } from '../src/studio/studio.ts';
import { plannedJob } from '../tests/support/planned-job.ts';
import { writeLoopedWav } from '../tests/support/short-wav.ts';
import type { BenchTable } from './table.ts';

/** Each its own length: recordings of the same content would share their stages' results. */
const MINUTES = [1, 2, 3, 4, 5];
const ROUNDS = 2;

/** Works the same recordings off one after the other and side by side: best of two rounds each. */
export async function benchQueue(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'voxlane-queue-'));
  try {
    const paths = MINUTES.map((minutes) => join(folder, `recording-${minutes}.wav`));
    for (const [index, path] of paths.entries()) writeLoopedWav(path, MINUTES[index] ?? 1);
    const rows: string[][] = [];
    let alone = 0;
    for (const parallelJobs of [1, 2, 4]) {
      const ms = Math.min(...(await rounds(() => runAll(folder, paths, parallelJobs))));
      if (parallelJobs === 1) alone = ms;
      const audioSeconds = MINUTES.reduce((sum, minutes) => sum + minutes * 60, 0);
      const speed = `${((audioSeconds * 1000) / ms).toFixed(0)} x real time`;
      rows.push([`${parallelJobs}`, `${(ms / 1000).toFixed(1)} s`, speed, `${(alone / ms).toFixed(2)} x`]);
    }
    return {
      title: `Jobs side by side: recordings of ${MINUTES.join(', ')} min, ${cpus().length} cores shared among them`,
      header: ['jobs at a time', 'all done after', 'speed', 'against one'],
      rows,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rounds(work: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await work());
  return times;
}

async function runAll(folder: string, paths: readonly string[], parallelJobs: number): Promise<number> {
  const home = mkdtempSync(join(folder, 'library-'));
  const studio = await Studio.open({ home, log: silentLogger, patienceMs: 0 });
  try {
    valueOf(await studio.call('settings.set', { key: 'parallelJobs', value: parallelJobs }));
    const jobs = paths.map((path, index) => plannedJob(path, home, `result-${index}`));
    valueOf(await studio.call('queue.add', { priority: 0, jobs }));
    const started = performance.now();
    const outcomes = await studio.run({ once: true }, new AbortController().signal);
    if (outcomes.some((outcome) => outcome.kind === 'failed')) throw new Error('a recording failed');
    return performance.now() - started;
  } finally {
    await studio.close();
  }
}
