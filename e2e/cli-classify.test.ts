import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../src/core/document/canonical-json.ts';
import { newDocument } from '../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../src/core/document/types.ts';
import { fillLibrary } from '../tests/support/fill-library.ts';
import { type HostQuestion, type LlmHost, startLlmHost } from '../tests/support/llm-host.ts';
import { type QueueHome, queueHome } from '../tests/support/queue-home.ts';
import { readCall } from '../tests/support/scripted-llm.ts';
import { seeded } from '../tests/support/seeded.ts';

const LONG_MS = 240_000;
const COUNT = 30;
let host: LlmHost;
let folder: string;
let home: QueueHome;
let id = 0;
let server: readonly string[];

/** A session at a table: every third line is about the rules. */
const sessionOf = (count: number): VoxlaneDocument =>
  newDocument({
    language: 'en',
    speakers: [
      { id: 'S1', name: 'Ann' },
      { id: 'S2', name: 'Ben' },
    ],
    cues: Array.from({ length: count }, (_, index) => ({
      id: `c${index + 1}`,
      startMs: index * 3000,
      endMs: index * 3000 + 2500,
      speaker: index % 2 === 0 ? 'S1' : 'S2',
      lines: [index % 3 === 2 ? `roll the die ${index + 1}` : `we ride at dawn ${index + 1}`],
      wordIds: [],
    })),
  });
const session = sessionOf(COUNT);

