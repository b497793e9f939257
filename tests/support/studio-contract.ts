import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type CallName, contract } from '../../src/contract/contract.ts';
import { valueOf } from '../../src/contract/reply.ts';
import type { StudioApi } from '../../src/contract/studio-api.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { addRevision } from '../../src/studio/documents/add-revision.ts';
import { openLibrary } from '../../src/studio/queue/library.ts';
import { plannedJob } from './planned-job.ts';
import { isAlive } from './run-cli.ts';
import { scratchFolder } from './scratch.ts';

/** A studio reached in some way, over the library of a folder. */
export interface StudioUnderTest {
  readonly api: StudioApi;
  close(): Promise<void>;
}

const EVENT_MS = 5_000;
const LONG_MS = 20_000;
const BIG_CUES = 10_000;
const WORDS_PER_CUE = 10;

/**
 * What every way to a studio must do: in this process, over HTTP, through Electron's main and preload. `open` gives a
 * studio that owns the library of `home`; the caller may change things there.
 */
export function studioContract(carrier: string, open: (home: string) => Promise<StudioUnderTest>): void {
  describe(`a studio reached ${carrier}`, () => {
    const scratch = scratchFolder();
    let studio: StudioUnderTest;
    let api: StudioApi;
    let small = 0;
    let big = 0;
    beforeAll(async () => {
      [small, big] = await fillLibrary(scratch.at('library'));
      studio = await open(scratch.at('library'));
      ({ api } = studio);
    });
    afterAll(async () => {
      await studio.close();
    });

    it('answers with values', async () => {
      const settings = valueOf(await api.call('settings.get', {}));
      expect(settings.values.theme).toBe('system');
      const listed = valueOf(await api.call('documents.list', {}));
      expect(listed.map(({ job }) => job).sort()).toEqual([small, big].sort());
    });

    it('answers several questions at a time, each with its own answer', async () => {
      const asked = [api.call('documents.open', { id: small }), api.call('documents.history', { id: small })] as const;
      const [opened, history] = await Promise.all(asked);
      expect(valueOf(opened)).toMatchObject({ jobId: small, revision: 1, edited: false });
      expect(valueOf(history)).toEqual([]);
    });

    it('keeps code, all three parts and details of an error', async () => {
      const reply = await api.call('documents.open', { id: 999_999 });
      if (reply.ok) throw new Error('a document that is not there was opened');
      expect(reply.error.code).toBe('document-missing');
      for (const part of [reply.error.what, reply.error.meaning, reply.error.action]) expect(part).not.toBe('');
    });

    it('refuses names that stand for nothing, also those of every object', async () => {
      for (const name of ['documents.shred', 'toString', '__proto__', '../settings.get', '']) {
        const reply = await api.call(name as CallName, {});
        expect(reply.ok, name).toBe(false);
      }
    });

    it('refuses what does not fit, by the same code, and lives on', async () => {
      const names = Object.keys(contract) as CallName[];
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...names), fc.jsonValue(), async (name, input) => {
          fc.pre(!contract[name].input.safeParse(input).success);
          const reply = await api.call(name, input as never);
          expect(reply).toMatchObject({ ok: false, error: { code: 'options-invalid' } });
        }),
        { numRuns: 150 },
      );
      expect((await api.call('queue.list', {})).ok).toBe(true);
    });

    it('passes text of every kind there and back', async () => {
      const line = `\u202e "quoted" \\ </script> 日本 👩‍👩‍👧 e\u0301 ${'x'.repeat(5_000)}`;
      const operations = [{ kind: 'set-cue-lines', cue: 'c1', lines: [line] }];
      expect(valueOf(await api.call('documents.edit', { id: small, operations })).kind).toBe('edited');
      const { document } = valueOf(await api.call('documents.open', { id: small }));
      expect(document.cues[0]?.lines).toEqual([line]);
    });

    it('tells every listener of a change, and none that stopped listening', async () => {
      const heard: number[] = [];
      const other: number[] = [];
      const stop = api.on('document', ({ id }) => heard.push(id));
      const stopOther = api.on('document', ({ id }) => other.push(id));
      await api.call('documents.undo', { id: small });
      await vi.waitFor(() => expect([heard.at(-1), other.at(-1)]).toEqual([small, small]), EVENT_MS);
      stop();
      stop();
      const before = heard.length;
      await api.call('documents.redo', { id: small });
      await vi.waitFor(() => expect(other.length).toBeGreaterThan(before), EVENT_MS);
      expect(heard).toHaveLength(before);
      stopOther();
    });

    it('names the jobs of a change of the queue', async () => {
      const heard: number[] = [];
      const stop = api.on('queue', ({ ids }) => heard.push(...ids));
      const { ids, queue } = valueOf(
        await api.call('queue.add', { priority: 0, jobs: [plannedJob('/r/later.wav', '/out', 'later')] }),
      );
      expect(queue.jobs.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]));
      await vi.waitFor(() => expect(heard).toEqual(expect.arrayContaining([...ids])), EVENT_MS);
      stop();
      // A copy can be made whatever became of the job meanwhile: the queue may be at work.
      const copied = valueOf(await api.call('queue.change', { kind: 'duplicate', ids: [...ids] }));
      expect(copied.queue.jobs.map(({ id }) => id)).toEqual(expect.arrayContaining([...copied.ids]));
    });

    it('opens a document of ten thousand cues as it is', async () => {
      const { document } = valueOf(await api.call('documents.open', { id: big }));
      expect(document.cues).toHaveLength(BIG_CUES);
      expect(document).toEqual(bigDocument());
    });

    it('does nothing for a caller who has enough before it begins', async () => {
      const reply = await api.call('tools.list', {}, { signal: AbortSignal.abort() });
      expect(reply).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    });

    it.skipIf(process.platform === 'win32')('stops the work of a call whose caller has enough', async () => {
      const downloader = endlessDownloader(scratch.path);
      const before = process.env['VOXLANE_YTDLP'];
      process.env['VOXLANE_YTDLP'] = downloader.path;
      try {
        const enough = new AbortController();
        const asked = api.call('sources.look', { url: 'http://127.0.0.1:9/talk', sources }, { signal: enough.signal });
        const pid = await vi.waitFor(() => downloader.pid(), LONG_MS);
        expect(isAlive(pid)).toBe(true);
        enough.abort();
        expect(await asked).toMatchObject({ ok: false, error: { code: 'cancelled' } });
        await vi.waitFor(() => expect(isAlive(pid)).toBe(false), LONG_MS);
      } finally {
        if (before === undefined) delete process.env['VOXLANE_YTDLP'];
        else process.env['VOXLANE_YTDLP'] = before;
      }
    });
  });
}

