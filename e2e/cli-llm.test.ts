import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LlmHost, startLlmHost } from '../tests/support/llm-host.ts';
import { type CliResult, runCli } from '../tests/support/run-cli.ts';

const KEY = 'sk-canary-5566778899';
let host: LlmHost;
let folder: string;

beforeAll(async () => {
  host = await startLlmHost(() => ({ text: '{"text": "Bonjour, docteur."}' }));
});
afterAll(() => host.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voxlane-llm-'));
  host.key = KEY;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (key: string, ...args: readonly string[]): Promise<CliResult> => {
  const env = { VOXLANE_HOME: join(folder, 'home'), VOXLANE_CACHE: join(folder, 'cache'), VOXLANE_LLM_KEY: key };
  return runCli(args, { cwd: folder, env });
};

describe('voxlane llm', () => {
  it('sets a server up, tests it, counts what it took, and takes it out', async () => {
    expect((await run(KEY, 'llm', 'list')).stdout).toContain('voxlane llm add');
    const limits = ['--requests-per-day', '14400', '--input-price', '1', '--output-price', '2', '--usd-per-month', '5'];
    const added = await run(KEY, 'llm', 'add', '--llm-url', host.url, '--llm-model', 'scripted', ...limits);
    expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('number 1') as unknown });
    const tested = await run(KEY, 'llm', 'test', '1', '--json');
    expect(JSON.parse(tested.stdout)).toMatchObject({ kind: 'works', shape: 'json-schema' });
    const [model] = JSON.parse((await run(KEY, 'llm', 'list', '--json')).stdout) as [Record<string, unknown>];
    expect(model).toMatchObject({
      leavesComputer: false,
      choice: { limits: { requestsPerDay: 14_400, usdPerMonth: 5 }, prices: { inputUsd: 1, outputUsd: 2 } },
      usage: { periods: [{ period: 'day', requests: { used: 1, limit: 14_400 } }, { period: 'month' }] },
    });
    const refused = await run('sk-other', 'llm', 'test');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/FAILED.*\n.*\n\s+->/);
    expect(refused.stdout + refused.stderr).not.toContain('sk-other');
    const id = `scripted@${new URL(host.url).host}`;
    expect((await run(KEY, 'llm', 'remove', id)).code).toBe(0);
    expect(JSON.parse((await run(KEY, 'llm', 'list', '--json')).stdout)).toEqual([]);
  }, 120_000);

  it('agrees to a host once it is asked for, and names what is wrong', async () => {
    const add = ['llm', 'add', '--llm-url', 'https://llm.example.org', '--llm-model', 'm'];
    expect((await run('', ...add)).code).toBe(2);
    const agreed = await run('', ...add, '--yes');
    expect(agreed.stderr).toContain('llm.example.org');
    expect(agreed.stdout).toContain('keys set llm@llm.example.org');
    const local = await run('', 'llm', 'add', '--llm', '/models/small.gguf', '--first');
    expect(local.stdout).toContain('number 1');
    const listed = JSON.parse((await run('', 'llm', 'list', '--json')).stdout) as { id: string; problem?: unknown }[];
    expect(listed.map(({ id }) => id)).toEqual(['small.gguf', 'm@llm.example.org']);
    expect(listed[1]?.problem).toBeUndefined();
    for (const wrong of [
      ['--input-price', '1'],
      ['--llm', '/x.gguf'],
      ['--time-zone', 'Mars/Olympus'],
    ])
      expect((await run('', ...add, ...wrong)).code).toBe(2);
    expect((await run('', 'llm', 'remove', '7')).code).toBe(2);
  }, 120_000);
});
