import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { goneWithin } from '../tests/engine/processes.ts';
import { type CliResult, jsonLines, runCli, startCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { seeded } from '../tests/support/seeded.ts';
import { writeLoopedWav, writeShortWav } from '../tests/support/short-wav.ts';

interface Job {
  readonly id: number;
  readonly path: string;
  readonly state: string;
  readonly attempt: number;
  readonly crashes: number;
  readonly eta?: number;
  readonly error?: { readonly code: string; readonly what: string };
  readonly result?: { readonly files: string[]; readonly report: string };
}

describe('the queue', () => {
  const scratch = scratchFolder();
  const names = ['one', 'two', 'three', 'four', 'five'];
  const envOf = (library: string) => ({
    VOXLANE_HOME: scratch.at(library),
    VOXLANE_CACHE: scratch.at(`cache-${library}`),
    VOXLANE_MODELS: scratch.at('models'),
  });
  const run = (library: string, ...args: string[]): Promise<CliResult> =>
    runCli(args, { cwd: scratch.path, env: envOf(library) });
  const start = (library: string, ...args: string[]) => startCli(args, { cwd: scratch.path, env: envOf(library) });
  const view = async (library: string) =>
    JSON.parse((await run(library, 'queue', 'list', '--json')).stdout) as { jobs: Job[]; finish_eta?: number };
  const add = (library: string, ...inputs: string[]) =>
    run(library, 'queue', 'add', ...inputs, '--preset', 'demo', '-o', scratch.at(`out-${library}`));
  const outputs = (library: string): Record<string, string> => {
    const folder = scratch.at(`out-${library}`);
    return Object.fromEntries(
      readdirSync(folder)
        .sort()
        .map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]),
    );
  };

  beforeAll(() => {
    for (const [index, name] of names.entries()) writeShortWav(scratch.at(`${name}.wav`), 8 + 4 * index);
    writeLoopedWav(scratch.at('long.wav'), 3);
    writeFileSync(scratch.at('broken.mp3'), 'no sound in here');
  });

  it('runs five recordings and one broken file: five done, one failed by name, with reports and an estimate', async () => {
    const added = await add(
      'plain',
      ...names.slice(0, 2).map((name) => `${name}.wav`),
      'broken.mp3',
      'three.wav',
      'four.wav',
      'five.wav',
    );
    expect(added.code).toBe(0);
    const ran = await run('plain', 'queue', 'run', '--once', '-q');
    expect(ran.code).toBe(5);
    expect(ran.stdout).toContain('5 of 6 done, 1 failed.');
    const { jobs } = await view('plain');
    expect(jobs.map((job) => job.state)).toEqual(['done', 'done', 'failed', 'done', 'done', 'done']);
    expect(jobs[2]?.error?.code).toMatch(/^input-not-media$|^decoder-missing$/);
    expect(Object.keys(outputs('plain'))).toHaveLength(25);
    const report = JSON.parse(readFileSync(jobs[0]?.result?.report ?? '', 'utf8')) as {
      stages: { stage: string }[];
      processing_time: number;
    };
    expect(report).toMatchObject({ audio_length: 8000, attempt: 1, resumed_stages: [], engine_restarts: 0 });
    expect(report.stages.map((stage) => stage.stage)).toEqual(['vad', 'asr', 'diarize', 'cues']);
    expect(report.processing_time).toBeGreaterThan(0);

    expect((await run('plain', 'queue', 'duplicate', '5')).code).toBe(0);
    const again = await view('plain');
    expect(again.jobs.at(-1)).toMatchObject({ state: 'queued', path: scratch.at('four.wav') });
    expect(again.finish_eta).toBeGreaterThan(0);
    expect(again.jobs.at(-1)?.eta).toBe(again.finish_eta);
  });

  it('survives kill -9 again and again: nothing is lost and the results are those of an undisturbed run', async () => {
    const inputs = names.map((name) => `${name}.wav`);
    await add('calm', ...inputs, 'long.wav');
    expect((await run('calm', 'queue', 'run', '--once', '-q')).code).toBe(0);
    await add('killed', ...inputs, 'long.wav');
    const random = seeded(20261121);
    for (let round = 0; round < 5; round++) {
      const running = start('killed', 'queue', 'run', '--once', '--jsonl');
      const engines: number[] = [];
      running.onJsonLine((line) => {
        const { event, pid } = JSON.parse(line) as { event: string; pid?: number };
        if (event === 'engine' && pid !== undefined) engines.push(pid);
      });
      // Every other round waits until a job has begun, so that the kill meets work in progress on a slow machine too.
      const begun = new Promise<void>((resolve) => {
        running.onJsonLine((line) => {
          if (line.includes('"event":"engine"')) resolve();
        });
      });
      if (round % 2 === 1) await Promise.race([begun, running.result]);
      await new Promise((resolve) => setTimeout(resolve, 100 + random() * 700));
      running.process.kill('SIGKILL');
      await running.result;
      for (const pid of engines) expect(await goneWithin(pid, 5000)).toBe(true);
      expect((await view('killed')).jobs.map((job) => job.path)).toEqual(
        [...inputs, 'long.wav'].map((name) => scratch.at(name)),
      );
    }
    expect((await run('killed', 'queue', 'run', '--once', '-q')).code).toBe(0);
    const { jobs } = await view('killed');
    expect(jobs.every((job) => job.state === 'done')).toBe(true);
    expect(Math.max(...jobs.map((job) => job.attempt))).toBeGreaterThan(1);
    expect(outputs('killed')).toEqual(outputs('calm'));
    const db = new DatabaseSync(scratch.at('killed', 'library.db'), { readOnly: true });
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(db.prepare('SELECT count(*) AS n FROM documents').get()).toEqual({ n: jobs.length });
    db.close();
  });

  it('takes orders while it runs: add, cancel in under two seconds, retry; a second owner is refused', async () => {
    await add('busy', 'long.wav');
    const running = start('busy', 'queue', 'run', '--jsonl');
    const working = new Promise<void>((resolve) => {
      running.onJsonLine((line) => {
        if (line.includes('"progress"')) resolve();
      });
    });
    await working;
    // What it takes to start a command is no part of the two seconds.
    const { elapsedMs: startMs } = await run('busy', 'queue', 'list');
    const asked = performance.now();
    const stopped = new Promise<number>((resolve) => {
      running.onJsonLine((line) => {
        if (line.includes('"failed"')) resolve(performance.now() - asked - startMs);
      });
    });
    const cancelled = await run('busy', 'queue', 'cancel', '1');
    expect(cancelled.code).toBe(0);
    expect(await stopped).toBeLessThan(2000);
    expect((await view('busy')).jobs[0]).toMatchObject({ state: 'cancelled' });
    expect((await run('busy', 'queue', 'pause', '1')).stderr).toContain('[options-invalid]');

    const second = await run('busy', 'queue', 'run', '--once');
    expect(second.stderr).toContain('[store-locked]');
    expect(second.stderr).toContain(`process ${running.process.pid}`);

    await add('busy', 'one.wav', 'two.wav');
    await run('busy', 'queue', 'retry', '1');
    await run('busy', 'queue', 'move', '1', '--to', 'last');
    const end = performance.now() + 120_000;
    let jobs = (await view('busy')).jobs;
    while (!jobs.every((job) => job.state === 'done') && performance.now() < end) jobs = (await view('busy')).jobs;
    expect(jobs.map((job) => [job.id, job.state])).toEqual([
      [2, 'done'],
      [3, 'done'],
      [1, 'done'],
    ]);
    running.process.kill('SIGINT');
    expect((await running.result).code).toBe(130);
    expect((await run('busy', 'queue', 'clear')).stdout).toContain('OK');
    expect((await view('busy')).jobs).toEqual([]);
  });

  it('gives up a job over which the engine died three times, and goes on', async () => {
    await add('crash', 'long.wav', 'one.wav');
    const running = start('crash', 'queue', 'run', '--once', '--jsonl');
    running.onJsonLine((line) => {
      const { event, pid, path } = JSON.parse(line) as { event: string; pid?: number; path: string };
      if (event === 'engine' && pid !== undefined && path.endsWith('long.wav')) process.kill(pid, 'SIGKILL');
    });
    expect((await running.result).code).toBe(5);
    const { jobs } = await view('crash');
    expect(jobs.map((job) => job.state)).toEqual(['failed', 'done']);
    expect(jobs[0]).toMatchObject({ crashes: 3, error: { code: 'engine-crashed' } });
    expect(jobs[0]?.error?.what).toContain('crashed 3 times');
  });

  it('batch: a dry run changes nothing, failures are listed, and the list can be run again', async () => {
    writeFileSync(scratch.at('list.txt'), 'one.wav\nbroken.mp3\nnowhere.wav\n');
    const args = ['--preset', 'demo', '-f', 'srt', '-o', scratch.at('out-batch')];
    const dry = await run('batch', 'batch', 'list.txt', '--dry-run', ...args, '--failed', 'dry.json');
    expect(dry.code).toBe(5);
    expect(dry.stdout).toMatch(/READY +one\.wav: 8\.0 s of audio/);
    expect(dry.stdout).toContain('1 of 3 would run');
    expect((await view('batch')).jobs).toEqual([]);

    const failed = scratch.at('failed.json');
    const ran = await run('batch', 'batch', 'list.txt', ...args, '--failed', failed, '--jsonl');
    expect(ran.code).toBe(5);
    expect(jsonLines(ran.stderr).filter((line) => line['event'] === 'done')).toHaveLength(1);
    const list = JSON.parse(readFileSync(failed, 'utf8')) as { inputs: { path: string; error: { code: string } }[] };
    expect(list.inputs.map((input) => input.path).sort()).toEqual([
      scratch.at('broken.mp3'),
      scratch.at('nowhere.wav'),
    ]);
    writeShortWav(scratch.at('broken.mp3'), 6);
    writeShortWav(scratch.at('nowhere.wav'), 6);
    const again = await run('batch', 'batch', failed, ...args, '-q');
    expect([again.code, again.stdout.includes('2 of 2 done, 0 failed.')]).toEqual([0, true]);
  });

  it('batch --watch takes recordings that arrive later', async () => {
    mkdirSync(scratch.at('inbox'));
    writeShortWav(scratch.at('inbox', 'first.wav'), 6);
    const running = start(
      'watch',
      'batch',
      'inbox',
      '--watch',
      '--preset',
      'demo',
      '--jsonl',
      '-o',
      scratch.at('out-watch'),
    );
    const done = new Promise<void>((resolve) => {
      let count = 0;
      running.onJsonLine((line) => {
        if (!line.includes('"event":"done"')) return;
        count++;
        if (count === 1) writeShortWav(scratch.at('inbox', 'second.wav'), 6);
        if (count === 2) resolve();
      });
    });
    await done;
    running.process.kill('SIGINT');
    expect((await running.result).code).toBe(130);
    expect(Object.keys(outputs('watch')).filter((name) => name.endsWith('.srt'))).toEqual(['first.srt', 'second.srt']);
  });
});
