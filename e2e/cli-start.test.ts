import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repoPath } from '../tests/support/fixtures.ts';
import { runCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';

describe('the start of a command', () => {
  const scratch = scratchFolder();
  const start = (cache: string) =>
    runCli(['--version'], { env: { VOXLANE_CACHE: cache, NODE_COMPILE_CACHE: undefined } });

  it('keeps compiled code in the cache folder, and starts with it', async () => {
    const cache = scratch.at('not', 'there', 'yet');
    for (let round = 0; round < 2; round++) expect(await start(cache)).toMatchObject({ code: 0, stderr: '' });
    const [version = ''] = readdirSync(`${cache}/compiled`);
    expect(readdirSync(`${cache}/compiled/${version}`)).not.toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('says so where its output cannot be written, and fails', async () => {
    const command = `"${process.execPath}" "${repoPath('bin/voxlane.mjs')}" models list --json > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('[disk-full] The output could not be written')]);
  });

  it.each(['file', '/proc/none'])('needs no such folder: %s', async (name) => {
    writeFileSync(scratch.at('file'), 'no folder');
    const cache = name.startsWith('/') ? name : scratch.at(name);
    expect(await start(cache)).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(`${cache}/compiled`)).toBe(false);
  });
});
