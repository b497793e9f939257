import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audioFixture } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type Desk, openDesk } from './support.ts';

describe('calls for the home page and the review', () => {
  const scratch = scratchFolder();
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk(scratch.at('library'))));
  afterAll(() => desk.library.store.close());

  it('adds the sample once', async () => {
    const [first, second] = await Promise.all([desk.call('library.sample', {}), desk.call('library.sample', {})]);
    expect(second.id).toBe(first.id);
    // Whichever of them was quicker.
    expect([first.isNew, second.isNew].toSorted()).toEqual([false, true]);
    expect(await desk.call('library.sample', {})).toEqual({ id: first.id, isNew: false });
    const { jobs } = await desk.call('queue.list', {});
    expect(jobs.map(({ state, wish }) => [state, wish?.preset])).toEqual([['queued', 'demo']]);
    await desk.call('queue.change', { kind: 'remove', ids: [first.id] });
    expect((await desk.call('library.sample', {})).isNew).toBe(true);
  });

  it('names the clearest turns of a speaker, and nobody alike when no voices were kept', async () => {
    const speakers = [{ id: 'S1', name: 'Speaker 1' }];
    const turns = [{ speaker: 'S1', startMs: 1000, endMs: 5000 }];
    const id = await desk.withDocument(audioFixture('digits-mono-20s.flac'), { speakers, turns });
    expect(await desk.call('speakers.samples', { id, speaker: 'S1' })).toEqual({
      samples: [{ startMs: 1000, endMs: 5000, channel: undefined, text: '' }],
      alike: [],
    });
  });

  it('lists a folder', async () => {
    const { entries } = await desk.call('files.browse', { path: audioFixture('.') });
    expect(entries[0]).toMatchObject({ kind: 'media', name: 'digits-dialog-2spk-60s.flac' });
  });
});
