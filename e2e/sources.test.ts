import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VoxlaneDocument } from '../src/core/document/types.ts';
import { type LoopbackServer, servedFile, servedText, startLoopbackServer } from '../tests/sources/loopback-server.ts';
import { repoPath } from '../tests/support/fixtures.ts';
import { jsonLines, runCli, startCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeShortWav } from '../tests/support/short-wav.ts';

const noYtdlp = spawnSync('yt-dlp', ['--version']).status === 0 ? undefined : 'yt-dlp is not on PATH';
if (noYtdlp !== undefined) console.warn(`e2e/sources is skipped: ${noYtdlp}`);

/** A file system of its own, without being root. */
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

/** Processes whose command line names this text. */
function processesWith(text: string): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,stat,args'], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(text) && line.includes('yt-dlp'));
}

describe('web addresses at the command line', () => {
  const scratch = scratchFolder();
  let server: LoopbackServer;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    env = {
      VOXLANE_CACHE: scratch.at('cache'),
      VOXLANE_MODELS: scratch.at('models'),
      VOXLANE_TOOLS: scratch.at('tools'),
    };
    writeShortWav(scratch.at('talk.wav'), 6);
    writeShortWav(scratch.at('short.wav'), 5);
    server = await startLoopbackServer({
      '/a/talk.wav': servedFile(scratch.at('talk.wav'), 'audio/x-wav'),
      '/b/talk.wav': servedFile(scratch.at('short.wav'), 'audio/x-wav'),
      '/slow/talk.wav': servedFile(scratch.at('talk.wav'), 'audio/x-wav', 20_000),
      '/captions.vtt': servedText('WEBVTT\n\n00:00.500 --> 00:02.000\n<v Anna>Written by hand\n', 'text/vtt'),
      '/page.html': servedText(
        '<title>A talk</title><video src="/a/talk.wav"><track kind="subtitles" srclang="en" src="/captions.vtt"></video>',
        'text/html',
      ),
    });
  });
  afterAll(() => server.close());
  const run = (...args: string[]) => runCli(args, { cwd: scratch.path, env });
  const local = ['--allow-local-network', '--allow-old-ytdlp'];

  it('refuses this computer and shown passwords before anything is started', async () => {
    const refused = await run('transcribe', `${server.url}/a/talk.wav`, '--preset', 'demo');
    expect(refused.code).toBe(3);
    expect(refused.stdout).toContain('[source-refused]');
    expect(refused.stdout).toContain('--allow-local-network');
    const secret = await run('download', 'https://me:hunter2@example.com/a.mp4');
    expect(secret.code).toBe(3);
    expect(secret.stdout + secret.stderr).not.toContain('hunter2');
    expect(server.requests).toEqual([]);
  });

  it('lists the tools', async () => {
    const { code, stdout } = await run('tools', 'list', '--json');
    expect(code).toBe(0);
    const tools = JSON.parse(stdout) as { name: string; state: string }[];
    expect(tools.map((tool) => tool.name)).toEqual(['ffmpeg', 'yt-dlp']);
    expect(tools[1]).toMatchObject({ floor: expect.stringMatching(/^2026\./) });
    const table = await run('tools', 'list');
    expect(table.stdout).toMatch(/TOOL +VERSION +AGE +OLDEST USED +SOURCE +STATE/);
    const doctor = await run('doctor');
    expect(doctor.stdout).toContain('yt-dlp');
  });

  it.skipIf(noYtdlp !== undefined)('downloads and transcribes an address', async () => {
    const out = scratch.at('out');
    const result = await run(
      'transcribe',
      `${server.url}/a/talk.wav`,
      ...local,
      '--preset',
      'demo',
      '-o',
      out,
      '--jsonl',
    );
    expect(result.stderr).not.toContain('"event":"failed"');
    expect(result.code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(
      ['json', 'rttm', 'source.json', 'srt', 'txt', 'vtt', 'wav'].map((ending) => `talk.${ending}`),
    );
    expect(readFileSync(scratch.at('out', 'talk.wav')).equals(readFileSync(scratch.at('talk.wav')))).toBe(true);
    const events = jsonLines(result.stderr).map((line) => line['event']);
    expect(events).toContain('download-started');
    expect(events).toContain('download');
    expect(events).toContain('done');
  });

  it.skipIf(noYtdlp !== undefined)(
    'keeps where a recording came from, and takes its captions for subtitles',
    async () => {
      const out = scratch.at('captioned');
      const url = `${server.url}/page.html`;
      writeFileSync(scratch.at('urls.txt'), `# one page\n${url}\n${url}\n`);
      const wish = ['--preset', 'demo', '-o', out, '-f', 'json,srt,chapters', '--captions-from', 'en', '-q'];
      const result = await run('transcribe', 'urls.txt', ...local, ...wish);
      expect(result.stdout + result.stderr).not.toContain('FAILED');
      expect(result.code).toBe(0);
      const document = JSON.parse(readFileSync(join(out, 'A talk (1).json'), 'utf8')) as VoxlaneDocument;
      expect(document.source).toEqual({ url, title: 'A talk (1)', extractor: 'HTML5MediaEmbed' });
      expect(document.cues.map((cue) => cue.lines)).toEqual([['Written by hand']]);
      expect(document.provenance.at(-1)).toMatchObject({
        stage: 'captions',
        options: { language: 'en', format: 'vtt' },
      });
      expect(readFileSync(join(out, 'A talk (1).srt'), 'utf8')).toContain('Written by hand');
      expect(readFileSync(join(out, 'A talk (1).chapters.vtt'), 'utf8')).toBe('WEBVTT\n');

      // Later, from the file alone, with chapters that someone gave it.
      const sidecar = join(out, 'A talk (1).source.json');
      const described = JSON.parse(readFileSync(sidecar, 'utf8'));
      const chapters = [{ startMs: 0, endMs: 3000, title: 'Opening' }];
      writeFileSync(sidecar, JSON.stringify({ ...described, chapters }));
      const again = ['transcribe', join(out, 'A talk (1).wav'), '--preset', 'demo', '-f', 'json,chapters'];
      expect((await run(...again, '-q')).code).toBe(0);
      expect(JSON.parse(readFileSync(join(out, 'A talk (1).json'), 'utf8'))).toMatchObject({
        source: { url },
        chapters,
      });
      expect(readFileSync(join(out, 'A talk (1).chapters.vtt'), 'utf8')).toContain('Opening');

      writeFileSync(sidecar, '{"schema":1,');
      const damaged = await run(...again, '--captions-from', 'fr', '--jsonl');
      expect(damaged.code).toBe(0);
      const alerts = jsonLines(damaged.stderr).flatMap((line) =>
        line['event'] === 'alert' ? [(line['alert'] as { code: string }).code] : [],
      );
      expect(alerts).toEqual(expect.arrayContaining(['source-description-damaged', 'captions-missing']));
      expect(JSON.parse(readFileSync(join(out, 'A talk (1).json'), 'utf8'))).not.toHaveProperty('source');
    },
  );

  it('refuses captions that are not there, and one file for several recordings', async () => {
    writeFileSync(scratch.at('mine.srt'), '1\n00:00:00,000 --> 00:00:01,000\nHi\n');
    const missing = await run('transcribe', 'talk.wav', '--captions-from', 'no such.srt');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('language code');
    const several = await run('transcribe', 'talk.wav', 'other.wav', '--captions-from', 'mine.srt');
    expect(several.code).toBe(2);
    expect(several.stderr).toContain('for one recording');
  });

  it.skipIf(noYtdlp !== undefined || !canMount)(
    'names a full disk and continues with space, and a folder that may not be written in (needs unshare)',
    async () => {
      const mount = scratch.at('small');
      mkdirSync(mount);
      const script = [
        'mount -t tmpfs -o size=100k none "$SMALL"',
        '"$@" "$ADDRESS"; echo "code $?"; ls -A "$SMALL" | sed "s/-[0-9a-f]*$/-ID/"; ls "$SMALL"/.voxlane-*',
        'mount -o remount,size=8m "$SMALL"',
        '"$@" "$ADDRESS"; echo "code $?"; ls -A "$SMALL"; cmp "$EXPECTED" "$SMALL/talk.wav" && echo same',
        'mount -o remount,ro "$SMALL"',
        '"$@" "$OTHER"; echo "code $?"; ls -A "$SMALL"',
      ].join('\n');
      const command = [process.execPath, repoPath('bin/voxlane.mjs'), 'download', ...local, '-q', '-o', mount];
      const child = spawn('unshare', ['-rm', 'sh', '-c', script, 'sh', ...command], {
        env: {
          ...process.env,
          ...env,
          SMALL: mount,
          ADDRESS: `${server.url}/a/talk.wav`,
          OTHER: `${server.url}/page.html`,
          EXPECTED: scratch.at('talk.wav'),
        },
      });
      let output = '';
      child.stdout.on('data', (text: Buffer) => (output += text.toString()));
      child.stderr.on('data', (text: Buffer) => (output += text.toString()));
      await new Promise((resolve) => child.on('close', resolve));
      expect(output).toMatch(/FAILED .*\[disk-full\].*\ncode 1\n\.voxlane-ID\n[0-9a-f]+\.wav\.part\nrecording\.json\n/);
      expect(output).toMatch(/OK .*talk\.wav.*\ncode 0\ntalk\.source\.json\ntalk\.wav\nsame\n/);
      expect(output).toMatch(/FAILED .*\[output-failed\].*\ncode [13]\ntalk\.source\.json\ntalk\.wav\n$/);
    },
  );

  it.skipIf(noYtdlp !== undefined)(
    'keeps both of two recordings of one name that two processes fetch at once',
    async () => {
      const out = scratch.at('both');
      const fetch = (path: string) => run('download', `${server.url}${path}`, ...local, '-q', '-o', out);
      const results = await Promise.all([fetch('/a/talk.wav'), fetch('/b/talk.wav'), fetch('/a/talk.wav')]);
      expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
      expect(readdirSync(out).sort()).toEqual(['talk-2.source.json', 'talk-2.wav', 'talk.source.json', 'talk.wav']);
      const sizes = ['talk.wav', 'talk-2.wav'].map((name) => readFileSync(join(out, name)).length);
      expect(sizes.sort((a, b) => a - b)).toEqual(
        [scratch.at('short.wav'), scratch.at('talk.wav')].map((path) => readFileSync(path).length),
      );
    },
  );

  it.skipIf(noYtdlp !== undefined)('stops a download on Ctrl-C within two seconds and leaves no child', async () => {
    const out = scratch.at('stopped');
    const url = `${server.url}/slow/talk.wav`;
    const started = startCli(['download', url, ...local, '-o', out, '--jsonl'], { cwd: scratch.path, env });
    let sentAt = 0;
    started.onJsonLine((line) => {
      if (sentAt > 0 || !line.includes('"event":"download"')) return;
      sentAt = performance.now();
      started.process.kill('SIGINT');
    });
    const result = await started.result;
    expect(sentAt).toBeGreaterThan(0);
    expect(performance.now() - sentAt).toBeLessThan(2200);
    expect(result.code).toBe(130);
    expect(processesWith(url)).toEqual([]);
    expect(existsSync(scratch.at('stopped', 'talk.wav'))).toBe(false);
  });
});
