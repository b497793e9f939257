import { describe, expect, it } from 'vitest';
import { type Reply, replyOf } from '../../../../contract/reply.ts';
import type { StudioApi } from '../../../../contract/studio-api.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { notices } from '../../../state/notices.ts';
import { SpellingDesk } from './spelling-desk.ts';

const failed = (code: 'connection-lost' | 'internal'): Promise<Reply<never>> =>
  replyOf<never>(() => Promise.reject(new AppError(code, { what: 'No.', meaning: 'Nothing.', action: 'Wait.' })));

function deskOf(first: 'connection-lost' | 'internal') {
  let calls = 0;
  const call = (): Promise<Reply<unknown>> =>
    (calls += 1) === 1 ? failed(first) : Promise.resolve({ ok: true, value: { kind: 'checked', misspelt: ['wrod'] } });
  const letters: unknown[] = [];
  const desk = new SpellingDesk(
    { call, on: () => () => undefined } as unknown as StudioApi,
    (letter) => letters.push(letter),
    () => undefined,
  );
  desk.use('en');
  return { desk, letters };
}

describe('spelling in a page', () => {
  it('goes on after the studio was gone for a while, and says nothing that the page says itself', async () => {
    notices.setState({ list: [] });
    const { desk, letters } = deskOf('connection-lost');
    await desk.take(['wrod']);
    await desk.take(['wrod']);
    expect(letters.at(-1)).toMatchObject({ checked: ['wrod'], misspelt: ['wrod'] });
    expect(notices.getState().list).toEqual([]);
  });

  it('stops after anything else, and says so once', async () => {
    notices.setState({ list: [] });
    const { desk, letters } = deskOf('internal');
    await desk.take(['wrod']);
    await desk.take(['wrod']);
    expect(letters).not.toContainEqual(expect.objectContaining({ misspelt: ['wrod'] }));
    expect(notices.getState().list).toHaveLength(1);
  });
});