const sources = {
  playlist: false,
  audioOnly: false,
  captions: false,
  allowLocalNetwork: true,
  allowOldYtdlp: true,
  maxBytes: 1e9,
};

/** Two documents, without anything a model would have to be there for. */
async function fillLibrary(home: string): Promise<readonly [small: number, big: number]> {
  const library = await openLibrary(home, silentLogger);
  const add = (path: string, document: VoxlaneDocument): number => {
    const id = library.store.commit(() =>
      library.jobs.add({ path, spec: JSON.stringify(plannedJob(path).spec), priority: 0 }),
    );
    addRevision(library, id, document);
    library.store.commit(() => library.jobs.setState(id, 'done'));
    return id;
  };
  const ids = [add('/r/small.wav', talk(3)), add('/r/big.wav', bigDocument())] as const;
  library.store.close();
  return ids;
}

const bigDocument = (): VoxlaneDocument => talk(BIG_CUES);

/** Cues of one second with ten words each, said by two speakers in turn. */
function talk(cueCount: number): VoxlaneDocument {
  const speakers = ['S1', 'S2'].map((id) => ({ id, name: `Speaker ${id[1]}` }));
  const cues = Array.from({ length: cueCount }, (_, index) => ({
    id: `c${index + 1}`,
    startMs: index * 1000,
    endMs: index * 1000 + 1000,
    speaker: `S${(index % 2) + 1}`,
    lines: [Array.from({ length: WORDS_PER_CUE }, (_none, word) => `word${word}`).join(' ')],
    wordIds: Array.from({ length: WORDS_PER_CUE }, (_none, word) => `w${index * WORDS_PER_CUE + word + 1}`),
  }));
  const words = cues.flatMap((cue) =>
    cue.wordIds.map((id, place) => ({
      id,
      text: `word${place}`,
      startMs: cue.startMs + place * 100,
      endMs: cue.startMs + place * 100 + 100,
      speaker: cue.speaker,
      confidence: 0.5,
      timing: 'native' as const,
      engine: 'test',
    })),
  );
  const turns = cues.map(({ startMs, endMs, speaker }) => ({ startMs, endMs, speaker }));
  return newDocument({ speakers, words, turns, exclusiveTurns: turns, cues });
}

/** What stands in for yt-dlp: it says its version, and then works until it is ended. */
function endlessDownloader(folder: string): { readonly path: string; pid(): number } {
  const path = join(folder, 'endless-downloader');
  const note = join(folder, 'downloader-pid');
  const lines = ['#!/bin/sh', 'case "$*" in *--version*) echo 2026.11.01; exit 0;; esac', `echo $$ > '${note}'`];
  writeFileSync(path, [...lines, 'exec sleep 600', ''].join('\n'), { mode: 0o755 });
  return {
    path,
    pid() {
      const [line, end] = readFileSync(note, 'utf8').split('\n');
      if (end === undefined) throw new Error('not written yet');
      return Number(line);
    },
  };
}
