import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sourceFailed } from '../../src/platform/ytdlp/failures.ts';
import { downloadArgs, reportArgs } from '../../src/platform/ytdlp/args.ts';
import { installYtdlp } from '../../src/platform/ytdlp/install.ts';
import { CHECKSUMS_FILE, PROGRAM_FILE } from '../../src/platform/ytdlp/release-files.ts';
import { findYtdlp, requireYtdlp, YTDLP_FILE } from '../../src/platform/ytdlp/resolve.ts';
import { ageInDays, isOlder, YTDLP_FLOOR } from '../../src/platform/ytdlp/version.ts';
import { scratchFolder } from '../support/scratch.ts';

const idle = new AbortController().signal;
const GOOD = '2026.11.02';

describe.skipIf(process.platform === 'win32')('finding and installing yt-dlp', () => {
  const scratch = scratchFolder();
  let count = 0;
  let tools = '';
  let path = '';
  const program = (version: string): string => `#!/bin/sh\necho ${version}\n`;
  const place = (folder: string, version: string): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, YTDLP_FILE), program(version));
    chmodSync(join(folder, YTDLP_FILE), 0o755);
  };
  beforeEach(() => {
    count++;
    tools = scratch.at(`${count}`, 'tools');
    path = scratch.at(`${count}`, 'path');
    vi.stubEnv('VOXLANE_TOOLS', tools);
    vi.stubEnv('PATH', `relative:${path}`);
    vi.stubEnv('VOXLANE_YTDLP', '');
    vi.stubEnv('VOXLANE_ALLOW_OLD_YTDLP', '');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('says how to get it when there is none', async () => {
    expect(await findYtdlp(idle)).toBeUndefined();
    await expect(requireYtdlp(false, idle)).rejects.toMatchObject({ code: 'tool-missing' });
  });

  it('prefers the tools folder, passes over one with known holes, and uses an old one only when told', async () => {
    place(path, '2023.03.04');
    expect(await findYtdlp(idle)).toMatchObject({ version: '2023.03.04', source: 'PATH', belowFloor: true });
    await expect(requireYtdlp(false, idle)).rejects.toThrow(/2023\.03\.04.*tools update/s);
    expect(await requireYtdlp(true, idle)).toMatchObject({ version: '2023.03.04' });
    vi.stubEnv('VOXLANE_ALLOW_OLD_YTDLP', '1');
    expect(await requireYtdlp(false, idle)).toMatchObject({ version: '2023.03.04' });
    place(tools, '2025.01.01');
    expect(await findYtdlp(idle)).toMatchObject({ version: '2025.01.01', source: 'tools folder' });
    place(path, GOOD);
    expect(await requireYtdlp(false, idle)).toMatchObject({ version: GOOD, source: 'PATH', belowFloor: false });
    vi.stubEnv('VOXLANE_YTDLP', join(tools, 'nothing'));
    await expect(findYtdlp(idle)).rejects.toMatchObject({ code: 'tool-missing' });
  });

  it('installs a release whose checksum fits and that runs', async () => {
    const release =
      (version: string, hashed = program(version)) =>
      (folder: string) => {
        writeFileSync(join(folder, PROGRAM_FILE), program(version));
        const hash = createHash('sha256').update(hashed).digest('hex');
        writeFileSync(join(folder, CHECKSUMS_FILE), `${'0'.repeat(64)}  other\n${hash}  ${YTDLP_FILE}\n`);
        return Promise.resolve();
      };
    const installed = join(tools, YTDLP_FILE);
    expect(await installYtdlp(idle, release(GOOD))).toEqual({ path: installed, version: GOOD });
    const before = readFileSync(installed, 'utf8');
    const bad = { code: 'source-failed' };
    await expect(installYtdlp(idle, release('2026.12.01', 'something else'))).rejects.toMatchObject(bad);
    await expect(installYtdlp(idle, release('2023.03.04'))).rejects.toMatchObject(bad);
    await expect(installYtdlp(idle, release('nonsense'))).rejects.toMatchObject(bad);
    await expect(installYtdlp(idle, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
    expect(readFileSync(installed, 'utf8')).toBe(before);
    expect(readdirSync(tools)).toEqual([YTDLP_FILE]);
    expect(existsSync(installed)).toBe(true);
  });
});

describe('versions', () => {
  it('compares and dates them', () => {
    expect(isOlder('2023.03.04', YTDLP_FLOOR)).toBe(true);
    expect(isOlder(YTDLP_FLOOR, YTDLP_FLOOR)).toBe(false);
    expect(isOlder(`${YTDLP_FLOOR}.232843`, YTDLP_FLOOR)).toBe(false);
    expect(isOlder('unknown', YTDLP_FLOOR)).toBe(true);
    expect(ageInDays('2026.06.09', Date.UTC(2026, 5, 19))).toBe(10);
    expect(ageInDays('2026.06.09', 0)).toBe(0);
    expect(ageInDays('odd', 0)).toBeUndefined();
  });

  it('names the age when a site fails, not when the address is wrong', () => {
    const tool = { path: '/x', version: '2026.06.09', source: 'PATH', ageDays: 150, belowFloor: false } as const;
    const fail = (stderr: string) => sourceFailed('https://a.example/', stderr, tool).parts;
    expect(fail('ERROR: [site] x: Unable to extract player data; please report this issue on https://x')).toEqual({
      what: 'https://a.example/ could not be downloaded: [site] x: Unable to extract player data.',
      meaning: 'yt-dlp 2026.06.09 is 150 days old, and sites change: that is a likely cause.',
      action: 'Run `voxlane tools update`, then try again.',
    });
    const turnedAway = 'ERROR: [site] x: Unable to download webpage: HTTP Error 403: Forbidden';
    expect(fail(turnedAway).meaning).toContain('150 days');
    expect(fail('ERROR: unable to download video data: HTTP Error 403: Forbidden').meaning).toContain('150 days');
    for (const cause of [
      '[generic] HTTP Error 404: Not Found',
      '[generic] x: Unable to download webpage: HTTP Error 403: Forbidden',
      '[site] x: HTTP Error 503: Service Unavailable',
      'Unable to download webpage: <urlopen error [Errno 111] Connection refused>',
      'Unsupported URL: https://a.example/',
    ])
      expect(fail(`ERROR: ${cause}`).meaning, cause).not.toContain('150');
    expect(sourceFailed('https://a.example/', turnedAway, { ...tool, ageDays: 10 }).parts.meaning).not.toContain(
      'days',
    );
    expect(sourceFailed('https://a.example/', 'OSError: [Errno 28] No space left on device', tool).code).toBe(
      'disk-full',
    );
  });
});

describe('arguments', () => {
  const base = { target: { url: '-x' }, proxyUrl: 'http://127.0.0.1:1', version: GOOD };
  const rest = { folder: '/f', id: 'abc', maxBytes: 5, audioOnly: false, captions: false };

  it('always go through the proxy, ignore configurations and end before the address', () => {
    for (const args of [reportArgs({ ...base, maxEntries: 9 }), downloadArgs({ ...base, ...rest })]) {
      expect(args[0]).toBe('--ignore-config');
      expect(args.slice(-2)).toEqual(['--', '-x']);
      expect(args).toEqual(
        expect.arrayContaining(['--no-plugin-dirs', '--no-exec', '--restrict-filenames', '--proxy']),
      );
      expect(args.join(' ')).not.toMatch(/--exec|--netrc-cmd|--enable-file-urls|--write-link|aria2c/);
    }
    expect(reportArgs({ ...base, version: '2023.03.04', maxEntries: 9 })).not.toContain('--no-plugin-dirs');
  });

  it('take one recording, or one item of a list', () => {
    expect(downloadArgs({ ...base, ...rest })).toContain('--no-playlist');
    const item = downloadArgs({ ...base, ...rest, target: { url: 'u', item: 3 } });
    expect(item.join(' ')).toContain('--yes-playlist --playlist-items 3');
  });
});
