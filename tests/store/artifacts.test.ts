import { createHash } from 'node:crypto';
import { existsSync, linkSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { artifactPath, keepArtifact, sweepArtifacts } from '../../src/platform/storage/artifact-files.ts';
import { openCheckpointFolder } from '../../src/platform/storage/checkpoint-folder.ts';
import { artifactsTable } from '../../src/platform/store/artifacts-table.ts';
import { jobsTable } from '../../src/platform/store/jobs-table.ts';
import { openStore } from '../../src/platform/store/open-store.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { scratchFolder } from '../support/scratch.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const later = (): number => Date.now() + 120_000;

describe('artifact files', () => {
  const scratch = scratchFolder();
  const write = (name: string, text: string): string => {
    writeFileSync(scratch.at(name), text);
    return scratch.at(name);
  };

  it('are kept once under their hash and outlive the work folder', async () => {
    const folder = scratch.at('kept');
    const path = write('done.json', 'output');
    const hash = sha256('output');
    const kept = await keepArtifact(folder, path, hash);
    expect(kept).toBe(artifactPath(folder, hash));
    const { ino } = statSync(kept ?? '');
    await rm(path);
    expect(readFileSync(kept ?? '', 'utf8')).toBe('output');
    // Its source is gone, but so it need not be.
    expect(await keepArtifact(folder, path, hash)).toBe(kept);
    expect(await keepArtifact(folder, kept ?? '', hash)).toBe(kept);
    expect(statSync(kept ?? '').ino).toBe(ino);
    expect(readdirSync(scratch.at('kept', hash.slice(0, 2)))).toEqual([hash]);
  });

  it('are kept when the same comes from several jobs at the same time', async () => {
    const folder = scratch.at('shared');
    const hash = sha256('frame');
    const paths = Array.from({ length: 6 }, (_, index) => write(`frame-${index}.jpg`, 'frame'));
    const kept = await Promise.all(paths.map((path) => keepArtifact(folder, path, hash)));
    expect(new Set(kept)).toEqual(new Set([artifactPath(folder, hash)]));
    expect(readdirSync(scratch.at('shared', hash.slice(0, 2)))).toEqual([hash]);
  });

  it('are not kept when they are not what they should be, or gone', async () => {
    const folder = scratch.at('refused');
    const path = write('damaged.json', 'outpux');
    expect(await keepArtifact(folder, path, sha256('output'))).toBeUndefined();
    expect(await keepArtifact(folder, scratch.at('absent.json'), sha256('output'))).toBeUndefined();
    expect(existsSync(folder)).toBe(false);
    await expect(keepArtifact(folder, path, '../../etc/passwd')).rejects.toMatchObject({ code: 'internal' });
  });

  it('that got damaged are replaced by a whole one', async () => {
    const folder = scratch.at('healed');
    const hash = sha256('whole');
    const kept = (await keepArtifact(folder, write('whole.json', 'whole'), hash)) ?? '';
    await rm(kept);
    writeFileSync(kept, 'whole and more');
    expect(await keepArtifact(folder, write('again.json', 'whole'), hash)).toBe(kept);
    expect(readFileSync(kept, 'utf8')).toBe('whole');
  });

  it.skipIf(!existsSync('/dev/shm'))('are copied where the file cannot get a second name', async () => {
    const path = write('far.json', 'far away');
    // Another file system stands for all places without hard links.
    const folder = `/dev/shm/voxlane-test-${process.pid}`;
    try {
      expect(() => linkSync(path, `/dev/shm/voxlane-link-${process.pid}`)).toThrow(/EXDEV/);
      const kept = await keepArtifact(folder, path, sha256('far away'));
      expect(readFileSync(kept ?? '', 'utf8')).toBe('far away');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('are swept when nobody knows them, and nothing else is', async () => {
    const folder = scratch.at('swept');
    const [known, unknown] = [sha256('known'), sha256('unknown')];
    const keptKnown = (await keepArtifact(folder, write('k.json', 'known'), known)) ?? '';
    const keptUnknown = (await keepArtifact(folder, write('u.json', 'unknown'), unknown)) ?? '';
    const torn = `${keptKnown}.4242.part`;
    const foreign = scratch.at('swept', 'notes.txt');
    const inside = scratch.at('swept', known.slice(0, 2), 'notes.txt');
    for (const path of [torn, foreign, inside]) writeFileSync(path, 'x');
    expect(await sweepArtifacts(folder, new Set([known]))).toBe(0);
    expect(await sweepArtifacts(folder, new Set([known]), later())).toBe(2);
    expect([keptKnown, keptUnknown, torn, foreign, inside].map((path) => existsSync(path))).toEqual([
      true,
      false,
      false,
      true,
      true,
    ]);
    expect(await sweepArtifacts(scratch.at('no-such-folder'), new Set(), later())).toBe(0);
  });

  it('in a folder that cannot be written are an error with its reason', async () => {
    const path = write('blocked.json', 'blocked');
    writeFileSync(scratch.at('a-file'), '');
    symlinkSync(scratch.at('a-file'), scratch.at('blocked'));
    await expect(keepArtifact(scratch.at('blocked'), path, sha256('blocked'))).rejects.toMatchObject({
      code: 'output-failed',
    });
  });
});

describe('the table of artifacts', () => {
  const scratch = scratchFolder();
  const artifact = (key: string, text: string) => ({
    key,
    hash: sha256(text),
    bytes: text.length,
    contentId: 'c1',
    stage: 'asr',
    track: 0,
  });

  it('knows who uses what, and forgets what nobody does', async () => {
    const store = await openStore(scratch.at('library'), { log: silentLogger, reserveBytes: 0 });
    const table = artifactsTable(store.db);
    const jobs = jobsTable(store.db);
    store.commit(() => {
      for (const path of ['/a.wav', '/b.wav']) jobs.add({ path, spec: '{}', priority: 0 });
      table.put(artifact('shared', 'one'), 1);
      table.put(artifact('shared', 'one'), 2);
      table.put(artifact('own', 'two'), 1);
      table.put({ ...artifact('other', 'three'), contentId: 'c2' }, 2);
    });
    const keys = (rows: readonly { key: string }[]): string[] => rows.map(({ key }) => key);
    expect(keys(table.ofContent('c1'))).toEqual(['own', 'shared']);
    expect(keys(table.ofJob(1))).toEqual(['own', 'shared']);
    expect(keys(table.ofJob(2))).toEqual(['other', 'shared']);
    expect(table.ofJob(1)[0]).toEqual(artifact('own', 'two'));
    expect(table.unreferenced()).toEqual([]);

    store.commit(() => table.put(artifact('shared', 'made again'), 2));
    expect(table.ofJob(1).find(({ key }) => key === 'shared')?.hash).toBe(sha256('made again'));

    store.commit(() => jobs.remove(1));
    expect(keys(table.unreferenced())).toEqual(['own']);
    store.commit(() => expect(table.removeUnreferenced()).toBe(1));
    expect(table.hashes()).toEqual(new Set([sha256('made again'), sha256('three')]));
    store.close();
  });

  it('refuses an artifact of a job that does not exist', async () => {
    const store = await openStore(scratch.at('no-job'), { log: silentLogger, reserveBytes: 0 });
    const table = artifactsTable(store.db);
    expect(() => store.commit(() => table.put(artifact('key', 'text'), 7))).toThrow(/FOREIGN KEY/);
    expect(table.ofContent('c1')).toEqual([]);
    store.close();
  });
});

describe('two processes on one work folder', () => {
  const scratch = scratchFolder();

  it('do not make each other fail when one removes it while the other writes', async () => {
    const folder = scratch.at('work', 'key');
    const checkpoints = openCheckpointFolder(folder);
    for (let index = 0; index < 50; index++) {
      const writing = checkpoints.write(`asr/${index}`, { index });
      await new Promise((resolve) => setTimeout(resolve, index % 5));
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      await writing;
    }
    await checkpoints.write('asr/last', 1);
    expect(await checkpoints.list('asr')).toContain('asr/last');
    expect(await checkpoints.list('no-such')).toEqual([]);
  });

  it('still says why when the folder can never be made', async () => {
    await mkdir(scratch.at('blocked'));
    writeFileSync(scratch.at('blocked', 'key'), '');
    await expect(openCheckpointFolder(scratch.at('blocked', 'key')).write('asr/1', 1)).rejects.toMatchObject({
      code: 'output-failed',
    });
  });
});
