import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runChild, startChild, type ChildOptions } from './owned-child.ts';
import { liveChildren, stopAllChildren } from './registry.ts';

/** Longest wait for the end of a process that was killed. */
const GONE = { timeout: 10_000 };
const folder = mkdtempSync(join(tmpdir(), 'voxlane-child-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function script(code: string, options: Partial<ChildOptions> = {}): ChildOptions {
  const signal = new AbortController().signal;
  return { command: process.execPath, args: ['-e', code], signal, wallMs: 20_000, inactivityMs: 10_000, ...options };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // An orphan that is dead but not yet reaped by the system still answers signal 0.
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
}

describe('runChild', () => {
  it('returns output, error text and code, and passes arguments as they are', async () => {
    const weird = 'a b"c$(id);\n*';
    const run = await runChild({
      ...script('process.stdout.write(process.argv[1]); process.stderr.write("hm"); process.exitCode = 3'),
      args: ['-e', 'process.stdout.write(process.argv[1]); process.stderr.write("hm"); process.exitCode = 3', weird],
    });
    expect(run).toEqual({ code: 3, ended: 'itself', stdout: weird, stderr: 'hm' });
  });

  it('hands over no secrets', async () => {
    process.env['VOXLANE_TEST_SECRET'] = 'canary';
    const run = await runChild(script('process.stdout.write(JSON.stringify(process.env))'));
    delete process.env['VOXLANE_TEST_SECRET'];
    expect(run.stdout).toContain('PATH');
    expect(run.stdout).not.toContain('canary');
  });

  it('keeps the first and last part of an endless error log', async () => {
    const run = await runChild(
      script('process.stderr.write("first" + "x".repeat(5e5) + "last")', { stderrBytes: 2000 }),
    );
    expect(run.stderr.length).toBeLessThan(2100);
    expect(run.stderr).toMatch(/^first.*bytes left out.*last$/s);
  });

  it('stops a child that says more than allowed', async () => {
    const run = await runChild({
      ...script('setInterval(() => process.stdout.write("x".repeat(1e5)), 1)'),
      stdoutBytes: 1e6,
    });
    expect(run.ended).toBe('stopped');
  });

  it('reports a program that cannot start', async () => {
    await expect(runChild({ ...script(''), command: join(folder, 'nothing') })).rejects.toMatchObject({
      code: 'decoder-failed',
    });
  });

  it('throws cancelled when aborted before or during the run', async () => {
    const aborter = new AbortController();
    const running = runChild(script('setInterval(() => 0, 1000)', { signal: aborter.signal }));
    setTimeout(() => {
      aborter.abort();
    }, 200);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(runChild(script('', { signal: aborter.signal }))).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('startChild', () => {
  it('gives a reader that was busy when the child exited all of its output', async () => {
    const bytes = 150_000;
    const child = await startChild(script(`process.stdout.write(Buffer.alloc(${bytes}))`));
    let received = (await child.next())?.length ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (let chunk = await child.next(); chunk !== undefined; chunk = await child.next()) received += chunk.length;
    expect(received).toBe(bytes);
    expect((await child.exit).ended).toBe('itself');
  });

  it('ends on the inactivity deadline, counting only time spent waiting', async () => {
    const child = await startChild(script('console.log("a"); setInterval(() => 0, 1000)', { inactivityMs: 600 }));
    expect(await child.next()).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(isAlive(child.pid)).toBe(true);
    expect(await child.next()).toBeUndefined();
    expect((await child.exit).ended).toBe('inactivity');
    expect(isAlive(child.pid)).toBe(false);
  });

  it('ends on the wall deadline although the child keeps talking', async () => {
    const child = await startChild(script('setInterval(() => process.stdout.write("."), 20)', { wallMs: 700 }));
    while ((await child.next()) !== undefined);
    expect((await child.exit).ended).toBe('wall-deadline');
  });

  it('kills a child that ignores the request, together with what it started', async () => {
    const pidFile = join(folder, 'grandchild');
    const code = `
      process.on('SIGTERM', () => 0);
      const { spawn } = require('node:child_process');
      const own = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => 0); setInterval(() => 0, 1000)']);
      require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(own.pid));
      setTimeout(() => process.stdout.write('ready'), 300); setInterval(() => 0, 1000)`;
    const child = await startChild(script(code, { graceMs: 300 }));
    await child.next();
    expect(existsSync(pidFile)).toBe(true);
    const grandchild = Number(readFileSync(pidFile, 'utf8'));
    expect(isAlive(grandchild)).toBe(true);
    expect(liveChildren()).toContain(child.pid);
    expect(await child.stop()).toMatchObject({ code: undefined, ended: 'stopped' });
    expect(isAlive(child.pid)).toBe(false);
    await expect.poll(() => isAlive(grandchild), GONE).toBe(false);
    expect(liveChildren()).not.toContain(child.pid);
  });

  it('does not let a slow reader be outrun: the child waits', async () => {
    const child = await startChild(
      script(
        'let n = 0; const put = () => { while (process.stdout.write(Buffer.alloc(65536))) n++; process.stdout.once("drain", put) }; put()',
      ),
    );
    await child.next();
    const before = process.memoryUsage().rss;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(process.memoryUsage().rss - before).toBeLessThan(40e6);
    await child.stop();
  });

  it('stopAllChildren ends every one', async () => {
    const pids: number[] = [];
    for (let n = 0; n < 3; n++) pids.push((await startChild(script('setInterval(() => 0, 1000)'))).pid);
    await stopAllChildren();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(liveChildren()).toEqual([]);
  });

  it('leaves no child behind when the owner exits', async () => {
    const module = new URL('./owned-child.ts', import.meta.url).href;
    const owner = `
      const { startChild } = await import(${JSON.stringify(module)});
      const child = await startChild({ command: process.execPath, args: ['-e', 'setInterval(() => 0, 1000)'],
        signal: new AbortController().signal, wallMs: 9e4, inactivityMs: 9e4 });
      process.stdout.write(String(child.pid)); setTimeout(() => process.exit(0), 100);`;
    const run = await runChild({ ...script(''), args: ['--input-type=module', '-e', owner] });
    const pid = Number(run.stdout);
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => isAlive(pid), GONE).toBe(false);
  });
});
