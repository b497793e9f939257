import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoopbackServer, type Page, servedFile, startLoopbackServer } from '../tests/sources/loopback-server.ts';
import { jsonLines, runCli, startCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeShortWav } from '../tests/support/short-wav.ts';

const noYtdlp = spawnSync('yt-dlp', ['--version']).status === 0 ? undefined : 'yt-dlp is not on PATH';
if (noYtdlp !== undefined) console.warn(`e2e/queue-sources is skipped: ${noYtdlp}`);

interface Job {
  readonly path: string;
  readonly url?: string;
  readonly title?: string;
  readonly state: string;
  readonly attempt: number;
  readonly error?: { readonly code: string };
}

describe.skipIf(noYtdlp !== undefined)('web addresses in the queue', () => {
  const scratch = scratchFolder();
  const local = ['--allow-local-network', '--allow-old-ytdlp', '--preset', 'demo', '-f', 'srt,json'];
  let server: LoopbackServer;
  let isThere = false;
  const envOf = (library: string) => ({
    VOXLANE_HOME: scratch.at(library),
    VOXLANE_CACHE: scratch.at('cache'),
    VOXLANE_MODELS: scratch.at('models'),
    VOXLANE_TOOLS: scratch.at('tools'),
  });
  const run = (library: string, ...args: string[]) => runCli(args, { cwd: scratch.path, env: envOf(library) });
  const jobsOf = async (library: string): Promise<Job[]> =>
    (JSON.parse((await run(library, 'queue', 'list', '--json')).stdout) as { jobs: Job[] }).jobs;

  beforeAll(async () => {
    writeShortWav(scratch.at('talk.wav'), 6);
    writeShortWav(scratch.at('second.wav'), 8);
    server = await startLoopbackServer({
      '/a/talk.wav': servedFile(scratch.at('talk.wav'), 'audio/x-wav'),
      '/b/second.wav': servedFile(scratch.at('second.wav'), 'audio/x-wav'),
      '/slow/talk.wav': servedFile(scratch.at('talk.wav'), 'audio/x-wav', 60_000),
      '/late.wav': (request, response) => {
        if (isThere) servedFile(scratch.at('second.wav'), 'audio/x-wav')(request, response);
        else response.writeHead(404).end();
      },
      '/late.xml': feedOf(['First part', '/a/talk.wav'], ['Late part', '/late.wav']),
      '/feed.xml': feedOf(['First part', '/a/talk.wav'], ['Second part', '/b/second.wav']),
    });
  });
  afterAll(() => server.close());

  it('refuses what the network policy forbids before anything is queued', async () => {
    const added = await run('refused', 'queue', 'add', `${server.url}/a/talk.wav`, '--preset', 'demo');
    expect([added.code, added.stdout.includes('[source-refused]')]).toEqual([3, true]);
    expect(await jobsOf('refused')).toEqual([]);
  });

  it('queues a list of addresses and files, downloads while it transcribes, and fails only what is missing', async () => {
    const list = scratch.at('list.txt');
    writeFileSync(list, `${server.url}/a/talk.wav\nsecond.wav\n${server.url}/nothing.mp4\n`);
    const out = scratch.at('out-list');
    expect((await run('list', 'queue', 'add', list, ...local, '-o', out)).code).toBe(0);
    const ran = await run('list', 'queue', 'run', '--once', '--jsonl');
    expect(ran.code).toBe(5);
    const jobs = await jobsOf('list');
    expect(jobs.map((job) => [job.state, job.error?.code])).toEqual([
      ['done', undefined],
      ['done', undefined],
      ['failed', 'source-failed'],
    ]);
    expect(jobs[0]).toMatchObject({ url: `${server.url}/a/talk.wav`, title: 'talk', attempt: 1 });
    expect(readdirSync(out).sort()).toEqual(
      ['second.json', 'second.srt', 'talk.json', 'talk.source.json', 'talk.srt', 'talk.wav'].sort(),
    );
    const document = JSON.parse(readFileSync(scratch.at('out-list', 'talk.json'), 'utf8')) as { source?: object };
    expect(document.source).toMatchObject({ url: `${server.url}/a/talk.wav`, title: 'talk' });
    const events = jsonLines(ran.stderr).map((line) => line['event']);
    expect(events).toContain('download');
    expect(events).toContain('fetched');
  });

  it('makes a job of each recording of a feed, also in a dry run', async () => {
    const feed = `${server.url}/feed.xml`;
    const dry = await run('feed', 'batch', feed, '--dry-run', '--playlist', ...local);
    expect(dry.stdout).toContain('2 of 2 would run');
    expect((await run('feed', 'queue', 'add', feed, '--playlist', ...local, '-o', scratch.at('out-feed'))).code).toBe(
      0,
    );
    expect((await jobsOf('feed')).map((job) => job.title)).toEqual(['First part', 'Second part']);
    expect((await run('feed', 'queue', 'run', '--once', '-q')).code).toBe(0);
    expect(
      readdirSync(scratch.at('out-feed'))
        .filter((name) => name.endsWith('.srt'))
        .sort(),
    ).toEqual(['First part.srt', 'Second part.srt']);
    const whole = await run('whole', 'queue', 'add', feed, ...local, '-o', scratch.at('out-whole'));
    expect(whole.code).toBe(0);
    await run('whole', 'queue', 'run', '--once', '-q');
    expect((await jobsOf('whole'))[0]).toMatchObject({ state: 'failed', error: { code: 'source-refused' } });
  });

  it('runs the entries of a list that failed again, and only those', async () => {
    const out = scratch.at('out-late');
    const failed = scratch.at('failed.json');
    const args = [...local, '-o', out, '--failed', failed, '-q'];
    const first = await run('late', 'batch', `${server.url}/late.xml`, '--playlist', ...args);
    expect([first.code, first.stdout.includes('1 of 2 done, 1 failed.')]).toEqual([5, true]);
    const list = JSON.parse(readFileSync(failed, 'utf8')) as { inputs: { source: { title: string } }[] };
    expect(list.inputs.map(({ source }) => source.title)).toEqual(['Late part']);
    isThere = true;
    const again = await run('late', 'batch', failed, ...args);
    expect([again.code, again.stdout.match(/^OK /gm)]).toEqual([0, ['OK ']]);
    expect(
      readdirSync(out)
        .filter((name) => name.endsWith('.srt'))
        .sort(),
    ).toEqual(['First part.srt', 'Late part.srt']);
  });

  it('continues a download that kill -9 of the owner cut, to the same bytes', async () => {
    const out = scratch.at('out-cut');
    expect((await run('cut', 'queue', 'add', `${server.url}/slow/talk.wav`, ...local, '-o', out)).code).toBe(0);
    const running = startCli(['queue', 'run', '--once', '--jsonl'], { cwd: scratch.path, env: envOf('cut') });
    running.onJsonLine((line) => {
      const { event, downloadedBytes = 0 } = JSON.parse(line) as { event: string; downloadedBytes?: number };
      if (event === 'download' && downloadedBytes > 60_000) running.process.kill('SIGKILL');
    });
    expect((await running.result).signal).toBe('SIGKILL');
    expect((await jobsOf('cut'))[0]).toMatchObject({ state: 'queued', attempt: 0 });
    expect((await run('cut', 'queue', 'run', '--once', '-q')).code).toBe(0);
    expect(readFileSync(scratch.at('out-cut', 'talk.wav')).equals(readFileSync(scratch.at('talk.wav')))).toBe(true);
    expect((await jobsOf('cut'))[0]).toMatchObject({ state: 'done', attempt: 1 });
    const ranges = server.requests.filter(({ path }) => path === '/slow/talk.wav').map(({ range }) => range);
    expect(ranges.some((range) => Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0) > 30_000)).toBe(true);
  });
});

/** A feed of recordings, each with its title and the path of its file. */
function feedOf(...items: readonly (readonly [title: string, path: string])[]): Page {
  return (request, response) => {
    const base = `http://${request.headers.host ?? ''}`;
    const entries = items.map(
      ([title, path]) =>
        `<item><title>${title}</title><link>${base}${path}</link><enclosure url="${base}${path}" type="audio/x-wav"/></item>`,
    );
    response
      .writeHead(200, { 'content-type': 'application/rss+xml' })
      .end(`<?xml version="1.0"?><rss version="2.0"><channel><title>Show</title>${entries.join('')}</channel></rss>`);
  };
}
