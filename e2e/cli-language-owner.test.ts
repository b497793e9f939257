import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newDocument } from '../src/core/document/new-document.ts';
import { fillLibrary } from '../tests/support/fill-library.ts';
import { type HostQuestion, type LlmHost, startLlmHost } from '../tests/support/llm-host.ts';
import { type QueueHome, queueHome } from '../tests/support/queue-home.ts';
import type { CliRun } from '../tests/support/run-cli.ts';
import { readCall } from '../tests/support/scripted-llm.ts';

const COUNT = 120;
const LONG_MS = 120_000;
const WAIT = { timeout: 60_000, interval: 50 };
let host: LlmHost;
let folder: string;
let home: QueueHome;
let owner: CliRun;
let id = 0;
let server: readonly string[];

const callOf = ({ messages }: HostQuestion) =>
  readCall({ messages: messages as never, maxOutputTokens: 0, temperature: 0 }, 0);
const batchOf = (question: HostQuestion): string =>
  callOf(question)
    .lines.map(({ text }) => text)
    .join('\n');

/** Sorts by what a line says, and sums up what it is shown. */
function answer(question: HostQuestion): string {
  const { lines, system } = callOf(question);
  if (system.includes('summar')) return JSON.stringify({ summary: `They say: ${lines[0]?.text ?? 'all of it'}.` });
  const entries = lines.map(({ key, text }) => {
    const start = text.split(' ').slice(0, 3).join(' ');
    return [key, `${start} | ${text.startsWith('roll') ? 'out-of-character | 90 | -' : 'in-character | 80 | Thorin'}`];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

beforeEach(async () => {
  host = await startLlmHost((question) => ({ text: answer(question) }));
  folder = await mkdtemp(join(tmpdir(), 'voxlane-owner-'));
  home = queueHome(folder);
  const cues = Array.from({ length: COUNT }, (_, index) => ({
    id: `c${index + 1}`,
    startMs: index * 3000,
    endMs: index * 3000 + 2500,
    speaker: 'S1',
    lines: [index % 3 === 2 ? `roll the die ${index + 1}` : `we ride at dawn ${index + 1}`],
    wordIds: [],
  }));
  const document = newDocument({ language: 'en', speakers: [{ id: 'S1', name: 'Ann' }], cues });
  [id = 0] = await fillLibrary(home.library, [{ path: join(folder, 'session.wav'), document }]);
  server = ['--llm-url', host.url, '--llm-model', 'scripted'];
});
afterEach(async () => {
  owner.process.kill('SIGKILL');
  await owner.result;
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

/** A process that has the library open until it is ended. */
async function own(...args: string[]): Promise<void> {
  owner = home.start(...args);
  await vi.waitFor(async () => {
    const second = await home.run('queue', 'run', '--once');
    expect(second.stderr).toContain('[store-locked]');
  }, WAIT);
}

const classify = (): readonly string[] => ['classify', String(id), '--schema', 'character', ...server];
const left = (): string[] => readdirSync(join(home.library, 'mailbox'));
/** A command whose third question hangs, once it does. */
async function hanging(): Promise<CliRun> {
  host.faults.push(undefined, undefined, 'hang');
  const run = home.start(...classify());
  await vi.waitFor(() => expect(host.questions).toHaveLength(3), WAIT);
  return run;
}
function expectPaidOnce(): void {
  const paid = host.answered.map(batchOf);
  expect(new Set(paid).size).toBe(paid.length);
  expect(paid.flatMap((batch) => batch.split('\n'))).toHaveLength(COUNT);
}

describe('a document of a library that another process has open', () => {
  it.each([
    ['serve', '--port', '0'],
    ['queue', 'run'],
  ])(
    'is classified and summarised by "%s", which tells how far it is',
    async (...args) => {
      await own(...args);
      const sorted = await home.run(...classify());
      expect(sorted.code, sorted.stderr).toBe(0);
      expect(sorted.stdout).toMatch(/In character\D+80/u);
      expect(sorted.stderr).toContain(`Classified ${COUNT} of ${COUNT}`);
      expectPaidOnce();
      const summed = await home.run('summarize', String(id), ...server);
      expect(summed.code, summed.stderr).toBe(0);
      expect(summed.stdout).toContain('They say');
      const out = join(folder, 'out.json');
      expect((await home.run('library', 'export', String(id), '--format', 'json', '-o', out)).code).toBe(0);
      expect(readFileSync(out, 'utf8')).toContain('out-of-character');
      const missing = await home.run('classify', '99', '--schema', 'character', ...server);
      expect([missing.code === 0, missing.stderr]).toEqual([false, expect.stringContaining('99')]);
      expect(left()).toEqual([]);
      expect(owner.process.exitCode).toBeNull();
    },
    LONG_MS,
  );

  it.each(['SIGINT', 'SIGKILL'] as const)(
    'is left as far as it is when the command ends by %s, and the next one goes on',
    async (signal) => {
      await own('serve', '--port', '0');
      const run = await hanging();
      run.process.kill(signal);
      const ended = await run.result;
      if (signal === 'SIGINT') expect([ended.code, ended.elapsedMs > 0]).toEqual([130, true]);
      const next = await vi.waitFor(async () => {
        const again = await home.run(...classify());
        expect(again.stderr).not.toContain('[model-busy]');
        return again;
      }, WAIT);
      expect(next.code, next.stderr).toBe(0);
      expectPaidOnce();
    },
    LONG_MS,
  );

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'is finished by the command itself when its owner ends by %s',
    async (signal) => {
      await own('serve', '--port', '0');
      const run = await hanging();
      owner.process.kill(signal);
      const ended = await run.result;
      expect(ended.code, ended.stderr).toBe(0);
      // An owner that ends in order has put what it finished into the document; the rest is asked for.
      const rest = signal === 'SIGTERM' ? 80 : COUNT;
      expect(ended.stderr).toContain(`Classified ${rest} of ${rest}`);
      expectPaidOnce();
      expect((await home.run('library', 'undo', String(id))).code).toBe(0);
    },
    LONG_MS,
  );
});
