import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { repoPath } from '../tests/support/fixtures.ts';
import { scratchFolder } from '../tests/support/scratch.ts';

/** A Node older than the product needs, when the machine has one: the launcher must cope with it. */
function findOldNode(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  for (const folder of folders) {
    const node = join(folder, 'node');
    if (!existsSync(node)) continue;
    const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    return Number(version.split('.')[0]) < 22 ? node : undefined;
  }
  return undefined;
}

describe('the npm package', () => {
  const scratch = scratchFolder();
  const npm = (args: readonly string[], cwd: string): string =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(() => {
    // It would build anew what other suites run meanwhile.
    const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch.path];
    const report = JSON.parse(npm(pack, repoPath('.'))) as unknown;
    writeFileSync(scratch.at('report.json'), JSON.stringify(report));
    const tarball = readdirSync(scratch.path).find((name) => name.endsWith('.tgz')) ?? '';
    npm(['init', '-y'], scratch.path);
    npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', scratch.at(tarball)], scratch.path);
  });

  const voxlane = (node: string, args: readonly string[]): string =>
    execFileSync(node, [scratch.at('node_modules', 'voxlane', 'bin', 'voxlane.mjs'), ...args], {
      cwd: scratch.path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, VOXLANE_CACHE: scratch.at('cache') },
    });

  it('is built before it is packed', () => {
    const { scripts } = JSON.parse(readFileSync(repoPath('package.json'), 'utf8')) as {
      scripts: Readonly<Record<string, string>>;
    };
    expect(scripts['build']).toBeDefined();
    expect(scripts['prepack']).toBe(scripts['build']);
  });

  it('holds no sources, tests or maps of this machine', () => {
    const files = readdirSync(scratch.at('node_modules', 'voxlane'), { recursive: true }).map(String);
    expect(files.filter((file) => /^(src|tests|e2e|bench|docs)\b|\.test\./.test(file))).toEqual([]);
    expect(files).toContain(join('dist', 'models', 'silero-vad-v6', 'model.onnx'));
  });

  it('runs demo and doctor from an empty folder', () => {
    expect(voxlane(process.execPath, ['demo', '-q'])).toContain('Speaker 2: ');
    expect(readFileSync(scratch.at('voxlane-output', 'two-speakers.srt'), 'utf8')).toMatch(/^1\n/);
    const doctor = voxlane(process.execPath, ['doctor']);
    expect(doctor).toContain('ONNX Runtime');
    expect(doctor).toMatch(/GGUF models\s+transcribe\.cpp/);
  });

  const oldNode = findOldNode();
  it.skipIf(oldNode === undefined)('runs under an old Node by handing over to the packaged one', () => {
    expect(voxlane(oldNode ?? '', ['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
