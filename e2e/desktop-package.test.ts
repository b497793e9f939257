import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { beforeAll, describe, expect, it } from 'vitest';
import { startDesktop } from '../tests/support/electron-stand-in/start-desktop.ts';
import { audioFixture, repoPath } from '../tests/support/fixtures.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { call, drop } from '../tests/shell/support.ts';
import { standInDist } from '../tests/support/electron-stand-in/dist.ts';

const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };

/** Every fuse of the wire, in its order. */
const FUSES = [
  ...['runAsNode', 'cookieEncryption', 'nodeOptions', 'inspectArguments'],
  ...['asarIntegrity', 'onlyLoadFromAsar', 'v8Snapshot', 'filePrivileges'],
];

describe('a package of the app', () => {
  const scratch = scratchFolder();
  let inside: string[] = [];
  let beside: string[] = [];
  const resources = (): string => scratch.at('out', 'linux-unpacked', 'resources');

  beforeAll(() => {
    standInDist(scratch.at('dist'), version);
    const builder = repoPath('node_modules/electron-builder/out/cli/cli.js');
    const settings = [`-c.electronDist=${scratch.at('dist')}`, `-c.directories.output=${scratch.at('out')}`];
    const args = ['--config', 'build/electron-builder.yml', '--dir', '--linux', '--x64', '--publish', 'never'];
    execFileSync(process.execPath, [builder, ...args, ...settings], {
      cwd: repoPath('.'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    inside = listPackage(join(resources(), 'app.asar'), { isPack: false }).map((path) => path.replaceAll('\\', '/'));
    beside = readdirSync(join(resources(), 'app.asar.unpacked'), { recursive: true }).map(String);
  });

  it('holds what the app needs', () => {
    expect(inside).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/LICENSE',
        '/dist/desktop/main.js',
        '/dist/preload/preload.cjs',
        '/dist/renderer/index.html',
        '/dist/workers/utility.js',
        '/dist/platform/secrets/keychain-child.js',
        '/dist/workers/llm-utility.js',
        '/node_modules/node-llama-cpp/dist/index.js',
        '/node_modules/node-llama-cpp/llama/llama.cpp.info.json',
        '/node_modules/zod/package.json',
        '/resources/icons/icon.png',
      ]),
    );
    expect(beside).toEqual(
      expect.arrayContaining([
        'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node',
        'node_modules/transcribe-cpp/dist/index.js',
        'node_modules/@transcribe-cpp/linux-x64-cpu-vulkan/contract.json',
        'node_modules/@transcribe-cpp/linux-x64-cpu-vulkan/libtranscribe.so',
        'node_modules/@transcribe-cpp/linux-x64-cpu-vulkan/libggml-vulkan.so',
        'node_modules/@koromix/koffi-linux-x64/linux_x64/koffi.node',
        'node_modules/@node-llama-cpp/linux-x64/bins/linux-x64/llama-addon.node',
        'node_modules/@node-llama-cpp/linux-x64-vulkan/bins/linux-x64-vulkan/llama-addon.node',
        'dist/models/silero-vad-v6/model.onnx',
        'resources/models/catalogue.json',
        'resources/models/device-probe.onnx',
      ]),
    );
  });

  it('holds no foreign programs, no sources, no tests, and nothing of other hosts', () => {
    const files = [...inside, ...beside];
    const unwanted =
      /napi-v6\/(?:darwin|win32|linux\/arm64)|linux-arm64\/bins|gitRelease\.bundle|onnxruntime-web|\/node-(?:linux|win)-|\.map$|\.d\.[cm]?ts$/;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
    expect(files.filter((file) => /^\/?(?:src|tests|e2e|bench|docs|build|bin)\//.test(file))).toEqual([]);
    expect(files.filter((file) => /node_modules\/(?:electron|typescript|vite|fastify|ws|react)\//.test(file))).toEqual(
      [],
    );
    expect(files.filter((file) => /\.(?:dll|dylib|exe|bat|cmd|sh)$/.test(file))).toEqual([]);
  });

  it('has every fuse in the state that was decided', () => {
    const program = readFileSync(scratch.at('out', 'linux-unpacked', 'voxlane'), 'latin1');
    // Behind the mark: version of the wire, number of fuses, one character a fuse.
    const [, wire = ''] = program.split('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
    expect([wire.charCodeAt(0), wire.charCodeAt(1)]).toEqual([1, FUSES.length]);
    const states = wire.slice(2, 2 + FUSES.length);
    expect(Object.fromEntries(FUSES.map((name, index) => [name, states[index]]))).toEqual({
      runAsNode: '0',
      cookieEncryption: '1',
      nodeOptions: '0',
      inspectArguments: '0',
      asarIntegrity: '1',
      onlyLoadFromAsar: '1',
      v8Snapshot: '0',
      filePrivileges: '0',
    });
  });

  it('loads the library for GGUF models from beside the archive', () => {
    const archive = scratch.at('place', 'app.asar');
    extractAll(join(resources(), 'app.asar'), archive);
    cpSync(join(resources(), 'app.asar.unpacked'), `${archive}.unpacked`, { recursive: true });
    // What lies in the archive can be read, but not be loaded by the system.
    for (const native of ['@transcribe-cpp', '@koromix', 'koffi'])
      rmSync(join(archive, 'node_modules', native), { recursive: true });
    const answer = execFileSync(process.execPath, [join(archive, 'dist', 'platform', 'gguf', 'probe-child.js')]);
    expect(JSON.parse(answer.toString())).toMatchObject({
      kind: 'works',
      devices: expect.arrayContaining([expect.objectContaining({ kind: 'cpu' })]) as unknown,
    });
  });

  it('runs from its own files alone, with the engine in it', async () => {
    extractAll(join(resources(), 'app.asar'), scratch.at('app'));
    expect(existsSync(scratch.at('app', 'node_modules', 'vitest'))).toBe(false);
    const desktop = await startDesktop({ home: scratch.at('home'), app: scratch.at('app'), packaged: true });
    try {
      const findings = await call(desktop, 'system.doctor', { modelFolders: [] });
      expect(JSON.stringify(findings)).toContain('ONNX Runtime');
      expect(findings).toMatchObject({
        value: expect.arrayContaining([expect.objectContaining({ name: 'GGUF models', state: 'ok' })]) as unknown,
      });
      expect((await desktop.evaluate((stand) => stand.fetch('voxlane://app/index.html'))).status).toBe(200);
      const recording = audioFixture('digits-mono-20s.flac');
      await drop(desktop, recording);
      const wish = { modelFolders: [], preset: 'demo', options: {}, formats: ['srt'] };
      const input = { inputs: [recording], folder: scratch.at('home', 'downloads'), wish, sources: { maxBytes: 1 } };
      const planned = await call(desktop, 'queue.plan', input);
      if (!planned.ok) throw new Error(JSON.stringify(planned.error));
      const jobs = (planned.value as readonly { readonly job: unknown }[]).map(({ job }) => job);
      const added = await call(desktop, 'queue.add', { priority: 0, jobs });
      expect(added).toMatchObject({ ok: true });
      await desktop.until(async (stand) => {
        const { value } = (await stand.bridge()['call']?.('queue.list', {})) as {
          value: { jobs: { state: string }[] };
        };
        if (value.jobs[0]?.state === 'failed') throw new Error(JSON.stringify(value.jobs[0]));
        return value.jobs[0]?.state === 'done';
      });
      expect(readFileSync(scratch.at('home', 'downloads', 'digits-mono-20s.srt'), 'utf8')).toMatch(/^1\n/);
    } finally {
      await desktop.kill();
    }
  });
});
