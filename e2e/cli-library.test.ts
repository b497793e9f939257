import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CliResult, jsonLines, runCli, startCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeLoopedWav, writeShortWav } from '../tests/support/short-wav.ts';

describe('documents, settings and changes of jobs', () => {
  const scratch = scratchFolder();
  const envOf = (library: string) => ({
    VOXLANE_HOME: scratch.at(library),
    VOXLANE_CACHE: scratch.at('cache'),
    VOXLANE_MODELS: scratch.at('models'),
  });
  const run = (library: string, ...args: string[]): Promise<CliResult> =>
    runCli(args, { cwd: scratch.path, env: envOf(library) });
  const add = (library: string, ...inputs: string[]) =>
    run(library, 'queue', 'add', ...inputs, '--preset', 'demo', '-f', 'srt,json', '-o', scratch.at(`out-${library}`));
  const read = (library: string, name: string): string => readFileSync(scratch.at(`out-${library}`, name), 'utf8');
  /** Which stages ran, and which were taken over, in a run of the queue. */
  const stagesOf = ({ stderr }: CliResult): string[] =>
    jsonLines(stderr)
      .filter((line) => line['event'] === 'stage' && line['state'] !== 'finished')
      .map((line) => `${String(line['stage'])} ${String(line['state'])}`);

  beforeAll(() => {
    writeShortWav(scratch.at('talk.wav'), 20);
    writeShortWav(scratch.at('other.wav'), 14);
    writeLoopedWav(scratch.at('long.wav'), 3);
  });

  it('keeps corrections apart from the result: exported, taken back, and carried over when options change', async () => {
    await add('edits', 'talk.wav');
    expect((await run('edits', 'queue', 'run', '--once', '-q')).code).toBe(0);
    expect((await run('edits', 'library', 'list')).stdout).toMatch(/1 .*20\.0 s .*Speaker 1.*no .*talk\.wav/);

    const before = (await run('edits', 'library', 'export', '1')).stdout;
    const edited = await run('edits', 'library', 'edit', '1', '--rename', 'S1=Ayşe', '--label', 'the guest');
    expect([edited.code, edited.stdout]).toEqual([0, 'OK      1 operation done\n']);
    expect((await run('edits', 'library', 'export', '1')).stdout).toContain('Ayşe');
    expect((await run('edits', 'library', 'undo', '1')).stdout).toContain('the guest');
    expect((await run('edits', 'library', 'export', '1')).stdout).toBe(before);
    await run('edits', 'library', 'redo', '1');
    const vtt = scratch.at('talk.vtt');
    expect((await run('edits', 'library', 'export', '1', '-o', vtt)).code).toBe(0);
    expect(readFileSync(vtt, 'utf8').split('\n')[0]).toBe('WEBVTT');
    const unread = await run('edits', 'library', 'edit', '1', '--operations', 'nowhere.json');
    expect([unread.code, unread.stderr]).toEqual([3, expect.stringContaining('There is no file nowhere.json')]);
    const refused = await run('edits', 'library', 'edit', '1', '--merge', 'S1=S77');
    expect([refused.code, refused.stderr.includes('Nothing was changed')]).toEqual([2, true]);

    await run('edits', 'queue', 'change', '1', '--profile', 'bbc');
    const profile = await run('edits', 'queue', 'run', '--once', '--jsonl');
    expect(stagesOf(profile)).toEqual(['vad resumed', 'asr resumed', 'diarize resumed']);
    await run('edits', 'queue', 'change', '1', '--speakers', '1');
    const speakers = await run('edits', 'queue', 'run', '--once', '--jsonl');
    expect(stagesOf(speakers)).toEqual(['vad resumed', 'asr resumed', 'diarize started']);
    expect((await run('edits', 'library', 'export', '1', '-f', 'txt')).stdout).toContain('Ayşe');
    const report = await run('edits', 'queue', 'report', '1', '--json');
    expect(JSON.parse(report.stdout)).toMatchObject({
      attempt: 3,
      resumed_stages: ['vad', 'asr'],
      audio_length: 20000,
    });

    await run('edits', 'queue', 'clear');
    expect((await run('edits', 'queue', 'list')).stdout).toContain('empty');
    expect((await run('edits', 'library', 'list')).stdout).toContain('talk.wav');
    const slip = await run('edits', 'library', 'remove', '1', '99');
    expect([slip.code, slip.stderr]).toEqual([3, expect.stringContaining('There is no document 99')]);
    expect((await run('edits', 'library', 'remove', '1')).code).toBe(0);
    expect((await run('edits', 'library', 'list')).stdout).toContain('no documents');
    const db = new DatabaseSync(scratch.at('edits', 'library.db'), { readOnly: true });
    for (const table of ['jobs', 'documents', 'edit_operations', 'speakers'])
      expect([table, db.prepare(`SELECT count(*) AS n FROM ${table}`).get()]).toEqual([table, { n: 0 }]);
    db.close();
  });

  it('gives a job another speech server, and refuses what is said only half', async () => {
    await add('server', 'talk.wav');
    const change = (...options: string[]) => run('server', 'queue', 'change', '1', ...options);
    const changed = await change('--asr-url', 'http://127.0.0.1:9', '--asr-model', 'heard', '--speakers', '2');
    expect([changed.code, changed.stderr]).toEqual([0, expect.stringContaining('127.0.0.1:9')]);
    const db = new DatabaseSync(scratch.at('server', 'library.db'), { readOnly: true });
    const spec: unknown = JSON.parse(String(db.prepare('SELECT spec FROM jobs').get()?.['spec']));
    db.close();
    expect(spec).toMatchObject({ remote: { model: 'heard' }, options: { speakers: 2 } });
    expect((await change('--asr-model', 'other', '--profile', 'bbc')).code).toBe(2);
    expect((await change('--detect-language', '-l', 'fr')).code).toBe(2);
  });

  it('makes existing subtitles the cues of a document', async () => {
    await add('captions', 'talk.wav');
    await run('captions', 'queue', 'run', '--once', '-q');
    writeFileSync(scratch.at('talk.en.vtt'), 'WEBVTT\n\n00:01.000 --> 00:03.000\nWritten by people\n');
    const imported = await run('captions', 'library', 'import-captions', '1', 'talk.en.vtt', '-l', 'en');
    expect([imported.code, imported.stdout]).toEqual([0, 'OK      revision 2\n']);
    expect((await run('captions', 'library', 'export', '1')).stdout).toMatch(
      /^1\n00:00:01,000 --> 00:00:03,000\n.*Written by people\n/,
    );
    const missing = await run('captions', 'library', 'import-captions', '1', 'nowhere.vtt');
    expect([missing.code, missing.stderr.includes('nowhere.vtt')]).toEqual([3, true]);
  });

  it('writes what is there of a job that was cut, and its end is that of an undisturbed run', async () => {
    await add('whole', 'long.wav');
    await run('whole', 'queue', 'run', '--once', '-q');
    await add('cut', 'long.wav');
    const nothing = await run('cut', 'queue', 'partial', '1');
    expect([nothing.code, nothing.stderr.includes('[nothing-yet]')]).toEqual([3, true]);
    const running = startCli(['queue', 'run', '--once', '--jsonl'], { cwd: scratch.path, env: envOf('cut') });
    running.onJsonLine((line) => {
      const { event, stage, state } = JSON.parse(line) as { event: string; stage?: string; state?: string };
      if (event === 'stage' && stage === 'diarize' && state === 'started') running.process.kill('SIGKILL');
    });
    expect((await running.result).signal).toBe('SIGKILL');
    const partial = await run('cut', 'queue', 'partial', '1', '-f', 'json');
    expect([partial.code, partial.stdout.trim()]).toEqual([0, scratch.at('out-cut', 'long.partial.json')]);
    const shown = JSON.parse(read('cut', 'long.partial.json')) as { words: unknown[]; alerts: { code: string }[] };
    const whole = JSON.parse(read('whole', 'long.json')) as { words: unknown[] };
    expect(shown.words).toHaveLength(whole.words.length);
    expect(shown.alerts.map((alert) => alert.code)).toContain('partial-result');
    await run('cut', 'queue', 'run', '--once', '-q');
    for (const name of ['long.srt', 'long.json']) expect(read('cut', name)).toBe(read('whole', name));
  });

  it('runs recordings side by side when told, with the same results', async () => {
    const names = ['talk', 'other'];
    for (const library of ['serial', 'parallel']) await add(library, ...names.map((name) => `${name}.wav`));
    await run('serial', 'queue', 'run', '--once', '-q');
    expect((await run('parallel', 'settings', 'set', 'parallelJobs', '2')).stdout).toContain('parallelJobs = 2');
    const ran = await run('parallel', 'queue', 'run', '--once', '--jsonl');
    const events = jsonLines(ran.stderr).filter((line) => ['input-started', 'done'].includes(String(line['event'])));
    expect(events.map((line) => line['event'])).toEqual(['input-started', 'input-started', 'done', 'done']);
    expect(events.map((line) => line['total'])).toEqual([2, 2, 2, 2]);
    for (const name of names)
      for (const ending of ['srt', 'json'])
        expect(read('parallel', `${name}.${ending}`)).toBe(read('serial', `${name}.${ending}`));
    expect(existsSync(scratch.at('parallel', 'work')) ? readdirSync(scratch.at('parallel', 'work')) : []).toEqual([]);
  });

  it('starts with defaults where settings are damaged or of a newer version, says so, and loses none of them', async () => {
    await run('settings', 'settings', 'set', 'defaultProfile', 'bbc');
    const open = () => new DatabaseSync(scratch.at('settings', 'library.db'));
    const db = open();
    const put = db.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)');
    put.run('parallelJobs', '{"not json');
    put.run('parallelDownloads', '"many"');
    put.run('fromTheFuture', '[1]');
    db.close();
    const list = await run('settings', 'settings', 'list', '--json');
    const { values, notices } = JSON.parse(list.stdout) as { values: object; notices: { key: string }[] };
    expect(values).toMatchObject({ parallelJobs: 'auto', parallelDownloads: 2, defaultProfile: 'bbc' });
    expect(notices.map(({ key }) => key).sort()).toEqual(['fromTheFuture', 'parallelDownloads', 'parallelJobs']);
    expect((await run('settings', 'settings', 'list')).stderr.match(/warning:/g)).toHaveLength(3);
    expect((await add('settings', 'other.wav')).code).toBe(0);
    expect((await run('settings', 'queue', 'run', '--once', '-q')).code).toBe(0);
    expect(JSON.parse(read('settings', 'other.json'))).toMatchObject({ profile: 'bbc' });
    const after = open();
    const kept = after.prepare('SELECT key, value FROM settings ORDER BY key').all();
    expect(kept.map((row) => row['key'])).toEqual([
      'defaultProfile',
      'fromTheFuture',
      'parallelDownloads',
      'parallelJobs',
    ]);
    after.close();
    const wrong = await run('settings', 'settings', 'set', 'parallelJobs', '99');
    expect([wrong.code, wrong.stderr.includes('was not changed')]).toEqual([2, true]);
  });

  it('keeps the folder of the models that was meant, wherever the next command runs', async () => {
    const { stdout } = await run('folders', 'settings', 'set', 'modelsFolder', 'mine');
    expect(stdout).toContain(`modelsFolder = ${realpathSync(scratch.path)}/mine`);
  });

  it('asks nothing of the network when offline', async () => {
    await run('offline', 'settings', 'set', 'offline', 'true');
    for (const args of [
      ['download', 'https://example.com/talk.mp4'],
      ['transcribe', 'https://example.com/talk.mp4'],
      ['models', 'pull', 'whisper-tiny'],
      ['tools', 'update'],
    ]) {
      const refused = await run('offline', ...args);
      expect([args[0], refused.code === 0, `${refused.stdout}${refused.stderr}`.includes('"offline" is on')]).toEqual([
        args[0],
        false,
        true,
      ]);
    }
    await run('offline', 'queue', 'add', 'https://example.com/talk.mp4', '--preset', 'demo');
    const ran = await run('offline', 'queue', 'run', '--once');
    expect([ran.code, ran.stdout.includes('"offline" is on')]).toEqual([3, true]);
  });
});
