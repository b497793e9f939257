import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { bundledModel, repoPath } from '../tests/support/fixtures.ts';
import { modelServer } from '../tests/support/model-server.ts';
import { runCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';

const CANARY = 'hf_canary_7f3a9c51d2';
const FILE = 'org/gated/resolve/main/model.onnx';
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const hasKeychain = has('dbus-run-session') && has('gnome-keyring-daemon');

describe('voxlane keys', () => {
  const scratch = scratchFolder();
  const server = modelServer();
  let count = 0;
  let env: Record<string, string> = {};
  let home = '';

  beforeEach(() => {
    home = scratch.at(`home-${++count}`);
    mkdirSync(join(home, '.cache'), { recursive: true });
    const model = {
      id: 'gated',
      name: 'Gated',
      task: 'embedding',
      layout: 'wespeaker-onnx',
      repository: 'org/gated',
      files: [{ path: 'model.onnx' }],
      licence: 'MIT',
      gated: true,
    };
    writeFileSync(join(home, 'catalogue.json'), JSON.stringify({ schema: 1, models: [model] }));
    env = {
      HOME: home,
      XDG_DATA_HOME: '',
      XDG_CACHE_HOME: '',
      XDG_RUNTIME_DIR: '',
      // No keychain of whoever runs the tests.
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/no/such/bus',
      HF_TOKEN: '',
      VOXLANE_HF_TOKEN: '',
      HF_ENDPOINT: server.url,
      VOXLANE_CATALOGUE: join(home, 'catalogue.json'),
      VOXLANE_MODELS: join(home, 'models'),
      VOXLANE_CACHE: join(home, 'cache'),
    };
    server.files.set(FILE, readFileSync(bundledModel('speaker-embedding-small/model.onnx')));
  });

  it('a token from the environment gets a gated model and appears nowhere else', async () => {
    server.faults.set(FILE, { token: CANARY, delayMs: 400 });
    const watch = watchCommandLines();
    const list = await runCli(['keys', 'list'], { env: { ...env, HF_TOKEN: CANARY } });
    const pull = await runCli(['models', 'pull', 'gated', '--jsonl'], { env: { ...env, HF_TOKEN: CANARY } });
    expect(watch.stop()).toEqual([]);
    expect(pull).toMatchObject({ code: 0 });
    expect(list.stdout).toMatch(/huggingface .*from HF_TOKEN in the environment/);
    for (const text of [list.stdout, list.stderr, pull.stdout, pull.stderr]) expect(text).not.toContain(CANARY);
    expect(filesWith(home)).toEqual([]);
  });

  it('a refused pull names the ways to give a token, and keeps one that is wrong to itself', async () => {
    server.faults.set(FILE, { token: 'another' });
    const without = await runCli(['models', 'pull', 'gated'], { env });
    expect(without.code).toBe(4);
    expect(without.stdout).toMatch(/\[access-denied\].*keychain cannot be read.*`voxlane keys set huggingface`/s);
    const wrong = await runCli(['models', 'pull', 'gated'], { env: { ...env, HF_TOKEN: CANARY } });
    expect(wrong.stdout).toMatch(/the account of your token/);
    expect(wrong.stdout + wrong.stderr).not.toContain(CANARY);
    expect(filesWith(home)).toEqual([]);
  });

  it('never takes a token from the command line, and does not repeat it', async () => {
    for (const args of [['huggingface', CANARY], [CANARY]]) {
      const run = await runCli(['keys', 'set', ...args], { env });
      expect(run.code).toBe(2);
      expect(run.stdout + run.stderr).not.toContain(CANARY);
    }
  });

  it.skipIf(!hasKeychain)(
    'a token in the keychain gets a gated model and appears nowhere else (needs dbus and gnome-keyring)',
    async () => {
      server.faults.set(FILE, { token: CANARY, delayMs: 400 });
      writeFileSync(scratch.at('token'), `${CANARY}\n`);
      const script = [
        'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1',
        '"$@" keys set huggingface <"$TOKEN_FILE"',
        '"$@" keys list',
        '"$@" models pull gated -q',
        '"$@" keys remove huggingface',
        '"$@" keys list',
      ].join('\n');
      const watch = watchCommandLines();
      const output = await inSession(script, { ...env, TOKEN_FILE: scratch.at('token') });
      expect(watch.stop()).toEqual([]);
      expect(output).toMatch(
        /stored in the keychain\nNAME.*\nhuggingface .*in the keychain\n(?:.* none\n)*OK {6}gated: .* installed/,
      );
      expect(output).toMatch(/removed from the keychain\nNAME.*\nhuggingface .*none\n/);
      expect(output).not.toContain(CANARY);
      expect(filesWith(home)).toEqual([]);
      expect(server.requests.filter((request) => request.authorization !== undefined).length).toBeGreaterThan(0);
    },
  );

  /** Files below a folder that hold the token. The keychain's own file is encrypted and must not either. */
  function filesWith(folder: string): string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => join(item.parentPath, item.name))
      .filter((path) => readFileSync(path).includes(CANARY));
  }
});

/** Looks at the command lines of all processes again and again; `stop` returns those that held the token. */
function watchCommandLines(): { stop(): string[] } {
  const seen = new Set<string>();
  let looks = 0;
  const look = (): void => {
    looks++;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        if (line.includes(CANARY)) seen.add(line);
      } catch {
        // The process ended meanwhile.
      }
    }
  };
  const timer = setInterval(look, 25);
  return {
    stop() {
      clearInterval(timer);
      expect(looks).toBeGreaterThan(5);
      return [...seen];
    },
  };
}

function inSession(script: string, env: Record<string, string>): Promise<string> {
  const session = { ...process.env, ...env };
  for (const name of ['DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR', 'XDG_DATA_HOME', 'XDG_CACHE_HOME'])
    delete session[name];
  const command = [process.execPath, repoPath('bin/voxlane.mjs')];
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', script, 'sh', ...command], { env: session });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  return new Promise((resolve) => child.on('close', () => resolve(output)));
}
