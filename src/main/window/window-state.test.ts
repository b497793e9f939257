import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { CrashLimit } from './crash-limit.ts';
import { reachable, readShellState, writeShellState } from './window-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'voxlane-state-'));
const file = join(folder, 'shell.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what the shell remembers', () => {
  it('comes back', async () => {
    const state = { bounds: { x: -5, y: 3, width: 900, height: 700 }, maximized: true };
    await writeShellState(file, state, silentLogger);
    expect(await readShellState(file, silentLogger)).toEqual(state);
  });

  it.each(['{"bounds":{"x":1e9,"y":0,"width":1,"height":1}}', '{"maximi', '[]', ''])(
    'is set aside when it is damaged: %j',
    async (text) => {
      writeFileSync(file, text);
      expect(await readShellState(file, silentLogger)).toEqual({ maximized: false });
      expect(readFileSync(`${file}.bad`, 'utf8')).toBe(text);
      expect(existsSync(file)).toBe(false);
    },
  );

  it('counts only where a screen shows the title bar', () => {
    const screen = { x: 0, y: 0, width: 1920, height: 1080 };
    const at = (x: number, y: number) => ({ x, y, width: 900, height: 700 });
    expect(reachable(at(1800, 900), [screen])).toEqual(at(1800, 900));
    expect(reachable(at(-880, 0), [screen])).toBeUndefined();
    expect(reachable(at(0, -300), [screen])).toBeUndefined();
    expect(reachable(at(2000, 0), [screen, { ...screen, x: 1920 }])).toEqual(at(2000, 0));
  });
});

it('crashes are many only within some time', () => {
  let now = 0;
  const limit = new CrashLimit(2, 1000, () => now);
  expect([limit.exceeded(), limit.exceeded()]).toEqual([false, false]);
  now = 500;
  expect(limit.exceeded()).toBe(true);
  now = 2000;
  expect(limit.exceeded()).toBe(false);
});
