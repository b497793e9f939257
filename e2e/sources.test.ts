import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoopbackServer, servedFile, startLoopbackServer } from '../tests/sources/loopback-server.ts';
import { jsonLines, runCli, startCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeShortWav } from '../tests/support/short-wav.ts';

const noYtdlp = spawnSync('yt-dlp', ['--version']).status === 0 ? undefined : 'yt-dlp is not on PATH';
if (noYtdlp !== undefined) console.warn(`e2e/sources is skipped: ${noYtdlp}`);

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
    server = await startLoopbackServer({
      '/a/talk.wav': servedFile(scratch.at('talk.wav'), 'audio/x-wav'),
      '/slow/talk.wav': servedFile(scratch.at('talk.wav'), 'audio/x-wav', 20_000),
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
