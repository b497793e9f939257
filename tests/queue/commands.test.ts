import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transcribeOptionsSchema } from '../../src/core/pipeline/options.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { executeCommand } from '../../src/studio/queue/commands.ts';
import { type Library, openLibrary } from '../../src/studio/queue/library.ts';
import { askLibrary, serveMailbox } from '../../src/studio/queue/mailbox.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('queue commands', () => {
  const scratch = scratchFolder();
  let library: Library;
  const job = (path: string) => ({
    path,
    spec: {
      modelFolders: [],
      preset: 'demo' as const,
      options: transcribeOptionsSchema.parse({}),
      formats: ['srt'],
      folder: '/out',
      stem: 'talk',
    },
  });
  const order = (): number[] => library.jobs.list().map(({ id }) => id);
  beforeAll(async () => {
    library = await openLibrary(scratch.at('library'), silentLogger);
  });
  afterAll(() => library.store.close());

  it('gives jobs of different recordings files of their own, whenever they were added', () => {
    executeCommand(library, { kind: 'add', priority: 0, jobs: [job('/a/talk.wav')] });
    executeCommand(library, { kind: 'add', priority: 0, jobs: [job('/b/talk.wav'), job('/a/talk.wav')] });
    const stems = library.jobs.list().map(({ spec }) => (JSON.parse(spec) as { stem: string }).stem);
    expect(stems).toEqual(['talk', 'talk-2', 'talk']);
  });

  it('runs by priority, then by place, which can be changed', () => {
    executeCommand(library, { kind: 'add', priority: 5, jobs: [job('/c/talk.wav')] });
    expect(order()).toEqual([4, 1, 2, 3]);
    executeCommand(library, { kind: 'move', ids: [3, 2], to: 'first' });
    expect(order()).toEqual([3, 2, 4, 1]);
    executeCommand(library, { kind: 'move', ids: [3], to: 'last' });
    expect(order()).toEqual([2, 4, 1, 3]);
  });

  it('changes all named jobs or none', () => {
    executeCommand(library, { kind: 'pause', ids: [1] });
    expect(() => executeCommand(library, { kind: 'pause', ids: [2, 1] })).toThrow('Job 1 is paused');
    expect(() => executeCommand(library, { kind: 'cancel', ids: [2, 77] })).toThrow('no job 77');
    expect(library.jobs.get(2)?.state).toBe('queued');
  });

  it('answers the letters of others after the change, and refuses as it would here', async () => {
    const close = serveMailbox(library, silentLogger);
    const { signal } = new AbortController();
    const folder = scratch.at('library');
    const { ids } = await askLibrary(folder, { kind: 'resume', ids: [1] }, silentLogger, signal);
    expect([ids, library.jobs.get(1)?.state]).toEqual([[1], 'queued']);
    await expect(askLibrary(folder, { kind: 'retry', ids: [1] }, silentLogger, signal)).rejects.toMatchObject({
      code: 'options-invalid',
    });
    await close();
  });

  it('makes no library by looking at one', async () => {
    const { queue } = await askLibrary(
      scratch.at('absent'),
      { kind: 'list' },
      silentLogger,
      new AbortController().signal,
    );
    expect([queue.jobs, existsSync(scratch.at('absent'))]).toEqual([[], false]);
  });

  it('queues again what its owner left running', async () => {
    library.store.commit(() => library.jobs.start(2, 0));
    library.store.close();
    library = await openLibrary(scratch.at('library'), silentLogger);
    expect(library.jobs.get(2)).toMatchObject({ state: 'queued', attempt: 1, crashes: 0 });
  });
});
