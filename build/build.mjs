// Builds dist/: compiled sources, the page, and the speech detector's model from its package (not committed, see docs/adr/0008).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleCommand } from './bundle-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const compiled = spawnSync(process.execPath, [tsc, '-b', 'tsconfig.node.json'], { cwd: root, stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

await bundleCommand(root);

const bundler = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const bundled = spawnSync(process.execPath, [bundler, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' });
if (bundled.status !== 0) process.exit(bundled.status ?? 1);

const source = join(root, 'node_modules', '@ricky0123', 'vad-web', 'dist', 'silero_vad_v6.onnx');
const target = join(root, 'dist', 'models', 'silero-vad-v6');
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
copyFileSync(source, join(target, 'model.onnx'));
const bytes = readFileSync(source);
writeFileSync(
  join(target, 'manifest.json'),
  `${JSON.stringify(
    {
      schema: 1,
      id: 'silero-vad-v6',
      name: 'Silero VAD v6',
      task: 'vad',
      layout: 'silero-vad-onnx',
      fixture: false,
      licence: 'MIT',
      attribution: 'Silero Team; ONNX file as packaged in @ricky0123/vad-web',
      languages: [],
      files: [{ path: 'model.onnx', bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }],
      signature: { inputs: ['input', 'state', 'sr'], outputs: ['output', 'stateN'] },
    },
    null,
    2,
  )}\n`,
);
writeFileSync(join(root, 'dist', '.built'), '');
