import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BROKEN_CODES, makeMixedRecordings } from '../tests/support/mixed-recordings.ts';
import { addedIds, queueHome } from '../tests/support/queue-home.ts';
import { scratchFolder } from '../tests/support/scratch.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

describe('a queue of fifty', () => {
  const scratch = scratchFolder();

  it.skipIf(!hasFfmpeg)('45 done, 5 failed with named reasons, none stuck', async () => {
    const home = queueHome(scratch.path);
    const { good, broken, silent } = makeMixedRecordings(scratch.at('in'), 45);
    expect([good.length, broken.length]).toEqual([45, 5]);
    // The broken ones lie between the others: none may end the work on what comes after it.
    const inputs = [...good];
    for (const [index, path] of broken.entries()) inputs.splice(3 + index * 10, 0, path);
    const added = await home.add(...inputs, '-f', 'srt,json');
    expect(addedIds(added.stdout)).toHaveLength(50);
    rmSync(broken.at(-1) ?? '');

    const ran = await home.run('queue', 'run', '--once', '-q');
    expect(ran.code).toBe(5);
    expect(ran.stdout).toContain('45 of 50 done, 5 failed.');

    const { jobs } = await home.view();
    expect(jobs.map((job) => job.path)).toEqual(inputs);
    const failed = jobs.filter((job) => job.state === 'failed');
    expect(Object.fromEntries(failed.map((job) => [basename(job.path), job.error?.code]))).toEqual(BROKEN_CODES);
    for (const { error, path } of failed) {
      expect(error?.what).toContain(basename(path));
      expect([error?.meaning, error?.action].every((text) => (text ?? '').length > 10)).toBe(true);
    }

    const done = jobs.filter((job) => job.state === 'done');
    expect(done.map((job) => job.path)).toEqual(good);
    const files = done.flatMap((job) => job.result?.files ?? []);
    expect(new Set(files).size).toBe(90);
    expect(readdirSync(home.out)).toHaveLength(90);
    for (const job of done) {
      const json = job.result?.files.find((file) => file.endsWith('.json')) ?? '';
      const document = JSON.parse(readFileSync(json, 'utf8')) as { cues: unknown[]; speakers: unknown[] };
      // Speech detection may hear nothing in a piece that begins and ends in a pause, but never something in silence.
      if (silent.includes(job.path)) expect(document.cues).toEqual([]);
      if (/call\.|\.wav$/.test(job.path) && !/piece|silence/.test(job.path))
        expect(document.cues.length).toBeGreaterThan(0);
    }
    expect(existsSync(scratch.at('pwned')) || existsSync(scratch.at('in', 'pwned'))).toBe(false);
  });
});
