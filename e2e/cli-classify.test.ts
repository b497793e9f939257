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

const LONG_MS = 120_000;
const COUNT = 30;
let host: LlmHost;
let folder: string;
let home: QueueHome;
let id = 0;
let server: readonly string[];

/** A session at a table: every third line is about the rules. */
const session: VoxlaneDocument = newDocument({
  language: 'en',
  speakers: [
    { id: 'S1', name: 'Ann' },
    { id: 'S2', name: 'Ben' },
  ],
  cues: Array.from({ length: COUNT }, (_, index) => ({
    id: `c${index + 1}`,
    startMs: index * 3000,
    endMs: index * 3000 + 2500,
    speaker: index % 2 === 0 ? 'S1' : 'S2',
    lines: [index % 3 === 2 ? `roll the die ${index + 1}` : `we ride at dawn ${index + 1}`],
    wordIds: [],
  })),
});

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
