import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { audioFixture } from '../tests/support/fixtures.ts';
import { runCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';

const scratch = scratchFolder();
const run = (...args: string[]) => runCli(['snippets', ...args], { cwd: scratch.path });

describe('voxlane snippets', () => {
  it('lists, cuts, refuses to replace, and replaces when forced', async () => {
    for (const name of ['digits-mono-20s.srt', 'digits-mono-20s.flac'])
      copyFileSync(audioFixture(name), scratch.at(name));
    const what = ['digits-mono-20s.srt', 'digits-mono-20s.flac', '--by', 'search', '--search', 'seven', '-o', 'cut'];
    const listed = await run(...what, '--dry-run');
    expect({ code: listed.code, stderr: listed.stderr }).toEqual({ code: 0, stderr: '' });
    expect(listed.stdout).toMatch(/^00:00:00\.800 - 00:00:02\.564 {2}001_00h00m00s800_seven two six\.wav\n/u);
    expect(existsSync(scratch.at('cut'))).toBe(false);
    const cut = await run(...what, '--padding', '50', '--json');
    expect(cut.code, cut.stderr).toBe(0);
    const { snippets } = JSON.parse(cut.stdout) as { snippets: { file: string; startMs: number }[] };
    expect(snippets[0]).toMatchObject({ file: '001_00h00m00s750_seven two six.wav', startMs: 750 });
    expect(readdirSync(scratch.at('cut'))).toHaveLength(snippets.length + 2);
    const again = await run(...what, '--padding', '50');
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('--force');
    const forced = await run(...what, '--format', 'flac', '--speech', '--force');
    expect(forced.code, forced.stderr).toBe(0);
    expect(readFileSync(scratch.at('cut', 'snippets.csv'), 'utf8')).toContain('"001_00h00m00s800_seven two six.flac"');
    for (const wrong of [
      ['--by', 'class'],
      ['--by', 'search'],
      ['--class', 'role'],
      ['--name', '{who}'],
    ]) {
      expect((await run('digits-mono-20s.srt', 'digits-mono-20s.flac', ...wrong)).code).toBe(2);
    }
  });
});
