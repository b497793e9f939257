import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { jobsTable } from '../../src/platform/store/jobs-table.ts';
import { documentsTable } from '../../src/platform/store/documents-table.ts';
import { MIGRATIONS } from '../../src/platform/store/migrations.ts';
import { openStore, type Store } from '../../src/platform/store/open-store.ts';
import { speedTable } from '../../src/platform/store/speed-table.ts';
import { isSafeSqlite } from '../../src/platform/store/sqlite.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { repoPath } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';

const options = { log: silentLogger, reserveBytes: 1024 * 1024 };
const addMany = (store: Store, count: number, bytes = 10): void =>
  store.commit(() => {
    const spec = JSON.stringify({ pad: 'x'.repeat(bytes) });
    for (let index = 0; index < count; index++) jobsTable(store.db).add({ path: `/r/${index}.wav`, spec, priority: 0 });
  });

describe('the SQLite floor', () => {
  it.each([
    ['3.51.2', false],
    ['3.51.3', true],
    ['3.52.0', false],
    ['3.53.0', true],
    ['3.50.9', false],
    ['4.0.0', true],
  ])('%s: %s', (version, safe) => {
    expect(isSafeSqlite(version)).toBe(safe);
  });
});

describe('openStore', () => {
  const scratch = scratchFolder();

  it('keeps what was committed, with full sync, WAL and foreign keys', async () => {
    const first = await openStore(scratch.at('kept'), options);
    addMany(first, 3);
    const pragma = (name: string): unknown => Object.values(first.db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
    first.close();
    expect(existsSync(scratch.at('kept', 'owner.lock'))).toBe(false);
    const second = await openStore(scratch.at('kept'), options);
    expect(
      jobsTable(second.db)
        .list()
        .map((job) => job.path),
    ).toEqual(['/r/0.wav', '/r/1.wav', '/r/2.wav']);
    second.close();
  });

  it('migrates after a backup of the old version, and leaves the old one when a migration fails', async () => {
    const folder = scratch.at('migrated');
    const old = await openStore(folder, options);
    addMany(old, 2);
    old.close();
    const broken = [...MIGRATIONS, 'CREATE TABLE extra (a) STRICT_NO; CREATE TABLE'];
    await expect(openStore(folder, { ...options, migrations: broken })).rejects.toMatchObject({
      code: 'output-failed',
    });
    const added = [...MIGRATIONS, 'CREATE TABLE extra (a INTEGER) STRICT'];
    const next = await openStore(folder, { ...options, migrations: added });
    expect(next.db.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length + 1 });
    expect(next.db.prepare('SELECT count(*) AS n FROM extra').get()).toEqual({ n: 0 });
    next.close();
    const backup = new DatabaseSync(scratch.at('migrated', `library.db.v${MIGRATIONS.length}.backup`), {
      readOnly: true,
    });
    expect(backup.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length });
    expect(backup.prepare('SELECT count(*) AS n FROM jobs').get()).toEqual({ n: 2 });
    backup.close();
  });

  it('refuses a database of a newer version and does not touch it', async () => {
    const folder = scratch.at('newer');
    (await openStore(folder, { ...options, migrations: [...MIGRATIONS, 'CREATE TABLE later (a)'] })).close();
    const before = readFileSync(scratch.at('newer', 'library.db'));
    await expect(openStore(folder, options)).rejects.toMatchObject({ code: 'store-newer' });
    expect(readFileSync(scratch.at('newer', 'library.db')).equals(before)).toBe(true);
    expect(existsSync(scratch.at('newer', 'owner.lock'))).toBe(false);
  });

  it('refuses a damaged database, does not touch it and saves the rows it can read', async () => {
    const folder = scratch.at('damaged');
    const store = await openStore(folder, options);
    addMany(store, 300, 400);
    store.close();
    const path = scratch.at('damaged', 'library.db');
    const bytes = readFileSync(path);
    // The last pages hold rows and index entries.
    bytes.fill(0xa5, bytes.length - 3 * 4096, bytes.length - 2 * 4096);
    writeFileSync(path, bytes);
    await expect(openStore(folder, options)).rejects.toMatchObject({ code: 'store-damaged' });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    const rescued = JSON.parse(readFileSync(`${path}.rescued.json`, 'utf8')) as { jobs: { path?: string }[] };
    expect(rescued.jobs.filter((job) => job.path?.startsWith('/r/')).length).toBeGreaterThan(100);
  });

  it('refuses a file that is no database', async () => {
    mkdirSync(scratch.at('foreign'));
    writeFileSync(scratch.at('foreign', 'library.db'), "these are somebody else's notes");
    await expect(openStore(scratch.at('foreign'), options)).rejects.toMatchObject({ code: 'store-damaged' });
  });

  it('has one owner, named to the others, also when somebody removed the lock file', async () => {
    const folder = scratch.at('owned');
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', OWNER, repoPath('src/platform/store/open-store.ts'), folder],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    await expect(openStore(folder, options)).rejects.toMatchObject({
      code: 'store-locked',
      details: { pid: child.pid },
    });
    const lock = readFileSync(scratch.at('owned', 'owner.lock'));
    unlinkSync(scratch.at('owned', 'owner.lock'));
    await expect(openStore(folder, options)).rejects.toMatchObject({ code: 'store-locked' });
    writeFileSync(scratch.at('owned', 'owner.lock'), lock);

    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await gone;
    const heir = await openStore(folder, options);
    expect(jobsTable(heir.db).list()).toHaveLength(1);
    heir.close();
  });

  it.runIf(process.platform === 'linux')(
    'takes over the lock of a process whose number another one has now',
    async () => {
      mkdirSync(scratch.at('reused'));
      const stale = { pid: process.pid, started: 'another-boot/1' };
      writeFileSync(scratch.at('reused', 'owner.lock'), JSON.stringify(stale));
      const store = await openStore(scratch.at('reused'), options);
      await expect(openStore(scratch.at('reused'), options)).rejects.toMatchObject({ code: 'store-locked' });
      store.close();
    },
  );

  it('gives the reserve up when the disk is full, then says so and keeps what it had', async () => {
    const folder = scratch.at('full');
    const store = await openStore(folder, options);
    expect(statSync(scratch.at('full', 'reserve')).size).toBe(options.reserveBytes);
    addMany(store, 5);
    const pages = Number(store.db.prepare('PRAGMA page_count').get()?.['page_count']);
    store.db.exec(`PRAGMA max_page_count = ${pages + 2}`);
    expect(() => addMany(store, 500, 500)).toThrow(expect.objectContaining({ code: 'disk-full' }));
    expect(existsSync(scratch.at('full', 'reserve'))).toBe(false);
    expect(jobsTable(store.db).list()).toHaveLength(5);
    store.db.exec('PRAGMA max_page_count = 100000');
    addMany(store, 500, 500);
    expect(jobsTable(store.db).list()).toHaveLength(505);
    store.close();
  });

  it('refuses a folder that cannot be made', async () => {
    writeFileSync(scratch.at('file'), '');
    await expect(openStore(scratch.at('file', 'below'), options)).rejects.toMatchObject({ code: 'output-failed' });
  });
});

