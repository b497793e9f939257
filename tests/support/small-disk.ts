import { spawn, spawnSync } from 'node:child_process';
import { repoPath } from './fixtures.ts';

/** Whether this machine lets us mount a file system of our own, seen by nobody else, without being root. */
export const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

/**
 * Runs a shell script where it may mount what it likes; the mounts end with it. `v ARGS` in it runs the built command and
 * prints `code N`; `small FOLDER SIZE` puts a disk of that size on a folder and `grow FOLDER SIZE` changes it. Returns
 * all that was printed.
 */
export async function withOwnMounts(script: string, env: NodeJS.ProcessEnv, cwd: string): Promise<string> {
  const prelude = [
    'v() { "$NODE" "$VOXLANE" "$@" 2>&1; echo "code $?"; }',
    'small() { mkdir -p "$1" && mount -t tmpfs -o size="$2" none "$1"; }',
    'grow() { mount -o remount,size="$2" "$1"; }',
  ];
  const child = spawn('unshare', ['-rm', 'sh', '-c', [...prelude, script].join('\n')], {
    cwd,
    env: { ...process.env, ...env, NODE: process.execPath, VOXLANE: repoPath('bin/voxlane.mjs') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise((resolve) => child.on('close', resolve));
  return output;
}
