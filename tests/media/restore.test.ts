import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audioFixture } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type Desk, openDesk } from './support.ts';

describe('documents.restore', () => {
  const scratch = scratchFolder();
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk(scratch.at('library'))));
  afterAll(() => desk.library.store.close());

  it('goes back to the machine version in one step that can be undone, also after a restart', async () => {
    const cues = [0, 1].map((at) => ({
      ...{ id: `c${at}`, startMs: at * 1000, endMs: at * 1000 + 900, lines: [`line ${at}`], wordIds: [] },
    }));
    const id = await desk.withDocument(audioFixture('digits-mono-20s.flac'), { cues });
    const { document: made } = await desk.call('documents.machine', { id });
    expect(await desk.call('documents.restore', { id, what: 'file' })).toEqual({ kind: 'unchanged' });
    const operations = [
      { kind: 'set-cue-lines', cue: 'c0', lines: ['other'] },
      { kind: 'delete-cue', cue: 'c1' },
    ];
    await desk.call('documents.edit', { id, operations });
    expect((await desk.call('documents.restore', { id, what: { cue: 'c9' } })).kind).toBe('refused');
    expect((await desk.call('documents.restore', { id, what: 'file' })).kind).toBe('edited');
    expect((await desk.call('documents.open', { id })).document).toEqual(made);
    desk.library.store.close();
    desk = await openDesk(scratch.at('library'));
    expect((await desk.call('documents.open', { id })).document).toEqual(made);
    expect(await desk.call('documents.undo', { id })).toMatchObject({ kind: 'undone', label: 'machine version' });
    expect((await desk.call('documents.open', { id })).document.cues.map(({ lines }) => lines)).toEqual([['other']]);
    expect((await desk.call('documents.machine', { id })).document).toEqual(made);
  });
});