describe('the tables', () => {
  const scratch = scratchFolder();

  it('count revisions per job and average speeds per stage, model and device', async () => {
    const store = await openStore(scratch.at('tables'), options);
    addMany(store, 2);
    const documents = documentsTable(store.db);
    const speeds = speedTable(store.db);
    store.commit(() => {
      expect([documents.add(1, '{"a":1}'), documents.add(1, '{"a":2}'), documents.add(2, '{}')]).toEqual([1, 2, 1]);
      speeds.add({ stage: 'asr', model: 'small', device: 'cpu', processingMs: 1000, audioMs: 30_000 });
      speeds.add({ stage: 'asr', model: 'small', device: 'cpu', processingMs: 3000, audioMs: 30_000 });
      speeds.add({ stage: 'asr', model: 'small', device: 'cuda:0', processingMs: 1000, audioMs: 90_000 });
      speeds.add({ stage: 'asr', model: 'large', device: 'cpu', processingMs: 1000, audioMs: 2000 });
      speeds.add({ stage: 'cues', device: 'cpu', processingMs: 0, audioMs: 2000 });
    });
    expect(documents.latest(1)).toEqual({ revision: 2, content: '{"a":2}' });
    expect(speeds.list()).toEqual([
      { stage: 'asr', model: 'small', device: 'cpu', audioSecondsPerSecond: 15 },
      { stage: 'asr', model: 'small', device: 'cuda:0', audioSecondsPerSecond: 90 },
      { stage: 'asr', model: 'large', device: 'cpu', audioSecondsPerSecond: 2 },
    ]);
    store.commit(() => jobsTable(store.db).remove(1));
    expect(documents.latest(1)).toBeUndefined();
    store.close();
  });

  it('undo a whole commit when one of its writes fails', async () => {
    const store = await openStore(scratch.at('undo'), options);
    addMany(store, 1);
    expect(() =>
      store.commit(() => {
        jobsTable(store.db).setState(1, 'done');
        documentsTable(store.db).add(99, '{}');
      }),
    ).toThrow(/FOREIGN KEY/);
    expect(jobsTable(store.db).get(1)?.state).toBe('queued');
    store.close();
  });
});

const OWNER = `
const { openStore } = await import(process.argv[1]);
const log = { debug() {}, info() {}, warn() {} };
const store = await openStore(process.argv[2], { log, reserveBytes: 0 });
store.commit(() => store.db.exec("INSERT INTO jobs (path, spec, state, position) VALUES ('/r/own.wav', '{}', 'queued', 1)"));
process.stdout.write('open');
setInterval(() => {}, 1000);
`;
