import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/shared/logger.ts';
import { valueOf } from '../../src/contract/reply.ts';
import { hasLibrary } from '../../src/studio/has-library.ts';
import { StudioClient } from '../../src/studio/studio-client.ts';
import { addJobs } from '../../src/studio/queue/add-jobs.ts';
import { changeJobs, clearQueue, moveJobs, requireJob, respecJobs } from '../../src/studio/queue/commands.ts';
import { type Library, openLibrary } from '../../src/studio/queue/library.ts';
import { phaseOf } from '../../src/studio/queue/phases.ts';
import { Studio } from '../../src/studio/studio.ts';
import { plannedJob } from '../support/planned-job.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('queue commands', () => {
  const scratch = scratchFolder();
  let library: Library;
  const job = (path: string) => plannedJob(path);
  const order = (): number[] => library.jobs.list().map(({ id }) => id);
  beforeAll(async () => {
    library = await openLibrary(scratch.at('library'), silentLogger);
  });
  afterAll(() => library.store.close());

  it('gives jobs of different recordings files of their own, whenever they were added', () => {
    addJobs(library, [job('/a/talk.wav')], 0);
    addJobs(library, [job('/b/talk.wav'), job('/a/talk.wav')], 0);
    const stems = library.jobs.list().map(({ spec }) => (JSON.parse(spec) as { stem: string }).stem);
    expect(stems).toEqual(['talk', 'talk-2', 'talk']);
  });

  it('runs by priority, then by place, which can be changed', () => {
    addJobs(library, [job('/c/talk.wav')], 5);
    expect(order()).toEqual([4, 1, 2, 3]);
    moveJobs(library, [3, 2], 'first');
    expect(order()).toEqual([3, 2, 4, 1]);
    moveJobs(library, [3], 'last');
    expect(order()).toEqual([2, 4, 1, 3]);
    moveJobs(library, [1, 3], { before: 4 });
    expect(order()).toEqual([2, 1, 3, 4]);
    expect(() => moveJobs(library, [1], { before: 1 })).toThrow('before itself');
    moveJobs(library, [4], { before: 1 });
    moveJobs(library, [3], 'last');
    expect(order()).toEqual([2, 4, 1, 3]);
  });

  it('changes all named jobs or none', () => {
    changeJobs(library, 'pause', [1]);
    expect(() => changeJobs(library, 'pause', [2, 1])).toThrow('Job 1 is paused');
    expect(() => changeJobs(library, 'cancel', [2, 77])).toThrow('no job 77');
    expect(library.jobs.get(2)?.state).toBe('queued');
  });

  it('hides a job that left a document and forgets one that left none', () => {
    const [kept = 0, gone = 0] = addJobs(library, [job('/d/talk.wav'), job('/e/talk.wav')], -100);
    library.store.commit(() => {
      library.documents.add(kept, '{}');
      for (const id of [kept, gone]) library.jobs.setState(id, 'done');
    });
    expect(clearQueue(library)).toEqual([kept, gone]);
    expect([library.jobs.get(kept)?.listed, library.jobs.get(gone)]).toEqual([0, undefined]);
    expect(library.documents.latest(kept)?.revision).toBe(1);
    expect(order()).toEqual([2, 4, 1, 3]);
    expect(() => changeJobs(library, 'retry', [kept])).toThrow(`no job ${kept}`);
  });

  it('begins anew with another order, whatever its translation still writes down', () => {
    const id = addJobs(library, [plannedJob('/r/translated.wav', '/out', 'translated')], 0)[0] ?? 0;
    const half = JSON.stringify({ files: [], translations: [] });
    const phase = () => phaseOf(requireJob(library, id));
    library.store.commit(() => {
      library.jobs.start(id, 'transcribe', 0);
      library.jobs.passOn(id, 0.7, half);
      library.jobs.start(id, 'translate', 0);
    });
    changeJobs(library, 'pause', [id]);
    library.store.commit(() => library.jobs.keepResult(id, half));
    expect(phase()).toBe('translate');
    respecJobs(library, [id], { options: { language: 'tr' }, reset: [] });
    library.store.commit(() => library.jobs.keepResult(id, half));
    expect(phase()).toBe('transcribe');
    changeJobs(library, 'remove', [id]);
  });

  it('queues again what its owner left running', async () => {
    library.store.commit(() => library.jobs.start(2, 'transcribe', 0));
    library.store.close();
    library = await openLibrary(scratch.at('library'), silentLogger);
    expect(library.jobs.get(2)).toMatchObject({ state: 'queued', attempt: 1, crashes: 0 });
  });
});

describe('asking a library', () => {
  const scratch = scratchFolder();
  const ask: StudioClient['call'] = (...question) =>
    new StudioClient({ home: scratch.at('library'), log: silentLogger }).call(...question);

  it('answers the letters of others after the change, and refuses as it would here', async () => {
    const studio = await Studio.open({ home: scratch.at('library'), log: silentLogger, patienceMs: 0 });
    studio.serve();
    const { ids } = valueOf(await ask('queue.add', { priority: 0, jobs: [plannedJob('/a.wav')] }));
    expect(ids).toEqual([1]);
    valueOf(await ask('queue.change', { kind: 'pause', ids: [...ids] }));
    const { queue } = valueOf(await ask('queue.change', { kind: 'resume', ids: [...ids] }));
    expect(queue.jobs.map((job) => job.state)).toEqual(['queued']);
    expect(await ask('queue.change', { kind: 'retry', ids: [1] })).toMatchObject({
      ok: false,
      error: { code: 'options-invalid' },
    });
    await studio.close();
    const view = valueOf(await ask('queue.list', {}));
    expect(view.jobs.map((job) => [job.id, job.path])).toEqual([[1, '/a.wav']]);
  });

  it('refuses letters that ask for nothing known, or wrongly, and goes on', async () => {
    const studio = await Studio.open({ home: scratch.at('library'), log: silentLogger, patienceMs: 0 });
    const refused = [
      { name: 'queue.destroy', input: {} },
      { name: 'constructor', input: {} },
      { name: 'queue.change', input: { kind: 'pause', ids: ['1'] } },
      { name: 'queue.move', input: { ids: [1], to: 'nowhere' } },
      { name: 'queue.add', input: { priority: 0, jobs: [{ path: '' }] } },
      { name: 'queue.list', input: undefined },
    ];
    for (const letter of refused)
      expect(await studio.handle(letter)).toMatchObject({ ok: false, error: { code: 'options-invalid' } });
    expect((await studio.call('queue.list', {})).ok).toBe(true);
    await studio.close();
  });

  it('tells what changed until its listener is taken away', async () => {
    const studio = await Studio.open({ home: scratch.at('library'), log: silentLogger, patienceMs: 0 });
    const heard: (readonly number[])[] = [];
    const stop = studio.on('queue', ({ ids }) => heard.push(ids));
    studio.on('queue', () => {
      throw new Error('a listener of somebody else');
    });
    await studio.call('queue.change', { kind: 'pause', ids: [1] });
    stop();
    await studio.call('queue.change', { kind: 'resume', ids: [1] });
    expect(heard).toEqual([[1]]);
    await studio.close();
  });

  it('knows where no library is without making one', () => {
    expect([hasLibrary(scratch.at('absent')), existsSync(scratch.at('absent'))]).toEqual([false, false]);
  });
});
