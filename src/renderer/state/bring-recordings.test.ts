import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Host } from '../client/host.ts';
import { bringRecordings } from './bring-recordings.ts';
import { closeNewJobs, newJobs, putNewJobsAside, setTaken, showNewJobs } from './new-jobs.ts';

// What was chosen last time is read as soon as the module is there.
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => null }));

beforeEach(() => closeNewJobs());

/** A studio that takes files once it is told to, one answer for each of them. */
function slowHost(): { readonly host: Host; readonly arrive: () => void } {
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const host = {
    kind: 'browser',
    api: { call: () => Promise.resolve({ ok: true, value: [] }), on: () => () => undefined },
    takeFiles: async ([file]: readonly File[]) => {
      await arrived;
      return [`/uploads/${file?.name ?? ''}`];
    },
  } as unknown as Host;
  return { host, arrive };
}

const inSheet = (): readonly string[] => newJobs.getState().batches.flatMap(({ inputs }) => inputs);

describe('recordings on their way to the studio', () => {
  it('are in the sheet when it was put aside before they arrived, and it stays aside', async () => {
    const { host, arrive } = slowHost();
    const brought = bringRecordings(host, [new File(['a'], 'one.wav')]);
    putNewJobsAside();
    arrive();
    await brought;
    expect(inSheet()).toEqual(['/uploads/one.wav']);
    expect(newJobs.getState()).toMatchObject({ open: true, isAside: true });
    showNewJobs();
    expect(inSheet()).toEqual(['/uploads/one.wav']);
    expect(newJobs.getState().isAside).toBe(false);
  });

  it('stay out of the next sheet when theirs was closed', async () => {
    const { host, arrive } = slowHost();
    const brought = bringRecordings(host, [new File(['a'], 'old.wav')]);
    closeNewJobs();
    showNewJobs();
    arrive();
    await brought;
    expect(inSheet()).toEqual([]);
  });

  it('join what is in a sheet that was put aside, which is shown again', async () => {
    const { host, arrive } = slowHost();
    arrive();
    await bringRecordings(host, [new File(['a'], 'one.wav')]);
    setTaken('/uploads/one.wav', false);
    putNewJobsAside();
    await bringRecordings(host, [new File(['b'], 'two.wav')]);
    expect(inSheet()).toEqual(['/uploads/one.wav', '/uploads/two.wav']);
    expect(newJobs.getState().left).toEqual(new Set(['/uploads/one.wav']));
    expect(newJobs.getState().isAside).toBe(false);
  });
});
