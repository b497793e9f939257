import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { JobProgressEvent } from '../../src/contract/job-events.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { EventBus } from '../../src/studio/event-bus.ts';
import { addJobs, claimTarget, takenTargets } from '../../src/studio/queue/add-jobs.ts';
import { changeJobs, clearQueue } from '../../src/studio/queue/commands.ts';
import { EnginePool } from '../../src/studio/queue/engine-pool.ts';
import { type Library, openLibrary, removeWork, sweepLibrary, workFolderOf } from '../../src/studio/queue/library.ts';
import { specOf } from '../../src/studio/queue/row-spec.ts';
import { runQueue } from '../../src/studio/queue/run-queue.ts';
import { type Engine, startEngine } from '../../src/studio/start-engine.ts';
import { plannedJob } from '../support/planned-job.ts';
import { scratchFolder } from '../support/scratch.ts';
import { writeLoopedWav, writeShortWav } from '../support/short-wav.ts';

const plan = { parallelJobs: 1, threadsPerJob: 2, parallelDownloads: 1 };
const never = new AbortController().signal;

describe('runQueue', () => {
  const scratch = scratchFolder();
  let library: Library;
  let count = 0;
  afterEach(() => library.store.close());

  async function open(): Promise<{ events: EventBus; told: string[]; add: (...paths: string[]) => number[] }> {
    const folder = scratch.at(`library-${++count}`);
    library = await openLibrary(folder, silentLogger);
    const events = new EventBus(silentLogger);
    const told: string[] = [];
    events.on('job', ({ jobId, event }) => told.push(`${jobId} ${nameOf(event)}`));
    const add = (...paths: string[]): number[] =>
      addJobs(
        library,
        paths.map((path, index) => plannedJob(path, scratch.at(`out-${count}`), `talk-${index}`)),
        0,
      );
    return { events, told, add };
  }
  const nameOf = (event: JobProgressEvent): string =>
    event.type === 'finished' ? `finished ${event.outcome.kind}` : event.type;
  const states = (): string[] => library.jobs.list().map(({ state }) => state);
  /** An engine that does not start, whatever is asked of it. */
  const broken = (): Engine =>
    ({
      state: 'broken',
      start: () => Promise.reject(new AppError('engine-start-failed', { what: 'No.', meaning: 'No.', action: 'No.' })),
      shutdown: () => Promise.resolve(),
      takeNativeWarnings: () => Promise.resolve([]),
    }) as unknown as Engine;

  it('tells those who only follow the queue when a job starts and when it ends, and that there is a document', async () => {
    const { events, add } = await open();
    writeShortWav(scratch.at('short.wav'), 6);
    const [id = 0, missing = 0] = add(scratch.at('short.wav'), scratch.at('not-there.wav'));
    const seen: string[] = [];
    const documents: number[] = [];
    events.on('queue', ({ ids }) => seen.push(...ids.map((each) => `${each} ${library.jobs.get(each)?.state}`)));
    events.on('document', (event) => documents.push(event.id));
    const engines = new EnginePool(startEngine);
    await runQueue({ library, engines, events, plan }, { once: true }, never);
    await engines.shutdown();
    expect(seen.filter((text) => text.startsWith(`${id} `))).toEqual([`${id} running`, `${id} done`]);
    expect(seen.at(-1)).toBe(`${missing} failed`);
    expect(documents).toEqual([id]);
  });

  it('fails no recording because no engine starts, and tries a new engine later', async () => {
    const { events, add } = await open();
    writeShortWav(scratch.at('a.wav'), 6);
    add(scratch.at('a.wav'), scratch.at('a.wav'));
    const engines = new EnginePool(broken);
    await expect(runQueue({ library, engines, events, plan }, { once: true }, never)).rejects.toMatchObject({
      code: 'engine-start-failed',
    });
    expect(states()).toEqual(['queued', 'queued']);

    const real = startEngine();
    const first = [broken(), real];
    const mixed = new EnginePool(() => first.shift() ?? real);
    const attempt = runQueue({ library, engines: mixed, events, plan }, { once: true }, never);
    await expect(attempt).rejects.toMatchObject({ code: 'engine-start-failed' });
    await runQueue({ library, engines: mixed, events, plan }, { once: true }, never);
    expect(states()).toEqual(['done', 'done']);
    await mixed.shutdown();
  });

  it('waits when the library has no space left even to say so, and goes on when there is', async () => {
    const { events, told, add } = await open();
    writeShortWav(scratch.at('b.wav'), 6);
    add(scratch.at('b.wav'));
    const full = new AppError('disk-full', { what: 'Full.', meaning: 'Full.', action: 'Full.' });
    const commit = library.store.commit.bind(library.store);
    let refusing = false;
    const store = {
      ...library.store,
      commit: <T>(work: () => T): T => {
        if (refusing) throw full;
        return commit(work);
      },
    };
    const engines = new EnginePool(() => {
      refusing = true;
      return {
        state: 'ready',
        start: () => Promise.reject(full),
        shutdown: () => Promise.resolve(),
        takeNativeWarnings: () => Promise.resolve([]),
      } as unknown as Engine;
    });
    const stop = new AbortController();
    const notices: string[] = [];
    events.on('notice', ({ code }) => {
      notices.push(code);
      stop.abort();
    });
    const parts = { library: { ...library, store }, engines, events, plan };
    await expect(runQueue(parts, { once: false }, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect([notices, told]).toEqual([['disk-full'], ['1 started', '1 stopped']]);
  });

  it('leaves a job queued when the stop of everything hits its engine first', async () => {
    const { events, add } = await open();
    writeShortWav(scratch.at('c.wav'), 6);
    add(scratch.at('c.wav'));
    const stop = new AbortController();
    const engines = new EnginePool(() => {
      const start = (): Promise<void> => {
        stop.abort();
        return Promise.reject(new AppError('engine-crashed', { what: 'x', meaning: 'x', action: 'x' }));
      };
      const shutdown = () => Promise.resolve();
      const takeNativeWarnings = () => Promise.resolve([]);
      return { state: 'dead', start, shutdown, takeNativeWarnings } as unknown as Engine;
    });
    await expect(runQueue({ library, engines, events, plan }, { once: true }, stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(states()).toEqual(['queued']);
  });

  it('counts a job once that was paused and resumed, and says which one is still paused', async () => {
    const { events, add } = await open();
    writeLoopedWav(scratch.at('d.wav'), 2);
    const [first = 0, second = 0] = add(scratch.at('d.wav'), scratch.at('d.wav'));
    changeJobs(library, 'pause', [second]);
    let paused = false;
    events.on('job', ({ jobId, event }) => {
      if (paused || jobId !== first || event.type !== 'pipeline' || event.event.type !== 'progress') return;
      paused = true;
      changeJobs(library, 'pause', [first]);
      changeJobs(library, 'resume', [first]);
    });
    const engines = new EnginePool(startEngine);
    const work = { once: true, only: new Set([first, second]) };
    const outcomes = await runQueue({ library, engines, events, plan }, work, never);
    await engines.shutdown();
    expect(paused).toBe(true);
    expect(outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.error.what : outcome.kind))).toEqual([
      'done',
      `Job ${second} is paused.`,
    ]);
  });

  it('fails a job whose order cannot be read, and runs the others', async () => {
    const { events, add } = await open();
    writeShortWav(scratch.at('e.wav'), 6);
    const [odd = 0] = add(scratch.at('e.wav'), scratch.at('e.wav'));
    library.store.commit(() => library.jobs.respec(odd, '{"preset":"of the future"}'));
    const engines = new EnginePool(startEngine);
    const outcomes = await runQueue({ library, engines, events, plan }, { once: true }, never);
    await engines.shutdown();
    expect(outcomes.map(({ kind }) => kind)).toEqual(['failed', 'done']);
    expect(library.jobs.get(odd)).toMatchObject({ state: 'failed', errorCode: 'format-invalid' });
  });

  it('waits for a job that is being stopped before its work is removed, and sweeps what is left behind', async () => {
    const { events, add } = await open();
    writeLoopedWav(scratch.at('f.wav'), 3);
    const [id = 0] = add(scratch.at('f.wav'));
    const folder = workFolderOf(library, id);
    const engines = new EnginePool(startEngine);
    let removed: Promise<void> | undefined;
    events.on('job', ({ event }) => {
      if (removed !== undefined || event.type !== 'pipeline' || event.event.type !== 'position') return;
      if (event.event.stage !== 'asr') return;
      changeJobs(library, 'cancel', [id]);
      changeJobs(library, 'remove', [id]);
      removed = removeWork(library, [id]);
    });
    await runQueue({ library, engines, events, plan }, { once: true }, never);
    await removed;
    await engines.shutdown();
    expect([removed === undefined, existsSync(folder), library.jobs.get(id)]).toEqual([false, false, undefined]);
    mkdirSync(workFolderOf(library, 99), { recursive: true });
    writeFileSync(`${workFolderOf(library, 99)}/left`, '');
    await sweepLibrary(library);
    expect(existsSync(workFolderOf(library, 99))).toBe(false);
  });

  it('takes a cancel while subtitles are made, twenty times, within two seconds each', async () => {
    const { events, add } = await open();
    writeShortWav(scratch.at('g.wav'), 20);
    add(scratch.at('g.wav'));
    const engines = new EnginePool(startEngine);
    const parts = { library, engines, events, plan };
    await runQueue(parts, { once: true }, never);
    const times: number[] = [];
    const asked: number[] = [];
    events.on('job', ({ jobId, event }) => {
      if (event.type !== 'pipeline' || event.event.type !== 'progress' || event.event.progress.stage !== 'cues') return;
      if (library.jobs.get(jobId)?.state !== 'running') return;
      asked.push(performance.now());
      changeJobs(library, 'cancel', [jobId]);
    });
    for (let round = 0; round < 20; round++) {
      const [id = 0] = add(scratch.at('g.wav'));
      await runQueue(parts, { once: true }, never);
      expect(asked).toHaveLength(round + 1);
      times.push(performance.now() - (asked.at(-1) ?? 0));
      expect([library.jobs.get(id)?.state, library.running.size]).toEqual(['cancelled', 0]);
    }
    await engines.shutdown();
    expect(Math.max(...times)).toBeLessThan(2000);
  });

  it('gives nobody the files of a recording that left the queue but not the library', async () => {
    const { add } = await open();
    const [id = 0] = add('/a/talk.wav');
    library.store.commit(() => {
      library.documents.add(id, '{}');
      library.jobs.setState(id, 'done');
    });
    clearQueue(library);
    const row = library.jobs.get(id);
    const spec = row === undefined ? undefined : specOf(row);
    expect(spec === undefined ? '' : claimTarget(takenTargets(library), spec, '/b/talk.wav').stem).toBe('talk-0-2');
  });
});
