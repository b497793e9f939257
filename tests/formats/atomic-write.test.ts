import { spawnSync } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomic } from '../../src/platform/text/atomic-write.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { repoPath } from '../support/fixtures.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voxlane-write-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function failure(path: string, content: string | Uint8Array = 'new'): Promise<AppError> {
  try {
    await writeFileAtomic(path, content);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The write did not fail.');
}

/** Writes from a process of its own, started by the shell words `start`. Output is `written` or the error's code. */
function writeUnder(start: string, path: string, bytes: number): { status: number | null; output: string } {
  const script =
    `import { writeFileAtomic } from ${JSON.stringify(repoPath('src/platform/text/atomic-write.ts'))};` +
    `const write = writeFileAtomic(process.argv[1], new Uint8Array(${bytes}));` +
    `await write.then(() => console.log('written'), (error) => console.log(error.code));`;
  const command = `${start} "$0" --input-type=module -e "$1" "$2"`;
  const run = spawnSync('sh', ['-c', command, process.execPath, script, path], { encoding: 'utf8', timeout: 60_000 });
  return { status: run.status, output: `${run.stdout}${run.stderr}`.trim() };
}

describe('writeFileAtomic', () => {
  it('writes text as UTF-8 and bytes as they are, leaving nothing else', async () => {
    await writeFileAtomic(join(folder, 'a.srt'), 'ğ😀\n');
    await writeFileAtomic(join(folder, 'b.bin'), Uint8Array.from([0, 255, 10]));
    expect(await readFile(join(folder, 'a.srt'))).toEqual(Buffer.from('ğ😀\n', 'utf8'));
    expect([...(await readFile(join(folder, 'b.bin')))]).toEqual([0, 255, 10]);
    expect((await readdir(folder)).sort()).toEqual(['a.srt', 'b.bin']);
  });

  it('takes every name a file can have, up to 255 bytes', async () => {
    const longest = [`${'n'.repeat(251)}.srt`, `${'👩‍👩‍👧'.repeat(13)}${'x'.repeat(17)}.srt`];
    for (const name of [...longest, '-dash.srt', 'http:x.srt', 'q\'" .srt', 'שלום.srt']) {
      await writeFileAtomic(join(folder, name), name);
      expect(await readFile(join(folder, name), 'utf8')).toBe(name);
    }
    expect(longest.map((name) => Buffer.byteLength(name))).toEqual([255, 255]);
    const tooLong = await failure(join(folder, `${'n'.repeat(252)}.srt`));
    expect(tooLong).toMatchObject({ code: 'output-failed', details: { systemCode: 'ENAMETOOLONG' } });
    expect(await readdir(folder)).toHaveLength(6);
  });

  it('replaces a file whole, keeping its permissions and links to it', async () => {
    const path = join(folder, 'a.srt');
    await writeFile(path, 'a much longer old text');
    await chmod(path, 0o640);
    await symlink(path, join(folder, 'link.srt'));
    await writeFileAtomic(join(folder, 'link.srt'), 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect((await lstat(join(folder, 'link.srt'))).isSymbolicLink()).toBe(true);
  });

  it('serves many writers of one file: one of them wins whole', async () => {
    const path = join(folder, 'a.srt');
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(50_000 + index));
    await Promise.all(texts.map((text) => writeFileAtomic(path, text)));
    expect(texts).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['a.srt']);
  });

  it('refuses what is no file, and folders that are not there, naming the path', async () => {
    await mkdir(join(folder, 'sub'));
    await symlink(join(folder, 'gone'), join(folder, 'dangling'));
    await writeFile(join(folder, 'file'), 'old');
    for (const path of [
      '/dev/null',
      join(folder, 'sub'),
      join(folder, 'dangling'),
      join(folder, 'none/a'),
      join(folder, 'file/a'),
    ]) {
      const error = await failure(path);
      expect(error.code).toBe('output-failed');
      expect(error.message).toContain(path);
    }
    expect((await readdir(folder)).sort()).toEqual(['dangling', 'file', 'sub']);
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('old');
  });

  it('leaves the old file and no temporary when the write stops half way', async () => {
    const path = join(folder, 'a.srt');
    await writeFile(path, 'old');
    // Files of this process may have 8 blocks, so the write fails in its middle with EFBIG.
    expect(writeUnder('ulimit -f 8; exec', path, 1 << 20)).toEqual({ status: 0, output: 'output-failed' });
    expect(await readdir(folder)).toEqual(['a.srt']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it('says when the disk is full', (context) => {
    const mount = `mount -t tmpfs -o size=64k tmpfs ${folder}`;
    const isolated = 'exec unshare -rm sh -c "$0" "$@"';
    const probe = spawnSync('sh', ['-c', isolated, mount], { timeout: 20_000 });
    if (probe.status !== 0) context.skip('this machine lets nobody mount a small disk');
    const steps = `${mount} && "$0" --input-type=module -e "$1" "$2"; ls -A ${folder}`;
    const script =
      `import { writeFileAtomic } from ${JSON.stringify(repoPath('src/platform/text/atomic-write.ts'))};` +
      `await writeFileAtomic(process.argv[1], 'small');` +
      `await writeFileAtomic(process.argv[1], new Uint8Array(1 << 20)).catch((e) => console.log(e.code, e.message));` +
      `console.log((await import('node:fs')).readFileSync(process.argv[1], 'utf8'));`;
    const run = spawnSync('sh', ['-c', isolated, steps, process.execPath, script, join(folder, 'a.srt')], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    const lines = run.stdout.trim().split('\n');
    expect(lines[0]).toMatch(/^disk-full .*a\.srt/);
    expect(lines.slice(1)).toEqual(['small', 'a.srt']);
  });

  it('fails in a read-only folder without a trace', async (context) => {
    await writeFile(join(folder, 'a.srt'), 'old');
    await chmod(join(folder, 'a.srt'), 0o666);
    await chmod(folder, 0o555);
    // The superuser may write anywhere, so an ordinary user has to try.
    const ordinary = process.getuid?.() === 0 ? 'setpriv --reuid=65534 --regid=65534 --clear-groups' : '';
    const probe = spawnSync('sh', [
      '-c',
      `${ordinary} ${process.execPath} -e "1" && ${ordinary} test -r ${repoPath('src')}`,
    ]);
    if (probe.status !== 0) context.skip('no way to become an ordinary user here');
    const run = writeUnder(`exec ${ordinary}`, join(folder, 'a.srt'), 10);
    expect(run).toEqual({ status: 0, output: 'output-failed' });
    await chmod(folder, 0o755);
    expect(await readdir(folder)).toEqual(['a.srt']);
    expect(await readFile(join(folder, 'a.srt'), 'utf8')).toBe('old');
  });
});
