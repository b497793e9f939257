import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallInput } from '../../contract/contract.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { addInputs, closeNewJobs, newJobs, setTracks, showNewJobs, startJobs } from './new-jobs.ts';

// What was chosen last time is read as soon as the module is there.
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined }));

beforeEach(() => closeNewJobs());

/** A studio that plans at once and takes jobs when it is told to. */
function slowStudio() {
  const added: string[][] = [];
  let take = (): void => undefined;
  const taken = new Promise<void>((resolve) => {
    take = resolve;
  });
  const plan = ({ inputs, tracks = false }: CallInput<'queue.plan'>): unknown => {
    const job = (paths: readonly string[]): unknown => ({
      kind: 'job',
      job: { path: paths[0], spec: { tracks: paths.slice(1) } },
    });
    return tracks ? [job(inputs)] : inputs.map((input) => job([input]));
  };
  const call = async (name: string, input: unknown): Promise<unknown> => {
    if (name === 'queue.plan') return { ok: true, value: plan(input as CallInput<'queue.plan'>) };
    added.push((input as CallInput<'queue.add'>).jobs.map(({ path }) => path));
    await taken;
    return { ok: true, value: { ids: [1], queue: { jobs: [] } } };
  };
  return { api: { call, on: () => () => undefined } as unknown as StudioApi, added, take };
}

const inSheet = (): readonly string[] => newJobs.getState().batches.flatMap(({ inputs }) => inputs);

/** Everything that was put into the sheet was looked at. */
async function looked(): Promise<void> {
  await vi.waitFor(() => expect(newJobs.getState().batches.every(({ state }) => state === 'ready')).toBe(true), {
    timeout: 20_000,
  });
}

/** Starts what is in the sheet; another recording comes before that is answered. */
async function startBeforeLate({ api, take }: ReturnType<typeof slowStudio>): Promise<void> {
  const starting = startJobs(api);
  addInputs(api, ['/late.wav']);
  take();
  await starting;
}

describe('jobs on their way into the queue', () => {
  it('take their sheet away', async () => {
    const { api, added, take } = slowStudio();
    showNewJobs();
    addInputs(api, ['/one.wav', '/two.wav']);
    await looked();
    const starting = startJobs(api);
    expect(newJobs.getState()).toMatchObject({ open: true, starting: true });
    take();
    expect(await starting).toEqual([1]);
    expect(added).toEqual([['/one.wav', '/two.wav']]);
    expect(newJobs.getState()).toMatchObject({ open: false, starting: false, batches: [] });
  });

  it('leave in the sheet what came into it meanwhile', async () => {
    const studio = slowStudio();
    showNewJobs();
    addInputs(studio.api, ['/one.wav']);
    await looked();
    await startBeforeLate(studio);
    expect(inSheet()).toEqual(['/late.wav']);
    expect(newJobs.getState()).toMatchObject({ open: true, starting: false });
  });

  it('are not started again with a track that came meanwhile', async () => {
    const studio = slowStudio();
    showNewJobs();
    addInputs(studio.api, ['/one.wav', '/two.wav']);
    setTracks(studio.api, true);
    await looked();
    await startBeforeLate(studio);
    expect(inSheet()).toEqual(['/late.wav']);
  });

  it('neither close nor unlock a sheet that was opened after theirs was closed', async () => {
    const first = slowStudio();
    showNewJobs();
    addInputs(first.api, ['/one.wav']);
    await looked();
    const starting = startJobs(first.api);
    closeNewJobs();
    const second = slowStudio();
    showNewJobs();
    addInputs(second.api, ['/next.wav']);
    await looked();
    const next = startJobs(second.api);
    first.take();
    await starting;
    expect(inSheet()).toEqual(['/next.wav']);
    expect(newJobs.getState()).toMatchObject({ open: true, starting: true });
    second.take();
    await next;
    expect(newJobs.getState().open).toBe(false);
  });
});