/** Sorts by what a line says; sums up by the first line of what it is shown. */
function answer({ messages }: HostQuestion): string {
  const call = readCall({ messages: messages as never, maxOutputTokens: 0, temperature: 0 }, 0);
  const entries = call.lines.map(({ key, text }) => {
    const start = text.split(' ').slice(0, 3).join(' ');
    return [key, `${start} | ${text.startsWith('roll') ? 'out-of-character | 90 | -' : 'in-character | 80 | Thorin'}`];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

beforeAll(async () => {
  host = await startLlmHost((question) => ({ text: answer(question) }));
  folder = await mkdtemp(join(tmpdir(), 'voxlane-classify-'));
  home = queueHome(folder);
  [id = 0] = await fillLibrary(home.library, [{ path: join(folder, 'session.wav'), document: session }]);
  await writeFile(join(folder, 'session.json'), canonicalJson(session));
  server = ['--llm-url', host.url, '--llm-model', 'scripted'];
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

describe('voxlane classify', () => {
  it(
    'sorts the cues of a file, says how much of each class there is, and leaves the file alone',
    async () => {
      const file = join(folder, 'session.json');
      const before = readFileSync(file, 'utf8');
      const out = join(folder, 'sorted.json');
      const result = await home.run('classify', file, '--schema', 'character', '-o', out, ...server);
      expect(result.code, result.stderr).toBe(0);
      expect(readFileSync(file, 'utf8')).toBe(before);
      const { cues, classSchemas } = JSON.parse(readFileSync(out, 'utf8')) as VoxlaneDocument;
      expect(classSchemas?.map((schema) => schema.id)).toEqual(['character']);
      const found = cues.map((cue) => cue.classes?.['character']);
      expect(found.map((one) => one?.label)).toEqual(
        cues.map((_, index) => (index % 3 === 2 ? 'out-of-character' : 'in-character')),
      );
      expect(found[0]).toMatchObject({ character: 'Thorin', confidence: 0.8, by: expect.stringContaining('scripted') });
      expect(result.stdout).toMatch(/In character\D+20/);
    },
    LONG_MS,
  );

  it(
    'sorts a document of the library as one step that undo takes back, and prints lines for programs',
    async () => {
      const result = await home.run('classify', String(id), '--schema', 'character', '--json', ...server);
      expect(result.code, result.stderr).toBe(0);
      const rows = result.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(rows).toHaveLength(COUNT);
      expect(rows[2]).toMatchObject({
        cue: 'c3',
        startMs: 6000,
        endMs: 8500,
        speaker: 'Ann',
        label: 'out-of-character',
      });
      const exported = join(folder, 'exported.json');
      const first = await home.run('library', 'export', String(id), '--format', 'json', '-o', exported);
      expect(first.code, first.stderr).toBe(0);
      expect(readFileSync(exported, 'utf8')).toContain('out-of-character');
      expect((await home.run('library', 'undo', String(id))).code).toBe(0);
      const undone = join(folder, 'undone.json');
      await home.run('library', 'export', String(id), '--format', 'json', '-o', undone);
      expect(readFileSync(undone, 'utf8')).not.toContain('out-of-character');
    },
    LONG_MS,
  );
});

/** How a run is ended: while a question waits for its answer, so long after an answer, or so long after its start. */
type Kill = { readonly at: 'question' | 'answer' | 'start'; readonly after: number; readonly delayMs: number };

describe('voxlane classify, killed at random places', () => {
  const LINES = 1000;
  const KILLS = 10;
  const random = seeded(20_261_128);
  const killAt = (): Kill => {
    const at = (['question', 'question', 'answer', 'answer', 'start'] as const)[Math.floor(random() * 5)] ?? 'start';
    const after = at === 'question' ? Math.floor(random() * 3) : 1 + Math.floor(random() * 2);
    return { at, after, delayMs: Math.floor(random() * (at === 'start' ? 900 : 8)) };
  };
  const batchOf = ({ messages }: HostQuestion): string =>
    readCall({ messages: messages as never, maxOutputTokens: 0, temperature: 0 }, 0)
      .lines.map(({ text }) => text)
      .join('\n');

  /** Runs the command until it is done, killed so many times on the way. Gives every batch that was answered, and those that may have been lost. */
  async function disturbed(args: readonly string[]): Promise<{ paid: string[]; lost: Set<string> }> {
    const usual = host.answer;
    const paid: string[] = [];
    const lost = new Set<string>();
    try {
      for (let kills = 0; kills < KILLS; kills++) {
        const { at, after, delayMs } = killAt();
        const run = home.start(...args);
        let last: string | undefined;
        const kill = (): void => {
          // What this process was answered last may not have been kept yet, unless it has asked the next since.
          if (at !== 'question' && last !== undefined) lost.add(last);
          run.process.kill('SIGKILL');
        };
        let answered = 0;
        host.answer = (question) => {
          // Whatever the clock says, no run gets to its end before it is killed.
          if (answered === (at === 'question' ? after : 5)) kill();
          else if (run.process.exitCode === null && !run.process.killed) {
            last = batchOf(question);
            paid.push(last);
            if (++answered === after && at === 'answer') setTimeout(kill, delayMs);
          }
          return usual(question);
        };
        if (at === 'start') setTimeout(kill, delayMs);
        expect((await run.result).signal, `${at} ${after} ${delayMs}`).toBe('SIGKILL');
      }
      host.answer = (question) => {
        paid.push(batchOf(question));
        return usual(question);
      };
      const last = await home.run(...args);
      expect(last.code, last.stderr).toBe(0);
    } finally {
      host.answer = usual;
    }
    return { paid, lost };
  }

  /** Nothing was answered twice but what a kill may have lost on its way to the disk. */
  function expectPaidOnce({
    paid,
    lost,
  }: {
    readonly paid: readonly string[];
    readonly lost: ReadonlySet<string>;
  }): void {
    const twice = paid.filter((batch, index) => paid.indexOf(batch) !== index);
    expect(twice.filter((batch) => !lost.has(batch))).toEqual([]);
    const lines = new Set(paid.flatMap((batch) => batch.split('\n')));
    expect(lines.size).toBe(LINES);
  }

  it(
    'a file ends with the same bytes, and no finished batch is paid twice',
    async () => {
      const file = join(folder, 'long.json');
      await writeFile(file, canonicalJson(sessionOf(LINES)));
      const out = join(folder, 'long-sorted.json');
      const args = ['classify', file, '--schema', 'character', '-o', out, ...server];
      const first = await home.run(...args);
      expect(first.code, first.stderr).toBe(0);
      const undisturbed = readFileSync(out);
      await rm(out);
      expectPaidOnce(await disturbed(args));
      expect(readFileSync(out).equals(undisturbed)).toBe(true);
    },
    LONG_MS,
  );

  it(
    'so does a document of the library, as one step',
    async () => {
      const names = ['undisturbed', 'disturbed'];
      const document = sessionOf(LINES);
      const recordings = names.map((name) => ({ path: join(folder, `${name}.wav`), document }));
      const [calm = 0, killed = 0] = await fillLibrary(home.library, recordings);
      const exported = async (job: number): Promise<Buffer> => {
        const path = join(folder, `exported-${job}.json`);
        const result = await home.run('library', 'export', String(job), '--format', 'json', '-o', path);
        expect(result.code, result.stderr).toBe(0);
        return readFileSync(path);
      };
      const before = await exported(killed);
      const first = await home.run('classify', String(calm), '--schema', 'character', ...server);
      expect(first.code, first.stderr).toBe(0);
      expectPaidOnce(await disturbed(['classify', String(killed), '--schema', 'character', ...server]));
      expect((await exported(killed)).equals(await exported(calm))).toBe(true);
      expect((await home.run('library', 'undo', String(killed))).code).toBe(0);
      expect((await exported(killed)).equals(before)).toBe(true);
    },
    LONG_MS,
  );
});
