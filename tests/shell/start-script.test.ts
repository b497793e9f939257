import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { repoPath } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
const start = (folder: string, args: string[] = []): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, [repoPath('build/start.mjs'), ...args], {
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder },
  });

it('npm start says what is missing and what to do without the Electron program', async () => {
  const failed = await start(scratch.at('nothing')).catch(
    (error: unknown) => error as { code: number; stderr: string },
  );
  expect(failed).toMatchObject({ code: 1 });
  expect(failed.stderr).toContain('node_modules/electron/install.js');
  expect(failed.stderr).toContain('voxlane serve');
});

it.skipIf(process.platform !== 'linux')('npm start hands the app and the arguments to Electron', async () => {
  mkdirSync(scratch.at('electron'), { recursive: true });
  writeFileSync(scratch.at('electron', 'electron'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
  const { stdout } = await start(scratch.at('electron'), ['talk.wav']);
  expect(stdout.trim()).toBe(`${repoPath('.')} talk.wav`);
});
