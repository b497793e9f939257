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
const REFUSAL = "I'm sorry, but I can't help with this.";
let host: LlmHost;
let folder: string;
let home: QueueHome;
let server: readonly string[];
/** What the model says to everything; a summary by its first and third line when there is nothing. */
let said: string | undefined;

const talk = (say: (index: number) => string): VoxlaneDocument =>
  newDocument({
    language: 'en',
    cues: Array.from({ length: 12 }, (_, index) => ({
      id: `c${index + 1}`,
      startMs: index * 3000,
      endMs: index * 3000 + 2500,
      lines: [say(index)],
      wordIds: [],
    })),
  });

function answer({ messages }: HostQuestion): string {
  const { lines } = readCall({ messages: messages as never, maxOutputTokens: 0, temperature: 0 }, 0);
  const summary = { summary: 'They ride out.', moment1: `${lines[2]?.key} | The gate opens.` };
  return said ?? JSON.stringify({ ...summary, section1: `${lines[0]?.key} | Setting out` });
}

beforeAll(async () => {
  host = await startLlmHost((question) => ({ text: answer(question) }));
  folder = await mkdtemp(join(tmpdir(), 'voxlane-summarize-'));
  home = queueHome(folder);
  server = ['--llm-url', host.url, '--llm-model', 'scripted'];
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

/** A file, and an output of an earlier run. */
async function files(
  name: string,
  document: VoxlaneDocument,
): Promise<{ readonly file: string; readonly out: string }> {
  const [file, out] = [join(folder, `${name}.json`), join(folder, `${name}.summary.json`)];
  await writeFile(file, canonicalJson(document));
  await writeFile(out, 'of an earlier run');
  return { file, out };
}

describe('voxlane summarize', () => {
  it(
    'writes a document with the summary and prints it',
    async () => {
      said = undefined;
      const { file, out } = await files(
        'ride',
        talk((index) => `we ride at dawn ${index + 1}`),
      );
      const result = await home.run('summarize', file, '--chapters', '-o', out, ...server);
      expect(result.code, result.stderr).toBe(0);
      expect(result.stdout).toBe(
        'They ride out.\n\nMoments\n  00:00:06  The gate opens.\n\nChapters\n  00:00:00  Setting out\n',
      );
      const { summaries, chapters } = JSON.parse(readFileSync(out, 'utf8')) as VoxlaneDocument;
      expect(summaries?.[0]).toMatchObject({ language: 'en', text: 'They ride out.' });
      expect(chapters).toEqual([{ startMs: 0, endMs: 35_500, title: 'Setting out' }]);
    },
    LONG_MS,
  );

  it(
    'says that there are no words, and leaves an earlier output alone',
    async () => {
      said = undefined;
      const asked = host.questions.length;
      const { file, out } = await files(
        'music',
        talk(() => '♪ …'),
      );
      const result = await home.run('summarize', file, '-o', out, ...server);
      expect(result.code, result.stderr).toBe(3);
      expect(result.stderr).toContain('There are no words to summarise.');
      expect(result.stderr).not.toContain('Written to');
      expect(readFileSync(out, 'utf8')).toBe('of an earlier run');
      expect(host.questions).toHaveLength(asked);
    },
    LONG_MS,
  );

  it(
    'says that no usable answer came, or that the model would not answer, and leaves an earlier output alone',
    async () => {
      const { file, out } = await files(
        'mute',
        talk((index) => `we ride at dawn ${index + 1}`),
      );
      for (const [text, what] of [
        ['', 'No usable answer came, so there is no summary.'],
        [REFUSAL, 'The model would not answer, so there is no summary.'],
      ] as const) {
        said = text;
        const result = await home.run('summarize', file, '-o', out, ...server);
        expect(result.code, result.stderr).toBe(5);
        expect(result.stderr).toContain(what);
        expect(result.stderr).toContain('Nothing was written.');
        expect(result.stderr).not.toMatch(/Written to|The summary says nothing/);
        expect(result.stdout).toBe('');
        expect(readFileSync(out, 'utf8')).toBe('of an earlier run');
      }
      const json = await home.run('summarize', file, '--json', ...server);
      expect([json.code, JSON.parse(json.stdout)]).toEqual([
        5,
        { chapters: [], missing: [{ startMs: 0, endMs: 35_500, refused: true }] },
      ]);
    },
    LONG_MS,
  );

  it(
    'leaves a document of the library as it was',
    async () => {
      said = '';
      const document = talk((index) => `we ride at dawn ${index + 1}`);
      const [id = 0] = await fillLibrary(home.library, [{ path: join(folder, 'ride.wav'), document }]);
      const result = await home.run('summarize', String(id), ...server);
      expect(result.code, result.stderr).toBe(5);
      expect(result.stderr).toContain(`No usable answer came, so there is no summary. Document ${id} is as it was.`);
      said = undefined;
      const good = await home.run('summarize', String(id), ...server);
      expect(good.code, good.stderr).toBe(0);
      expect(good.stderr).toContain(`Stored in document ${id}`);
    },
    LONG_MS,
  );
});
