import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeStrayTemporaries, temporaryName } from './temporary-name.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voxlane-temporary-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('removes what processes that are gone left, and nothing else', async () => {
  const own = temporaryName();
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const ofGone = own.replace(`-${process.pid}-`, `-${gone}-`);
  // The number of a process that ended may belong to another one now; its start tells.
  const ofEarlier = own.replace(/(-\d+-)[0-9a-f]{8}/, (_all, pid: string) => `${pid}00000000`);
  const elsewhere = ofGone.replace(/^\.voxlane-[0-9a-f]{6}/, '.voxlane-000000');
  const others = [own, elsewhere, 'talk.srt', '.voxlane-notes.tmp', '.voxlane-0123456789ab'];
  for (const name of [ofGone, ofEarlier, ...others]) await writeFile(join(folder, name), 'x');
  await removeStrayTemporaries(folder);
  const expected = process.platform === 'linux' ? others : [...others, ofEarlier];
  expect((await readdir(folder)).sort()).toEqual(expected.sort());
});

it('leaves a folder of such a name, and a folder that is not there, alone', async () => {
  const name = temporaryName().replace(`-${process.pid}-`, `-${spawnSync(process.execPath, ['-e', '']).pid}-`);
  await mkdir(join(folder, name));
  await removeStrayTemporaries(folder);
  await removeStrayTemporaries(join(folder, 'absent'));
  expect(await readdir(folder)).toEqual([name]);
});

it('makes a new name each time, short enough beside any target', () => {
  expect(temporaryName()).not.toBe(temporaryName());
  expect(Buffer.byteLength(temporaryName())).toBeLessThan(64);
});
