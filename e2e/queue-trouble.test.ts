import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { databaseProblems } from '../bench/soak/check-database.ts';
import { watchPlace } from '../bench/soak/watch-place.ts';
import { processesWithEnv, waitForNone } from '../tests/support/processes-of.ts';
import { addedIds, filesOf, queueHome, type QueueHome } from '../tests/support/queue-home.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeLoopedWav, writeShortWav } from '../tests/support/short-wav.ts';

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('trouble with the library of a queue', () => {
  const scratch = scratchFolder();
  beforeAll(() => {
    writeShortWav(scratch.at('a.wav'), 4);
    writeLoopedWav(scratch.at('long.wav'), 2);
  });
  const newHome = (name: string): QueueHome => {
    mkdirSync(scratch.at(name));
    return queueHome(scratch.at(name));
  };
  const everyCommand = [
    ['queue', 'list'],
    ['queue', 'cancel', '1'],
    ['queue', 'run', '--once'],
    ['queue', 'clear'],
  ];

  it('a database of a newer Voxlane: every command says so and changes nothing', async () => {
    const home = newHome('newer');
    await home.add(scratch.at('a.wav'));
    const path = join(home.library, 'library.db');
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 1000; PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
    const before = hashOf(path);
    for (const command of everyCommand) {
      const { code, stdout, stderr } = await home.run(...command);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain('[store-newer]');
      expect(stderr).toContain(path);
    }
    expect(hashOf(path)).toBe(before);
    expect(existsSync(join(home.library, 'owner.lock'))).toBe(false);
  });

  it('a damaged database: every command says so, changes nothing and saves the rows it can read', async () => {
    const home = newHome('damaged');
    await home.add(scratch.at('a.wav'), scratch.at('long.wav'));
    const path = join(home.library, 'library.db');
    const db = new DatabaseSync(path);
    const index = db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'jobs_order'`).get();
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, (Number(index?.['rootpage']) - 1) * 4096);
    closeSync(file);
    const before = hashOf(path);
    for (const command of everyCommand) {
      const { code, stdout, stderr } = await home.run(...command);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain('[store-damaged]');
      expect(stderr).toContain(`${path}.rescued.json`);
    }
    expect(hashOf(path)).toBe(before);
    const rescued = JSON.parse(readFileSync(`${path}.rescued.json`, 'utf8')) as { jobs: { path: string }[] };
    expect(rescued.jobs.map((row) => row.path)).toEqual([scratch.at('a.wav'), scratch.at('long.wav')]);
  });

  it('many processes at once: one owner runs the jobs, all additions are kept', async () => {
    const home = newHome('crowd');
    const additions = Array.from({ length: 5 }, (_, index) => {
      writeShortWav(scratch.at('crowd', `${index}.wav`), 3 + index / 10);
      return home.add(scratch.at('crowd', `${index}.wav`));
    });
    const owners = [home.start('queue', 'run', '--once', '--jsonl'), home.start('queue', 'run', '--once', '--jsonl')];
    const added = await Promise.all(additions);
    expect(added.map(({ code, stderr }) => [code, stderr])).toEqual(added.map(() => [0, '']));
    const ids = added.flatMap(({ stdout }) => addedIds(stdout));
    expect(new Set(ids).size).toBe(5);
    const ends = await Promise.all(owners.map((owner) => owner.result));
    // Whoever came too late was refused, or found that nothing was left to do.
    for (const { code, stderr } of ends)
      if (code !== 0) expect([code, stderr]).toEqual([1, expect.stringContaining('"code":"store-locked"')]);
    expect((await home.run('queue', 'run', '--once', '-q')).code).toBe(0);
    const { jobs } = await home.view();
    expect(jobs.map((job) => job.id).sort()).toEqual([...ids].sort());
    // Run by two owners, a job would have been started twice.
    expect(jobs.map((job) => [job.state, job.attempt])).toEqual(jobs.map(() => ['done', 1]));
    expect(databaseProblems(home.library)).toEqual([]);
  });

  it.each(['out', 'library/work'])(
    'the folder %s is deleted during a run: made again, same results',
    async (folder) => {
      const home = newHome(`deleted-${folder.replace('/', '-')}`);
      const calm = queueHome(scratch.at('deleted-calm'));
      if (!existsSync(calm.out)) {
        await calm.add(scratch.at('a.wav'), scratch.at('long.wav'));
        expect((await calm.run('queue', 'run', '--once', '-q')).code).toBe(0);
      }
      await home.add(scratch.at('a.wav'), scratch.at('long.wav'));
      const run = home.start('queue', 'run', '--once', '--jsonl');
      const watch = watchPlace(run);
      expect(await watch.reached('between', 60_000)).toBe(true);
      expect(await watch.reached('asr', 60_000)).toBe(true);
      rmSync(join(scratch.at(`deleted-${folder.replace('/', '-')}`), folder), { recursive: true, force: true });
      expect((await run.result).code).toBe(0);
      const wanted = Object.entries(filesOf(calm.out)).filter(([name]) => folder !== 'out' || name.startsWith('long.'));
      expect(filesOf(home.out)).toEqual(Object.fromEntries(wanted));
    },
  );

  it('the recording is deleted during a run: its job ends with a reason or whole, and the next one runs', async () => {
    const home = newHome('no-input');
    writeLoopedWav(scratch.at('no-input', 'gone.wav'), 3);
    await home.add(scratch.at('no-input', 'gone.wav'), scratch.at('a.wav'));
    const run = home.start('queue', 'run', '--once', '--jsonl');
    expect(await watchPlace(run).reached('vad', 60_000)).toBe(true);
    rmSync(scratch.at('no-input', 'gone.wav'));
    await run.result;
    const { jobs } = await home.view();
    expect(jobs.map((job) => job.state)).toEqual([expect.stringMatching(/^(failed|done)$/), 'done']);
    if (jobs[0]?.state === 'failed') expect(jobs[0].error?.code).toBe('input-not-found');
  });

  it('the whole library is deleted during a run: the results are whole, no child is left, and a new one can be made', async () => {
    const home = newHome('no-library');
    await home.add(scratch.at('long.wav'), scratch.at('a.wav'));
    const run = home.start('queue', 'run', '--once', '--jsonl');
    expect(await watchPlace(run).reached('asr', 60_000)).toBe(true);
    rmSync(home.library, { recursive: true, force: true });
    const { code, stderr } = await run.result;
    expect(stderr).not.toContain('"code":"internal"');
    // The system keeps deleted files for those who have them open, so the run may well end as if nothing had happened.
    if (code === 0) expect(Object.keys(filesOf(home.out))).toHaveLength(10);
    expect((await waitForNone(() => processesWithEnv(home.marker), 5_000)).left).toEqual([]);
    expect((await home.add(scratch.at('a.wav'))).code).toBe(0);
    expect((await home.run('queue', 'run', '--once', '-q')).code).toBe(0);
    expect((await home.view()).jobs.map((job) => job.state)).toEqual(['done']);
  });
});
