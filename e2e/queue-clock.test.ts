import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { databaseProblems } from '../bench/soak/check-database.ts';
import { watchPlace } from '../bench/soak/watch-place.ts';
import { goneWithin } from '../tests/engine/processes.ts';
import { addedIds, filesOf, queueHome, type QueueHome, type QueueJob } from '../tests/support/queue-home.ts';
import { jsonLines, runCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeLoopedWav, writeShortWav } from '../tests/support/short-wav.ts';

/** libfaketime (Debian package `faketime`) gives a process a wall clock of its own. */
const faketime = findFaketime();
if (faketime === undefined) console.warn('e2e/queue-clock is skipped: libfaketime (package faketime) is not installed');

function findFaketime(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const folders = readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'faketime', 'libfaketimeMT.so.1'));
  return folders.find((path) => existsSync(path));
}

/** Clocks that a test can set while a process runs; the monotonic clock goes on as it does on a real machine. */
function clockOf(file: string): { readonly env: NodeJS.ProcessEnv; set(offset: string): void } {
  writeFileSync(file, '+0d');
  return {
    env: {
      LD_PRELOAD: faketime ?? '',
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
    set: (offset) => {
      writeFileSync(file, offset);
    },
  };
}

describe.skipIf(faketime === undefined)('a queue on a machine whose clock jumps (needs faketime)', () => {
  const scratch = scratchFolder();
  const inputs = ['one', 'two', 'three', 'four'];
  let calm: Readonly<Record<string, string>> = {};
  const paths = (): string[] => inputs.map((name) => scratch.at(`${name}.wav`));
  const newHome = (name: string): QueueHome => {
    mkdirSync(scratch.at(name));
    return queueHome(scratch.at(name));
  };

  beforeAll(async () => {
    for (const [index, path] of paths().entries()) writeShortWav(path, 12 + 4 * index);
    writeLoopedWav(scratch.at('four.wav'), 1);
    const home = newHome('calm');
    await home.add(...paths());
    expect((await home.run('queue', 'run', '--once', '-q')).code).toBe(0);
    calm = filesOf(home.out);
  });

  it('a day back and a year forth while it runs: order, estimates, letters, lock and results stay', async () => {
    const clock = clockOf(scratch.at('owner-clock'));
    const other = clockOf(scratch.at('other-clock'));
    other.set('-400d');
    const said = spawnSync(process.execPath, ['-p', 'Date.now()'], { env: { ...process.env, ...other.env } });
    expect(Date.now() - Number(said.stdout)).toBeGreaterThan(399 * 86_400_000);

    const home = newHome('jumps');
    await home.add(...paths().slice(0, 3));
    const owner = queueHome(scratch.at('jumps'), clock.env).start('queue', 'run', '--jsonl');
    const watch = watchPlace(owner);
    const command = async (...args: string[]): Promise<string> => {
      const options = { cwd: scratch.path, env: { ...home.env, ...other.env } };
      const { code, stdout, stderr } = await runCli(['queue', ...args], options);
      expect([code, stderr]).toEqual([0, '']);
      return stdout;
    };
    const list = async (): Promise<QueueJob[]> => {
      const view = JSON.parse(await command('list', '--json')) as { jobs: QueueJob[]; finish_eta?: number };
      for (const { eta } of view.jobs) expect(eta ?? 0).toBeGreaterThanOrEqual(0);
      expect(view.finish_eta ?? 0).toBeGreaterThanOrEqual(0);
      return view.jobs;
    };

    expect(await watch.reached('asr', 60_000)).toBe(true);
    clock.set('-1d');
    expect(await list()).toHaveLength(3);
    other.set('+800d');
    expect(addedIds(await command('add', scratch.at('four.wav'), '--preset', 'demo', '-o', home.out))).toEqual([4]);
    expect(await watch.reached('diarize', 60_000)).toBe(true);
    clock.set('+365d');
    expect(await list()).toHaveLength(4);
    await command('move', '4', '--to', 'last');
    const second = await runCli(['queue', 'run', '--once'], { cwd: scratch.path, env: { ...home.env, ...other.env } });
    expect([second.code, second.stderr]).toEqual([1, expect.stringContaining('[store-locked]')]);
    expect(second.stderr).toContain(`process ${owner.process.pid}`);

    other.set('-3d');
    const end = performance.now() + 120_000;
    let jobs = await list();
    while (!jobs.every((job) => job.state === 'done') && performance.now() < end) jobs = await list();
    clock.set('+0d');
    owner.process.kill('SIGINT');
    const { code, stderr } = await owner.result;
    expect(code).toBe(130);
    const lines = jsonLines(stderr);
    expect(lines.filter(({ event }) => event === 'input-started').map(({ path }) => path)).toEqual(paths());
    for (const path of paths()) {
      const progress = lines.filter((line) => line['event'] === 'progress' && line['path'] === path);
      const etas = progress.flatMap((line) => [line['stageEtaMs'], line['overallEtaMs']] as (number | undefined)[]);
      for (const eta of etas) expect(eta ?? 0).toBeGreaterThanOrEqual(0);
      const fractions = progress.map((line) => line['overallFraction'] as number);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    }
    expect((await home.view()).jobs.map((job) => [job.id, job.state, job.attempt])).toEqual(
      [1, 2, 3, 4].map((id) => [id, 'done', 1]),
    );
    expect(filesOf(home.out)).toEqual(calm);
    expect(readdirSync(join(home.library, 'mailbox'))).toEqual([]);
  });

  it('an owner in the future is killed: one in the past takes over and ends the work', async () => {
    const clock = clockOf(scratch.at('future-clock'));
    clock.set('+365d');
    const home = newHome('takeover');
    await home.add(...paths());
    const owner = queueHome(scratch.at('takeover'), clock.env).start('queue', 'run', '--jsonl');
    let engine = 0;
    owner.onJsonLine((line) => {
      const { event, pid } = JSON.parse(line) as { event: string; pid?: number };
      if (event === 'engine') engine = pid ?? 0;
    });
    expect(await watchPlace(owner).reached('asr', 60_000)).toBe(true);
    owner.process.kill('SIGKILL');
    await owner.result;
    expect(await goneWithin(engine, 5_000)).toBe(true);

    clock.set('-1d');
    const past = await queueHome(scratch.at('takeover'), clock.env).run('queue', 'run', '--once', '-q');
    expect(past.code).toBe(0);
    expect((await home.view()).jobs.map((job) => [job.id, job.state])).toEqual([1, 2, 3, 4].map((id) => [id, 'done']));
    expect(filesOf(home.out)).toEqual(calm);
    expect(databaseProblems(home.library)).toEqual([]);
  });
});
