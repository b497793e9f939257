#!/usr/bin/env node
// Starts the Voxlane command. Written for any Node from 18 on: it finds a Node new enough for the rest, builds a source
// checkout that was not built yet, and hands over. It holds no logic of its own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const MINIMUM = [22, 12];
const root = fileURLToPath(new URL('..', import.meta.url));
const entry = join(root, 'dist', 'cli', 'main.js');

function newEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

/** The Node binary that npm installed beside us, on platforms that have one as a package. */
function packagedNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

function newestChange(folder) {
  let newest = 0;
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) newest = Math.max(newest, newestChange(path));
    else if (path.endsWith('.ts') && !path.endsWith('.test.ts')) newest = Math.max(newest, statSync(path).mtimeMs);
  }
  return newest;
}

/** True in a source checkout whose dist/ is absent or older than the sources. An installed package has no src/. */
function needsBuild() {
  if (!existsSync(join(root, 'src'))) return false;
  const stamp = join(root, 'dist', '.built');
  return !existsSync(stamp) || !existsSync(entry) || statSync(stamp).mtimeMs < newestChange(join(root, 'src'));
}

/**
 * `npm run voxlane` (or `demo`) from a subfolder or with --prefix moves to the project's root; the paths a user typed are
 * meant from where the user stands, which npm keeps in INIT_CWD.
 */
function returnToCaller() {
  const { INIT_CWD, npm_lifecycle_event: script, npm_package_json: manifest } = process.env;
  if (!INIT_CWD || !manifest || !['voxlane', 'demo'].includes(script) || !existsSync(manifest)) return;
  const home = realpathSync(root);
  if (realpathSync(dirname(manifest)) === home && realpathSync(process.cwd()) === home) process.chdir(INIT_CWD);
}

/**
 * Where Node keeps what it compiled, so that the next start need not do it again: in the folder of src/platform/storage/
 * folders.ts, never in a shared temporary one, since whoever writes there decides what runs. A folder that cannot be
 * used is no fault.
 */
function compiledFolder() {
  const { VOXLANE_CACHE, LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (VOXLANE_CACHE) return join(resolve(VOXLANE_CACHE), 'compiled');
  const home = homedir();
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'voxlane', 'cache', 'compiled');
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'voxlane', 'compiled');
  return join(XDG_CACHE_HOME ?? join(home, '.cache'), 'voxlane', 'compiled');
}

/** One at a time: Node's own way does not end where nothing can be made, as below /proc. */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function keepCompiled() {
  try {
    const folder = compiledFolder();
    makeFolder(folder);
    module.enableCompileCache(folder);
  } catch {
    // It only starts more slowly.
  }
}

const node = newEnough(process.versions.node) ? process.execPath : packagedNode();
if (node === undefined) {
  process.stderr.write(
    `Voxlane needs Node ${MINIMUM.join('.')} or newer; this is ${process.version}. ` +
      'Nothing was run. Install a newer Node, or run `npm ci` without --omit=optional in this folder.\n',
  );
  process.exit(1);
}

if (node === process.execPath) {
  if (needsBuild()) {
    process.stderr.write('Building Voxlane (first run after a change, a few seconds)...\n');
    const built = spawnSync(node, [join(root, 'build', 'build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] });
    if (built.status !== 0) {
      process.stderr.write('Voxlane could not be built. Nothing was run. Run `npm ci`, then `npm run build`.\n');
      process.exit(1);
    }
  }
  returnToCaller();
  keepCompiled();
  await import(pathToFileURL(entry).href);
} else {
  // The terminal sends Ctrl-C to both processes; the child decides, this one only passes its answer on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
