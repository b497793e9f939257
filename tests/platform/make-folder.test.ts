import { existsSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/scratch.ts';
import { findFolderProblem, makeFolder } from '../../src/platform/storage/make-folder.ts';

describe('makeFolder', () => {
  const scratch = scratchFolder();

  it('makes what is missing above it and accepts what is there', async () => {
    await makeFolder(scratch.at('a', 'b', 'c'));
    await makeFolder(scratch.at('a', 'b', 'c'));
    expect(statSync(scratch.at('a', 'b', 'c')).isDirectory()).toBe(true);
  });

  it('refuses a file on the way', async () => {
    writeFileSync(scratch.at('file'), '');
    await expect(makeFolder(scratch.at('file'))).rejects.toMatchObject({ code: 'output-failed' });
    await expect(makeFolder(scratch.at('file', 'below'))).rejects.toMatchObject({ code: 'output-failed' });
  });

  it.runIf(process.platform === 'linux')('ends where the file system makes no folders', async () => {
    await expect(makeFolder('/proc/voxlane/jobs')).rejects.toMatchObject({ code: 'output-failed' });
  });
});

describe('findFolderProblem', () => {
  const scratch = scratchFolder();

  it('finds nothing wrong with a folder that is there or can be made, and makes none', async () => {
    expect(await findFolderProblem(scratch.path)).toBeUndefined();
    expect(await findFolderProblem(scratch.at('new', 'below'))).toBeUndefined();
    expect(existsSync(scratch.at('new'))).toBe(false);
  });

  it('names a file that stands in the way', async () => {
    writeFileSync(scratch.at('file'), '');
    expect(await findFolderProblem(scratch.at('file'))).toContain('is not a folder');
    expect(await findFolderProblem(scratch.at('file', 'below'))).toContain('is not a folder');
  });
});
