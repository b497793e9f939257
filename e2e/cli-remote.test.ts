import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { audioFixture, readTruth } from '../tests/support/fixtures.ts';
import { type CliResult, runCli } from '../tests/support/run-cli.ts';
import { type SpeechHost, startSpeechHost } from '../tests/support/speech-host.ts';

const ID = 'digits-mono-20s';
const KEY = 'sk-canary-0123456789';
let host: SpeechHost;
let folder: string;

beforeAll(async () => {
  host = await startSpeechHost(ID);
});
afterAll(() => host.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voxlane-remote-'));
  host.requests.length = 0;
  host.key = KEY;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function run(...args: readonly string[]): Promise<CliResult> {
  const env = {
    VOXLANE_HOME: join(folder, 'home'),
    VOXLANE_CACHE: join(folder, 'cache'),
    VOXLANE_ASR_URL: host.url,
    VOXLANE_ASR_KEY: KEY,
  };
  return runCli(args, { cwd: folder, env });
}

/** The key is in nothing that was printed or written. */
async function expectNoKey({ stdout, stderr }: CliResult): Promise<void> {
  expect(stdout + stderr).not.toContain(KEY);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      expect((await readFile(join(entry.parentPath, entry.name))).includes(KEY), entry.name).toBe(false);
}

async function wordsWritten(): Promise<string[]> {
  const { words } = JSON.parse(await readFile(join(folder, `${ID}.json`), 'utf8')) as { words: { text: string }[] };
  return words.map(({ text }) => text);
}

const truth = readTruth(ID).words.map(({ word }) => word);
const recording = audioFixture(`${ID}.flac`);
/** English words alone, into a folder. */
const wordsInto = (out: string): string[] => ['--skip', 'diarize', '--language', 'en', '--out', out];

describe('a speech server, by the command', () => {
  it('recognises, is named before, and its key is nowhere', async () => {
    const result = await run('transcribe', recording, '--jsonl', ...wordsInto(folder), '--formats', 'json,txt');
    expect(result.code, result.stderr).toBe(0);
    expect(result.stderr.split('\n')[0]).toContain(new URL(host.url).host);
    expect(await wordsWritten()).toEqual(truth);
    expect(host.requests.length).toBeGreaterThan(0);
    await expectNoKey(result);
  });

  it('recognises in the queue, whose files hold no key', async () => {
    const added = await run('queue', 'add', recording, ...wordsInto(folder), '--formats', 'json');
    expect(added.code, added.stderr).toBe(0);
    await expectNoKey(added);
    const ran = await run('queue', 'run', '--once');
    expect(ran.code, ran.stderr).toBe(0);
    expect(await wordsWritten()).toEqual(truth);
    await expectNoKey(ran);
  });

  it('that refuses the key is left for the model of this computer', async () => {
    host.key = 'another';
    const result = await run(
      'transcribe',
      recording,
      '--jsonl',
      '--preset',
      'demo',
      '--out',
      folder,
      '--formats',
      'json',
    );
    expect(result.code, result.stderr).toBe(0);
    expect(result.stderr).toContain('refused the key (401)');
    const document = JSON.parse(await readFile(join(folder, `${ID}.json`), 'utf8')) as { words: { engine: string }[] };
    expect(new Set(document.words.map(({ engine }) => engine))).toEqual(new Set(['whisper-digits']));
    await expectNoKey(result);
  });

  it('on another computer gets nothing unless somebody agreed', async () => {
    const asked = await run('transcribe', recording, '--asr-url', 'https://asr.example.org');
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('asr.example.org');
    expect((await run('transcribe', recording, '--asr-url', 'http://asr.example.org', '--yes')).code).toBe(2);
  });
});
