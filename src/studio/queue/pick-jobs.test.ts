import { describe, expect, it } from 'vitest';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { needsOf } from './phases.ts';
import { pickJobs } from './pick-jobs.ts';
import { capacityOf, type MachinePlan } from './plan-machine.ts';
import { ResourcePool } from './resources.ts';

const plan: MachinePlan = { parallelJobs: 2, threadsPerJob: 2, parallelDownloads: 1 };
const spec = {
  modelFolders: [],
  preset: 'demo',
  options: {},
  formats: ['srt'],
  folder: '/out',
  stem: 'talk',
};
const row = (id: number, path: string, source?: object): JobRow => ({
  id,
  path,
  state: 'queued',
  attempt: 0,
  crashes: 0,
  deaths: 0,
  listed: 1,
  priority: 0,
  position: id,
  spec: JSON.stringify(spec),
  progress: 0,
  ...(source === undefined ? {} : { source: JSON.stringify(source) }),
});
const web = (id: number, fetched = false): JobRow =>
  row(id, `https://a.b/${id}`, { url: `https://a.b/${id}`, maxBytes: 1, fetched });
const ids = (queued: readonly JobRow[], active: readonly JobRow[] = [], pool = new ResourcePool(capacityOf(plan))) =>
  pickJobs(queued, active, pool, plan).picked.map(({ row: { id }, phase }) => `${id} ${phase}`);

describe('pickJobs', () => {
  it('runs downloads beside transcriptions, each up to its limit', () => {
    const queued = [web(1), web(2), row(3, '/a'), row(4, '/b'), row(5, '/c'), web(6, true)];
    expect(ids(queued)).toEqual(['1 fetch', '3 transcribe', '4 transcribe']);
  });

  it('takes a recording that was fetched as one that is here', () => {
    expect(ids([web(1, true), web(2)])).toEqual(['1 transcribe', '2 fetch']);
  });

  it('never runs two jobs over one recording at the same time', () => {
    expect(ids([row(1, '/a'), row(2, '/a'), row(3, '/b')])).toEqual(['1 transcribe', '3 transcribe']);
    expect(ids([row(2, '/a')], [row(1, '/a')])).toEqual([]);
  });

  it('puts one heavy model at a time on a GPU, beside what the processor does', () => {
    const pool = new ResourcePool(capacityOf({ ...plan, parallelJobs: 3 }, ['gpu0']));
    expect(pool.tryAcquire(needsOf('transcribe', plan, 'gpu0'))).toBeDefined();
    expect(pool.tryAcquire(needsOf('transcribe', plan, 'gpu0'))).toBeUndefined();
    expect(pool.tryAcquire(needsOf('transcribe', plan))).toBeDefined();
  });

  it('translates on servers beside transcriptions, and with a model of this computer in the place of one', () => {
    const local = { kind: 'local' as const, model: 'small' };
    const transcribed = (id: number, models?: readonly object[]): JobRow => ({
      ...row(id, `/${id}`),
      result: '{}',
      spec: JSON.stringify({ ...spec, translate: { languages: ['fr'], ...(models === undefined ? {} : { models }) } }),
    });
    const queued = [transcribed(1), transcribed(2), transcribed(3), row(4, '/4'), row(5, '/5'), row(6, '/6')];
    expect(ids(queued)).toEqual(['1 translate', '2 translate', '4 transcribe', '5 transcribe']);
    const picks = (usual?: typeof local) =>
      pickJobs(
        [transcribed(1, usual && [usual]), row(2, '/2'), row(3, '/3')],
        [],
        new ResourcePool(capacityOf(plan)),
        plan,
      ).picked;
    expect(picks().map(({ row: { id } }) => id)).toEqual([1, 2, 3]);
    expect(picks(local).map(({ row: { id } }) => id)).toEqual([1, 2]);
    const usual = pickJobs(
      [transcribed(1), row(2, '/2'), row(3, '/3')],
      [],
      new ResourcePool(capacityOf(plan)),
      plan,
      local,
    );
    expect(usual.picked.map(({ row: { id } }) => id)).toEqual([1, 2]);
  });

  it('lets nothing overtake a job that waits for the same resource', () => {
    const pool = new ResourcePool({ ...capacityOf(plan), cpu: 3 });
    const running = pool.tryAcquire({ jobs: 1, cpu: 2 });
    expect(ids([row(1, '/a'), row(2, '/b')], [], pool)).toEqual([]);
    running?.release();
    expect(ids([row(1, '/a'), row(2, '/b')], [], pool)).toEqual(['1 transcribe']);
  });
});
