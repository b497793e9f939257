// `npm start`: builds what is out of date and opens the desktop app with the Electron that npm installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newestChange } from './newest-change.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The Electron program, or undefined when its download did not come through. Asking the package itself would download. */
function electronProgram() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = join(root, 'node_modules', 'electron');
  const note = join(folder, 'path.txt');
  const standard =
    { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron';
  const name = existsSync(note) ? readFileSync(note, 'utf8') : standard;
  const program = join(chosen ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : undefined;
}

const electron = electronProgram();
if (electron === undefined) {
  process.stderr.write(
    'The desktop app needs Electron, whose program is not installed here. Nothing was started. ' +
      'Run `node node_modules/electron/install.js` with access to github.com, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron. ' +
      'Without it, `npx voxlane serve` opens the same studio in your browser.\n',
  );
  process.exit(1);
}

const stamp = join(root, 'dist', '.built');
if (!existsSync(stamp) || statSync(stamp).mtimeMs < newestChange(join(root, 'src'))) {
  process.stderr.write('Building Voxlane (first run after a change, a few seconds)...\n');
  const built = spawnSync(process.execPath, [join(root, 'build', 'build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] });
  if (built.status !== 0) {
    process.stderr.write('Voxlane could not be built. Nothing was started. Run `npm ci`, then `npm run build`.\n');
    process.exit(1);
  }
}

const app = spawn(electron, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => app.kill(signal));
app.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
app.on('exit', (code) => process.exit(code ?? 1));
