import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PartialOpening } from '../../../contract/document-calls.ts';
import type { Reply } from '../../../contract/reply.ts';
import type { StudioApi } from '../../../contract/studio-api.ts';
import type { EditOperation } from '../../../core/document/edits/operations.ts';
import { newDocument } from '../../../core/document/new-document.ts';
import type { VoxlaneDocument } from '../../../core/document/types.ts';
import { AppError } from '../../../shared/app-error.ts';
import { selectCues, selection } from '../selection.ts';
import { openAsItComes } from './open-as-it-comes.ts';
import type { DocumentSession } from './session.ts';

const ID = 7;
const WHY = 'It is not finished.';

function talk(...texts: readonly string[]): VoxlaneDocument {
  const cues = texts.map((text, at) => ({
    id: `c${at + 1}`,
    ...{ startMs: at * 1000, endMs: at * 1000 + 900, lines: [text], wordIds: [] },
  }));
  return newDocument({ cues });
}

/** A studio with one job, whose answers are given by the test. */
function studioWith(answers: { partial: PartialOpening | AppError; whole?: VoxlaneDocument }) {
  const listeners = new Map<string, Set<(event: never) => void>>();
  const asked: string[] = [];
  /** Calls that are answered once what is said here has happened. */
  const late = new Map<string, Promise<void>>();
  const answer = (name: string): unknown => {
    if (name === 'documents.openPartial') return answers.partial;
    if (name === 'documents.edit') return { kind: 'edited', operations: [], position: { head: 'h2' } };
    return answers.whole === undefined
      ? new AppError('document-missing', { what: 'No document.', meaning: '', action: '' })
      : { jobId: ID, revision: 1, document: answers.whole, edited: false, conflicts: [], head: 'h1' };
  };
  const api = {
    call(name: string): Promise<Reply<unknown>> {
      asked.push(name);
      return Promise.resolve(late.get(name)).then(() => {
        const value = answer(name);
        return value instanceof AppError ? { ok: false, error: value.toData() } : { ok: true, value };
      });
    },
    on(name: string, listener: (event: never) => void) {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return () => void all.delete(listener);
    },
  } as unknown as StudioApi;
  const emit = (name: string, event: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(event as never);
  };
  const job = (event: object): void => emit('job', { jobId: ID, path: '/r', waiting: 0, event });
  return {
    api,
    asked,
    late,
    emit,
    job,
    listening: () => [...listeners.values()].reduce((sum, all) => sum + all.size, 0),
  };
}

describe('a document whose job runs', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function open(studio: ReturnType<typeof studioWith>) {
    const seen = { sessions: [] as DocumentSession[], nothing: 0, failed: [] as unknown[] };
    const close = openAsItComes(studio.api, ID, {
      onSession: (session) => seen.sessions.push(session),
      onNothingYet: () => (seen.nothing += 1),
      onFailed: (error) => seen.failed.push(error),
      onRefused: () => undefined,
      onError: (error) => seen.failed.push(error),
      whyUnfinished: () => WHY,
    });
    return { seen, close };
  }
  const text = { type: 'pipeline', event: { type: 'text', text: 'x', startMs: 0, endMs: 1 } };
  const stageEnd = { type: 'pipeline', event: { type: 'stage', stage: 'asr', track: 0, state: 'finished' } };
  const edit: EditOperation[] = [{ kind: 'set-cue-lines', cue: 'c1', lines: ['Other'] }];

  it('opens when there is something, grows, and becomes one that can be edited, as the same session', async () => {
    const answers: Parameters<typeof studioWith>[0] = { partial: { kind: 'nothing-yet' } };
    const studio = studioWith(answers);
    const { seen, close } = open(studio);
    await vi.advanceTimersByTimeAsync(0);
    expect([seen.nothing, seen.sessions.length]).toEqual([1, 0]);

    answers.partial = { kind: 'partial', document: talk('one'), progress: 0.2 };
    studio.job(stageEnd);
    await vi.advanceTimersByTimeAsync(1000);
    const [session] = seen.sessions;
    expect(session?.document.cues).toHaveLength(1);
    expect(session?.edit(edit, 'Edit')).toMatchObject({ kind: 'refused', reason: WHY });
    await expect(session?.change(() => Promise.resolve(1))).rejects.toMatchObject({ code: 'nothing-yet' });

    answers.partial = { kind: 'partial', document: talk('one', 'two'), progress: 0.5 };
    studio.job(text);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(session?.document.cues).toHaveLength(2);

    answers.partial = { kind: 'done' };
    answers.whole = talk('One', 'two', 'three');
    studio.emit('queue', { ids: [ID] });
    await vi.advanceTimersByTimeAsync(1000);
    expect(seen.sessions).toEqual([session]);
    expect(session?.isUnfinished).toBe(false);
    expect(session?.document.cues).toHaveLength(3);
    expect(session?.edit(edit, 'Edit').kind).toBe('edited');
    expect(studio.asked.filter((name) => name === 'documents.openPartial')).toHaveLength(4);
    await session?.saved();
    close();
    expect([studio.listening(), seen.failed]).toEqual([0, []]);
  });

  it('is not looked at for every word, and not at all once it is closed', async () => {
    const studio = studioWith({ partial: { kind: 'partial', document: talk('one'), progress: 0.2 } });
    const { close } = open(studio);
    await vi.advanceTimersByTimeAsync(0);
    const looks = (): number => studio.asked.filter((name) => name === 'documents.openPartial').length;
    for (let tenth = 0; tenth < 100; tenth++) {
      studio.job(text);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(looks()).toBeGreaterThanOrEqual(3);
    expect(looks()).toBeLessThanOrEqual(5);
    const before = looks();
    close();
    studio.job(stageEnd);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([looks(), studio.listening()]).toEqual([before, 0]);
  });

  it('becomes the finished one also when the last look failed and the job has nothing more to tell', async () => {
    const answers: Parameters<typeof studioWith>[0] = {
      partial: { kind: 'partial', document: talk('one'), progress: 0.9 },
    };
    const studio = studioWith(answers);
    const { seen, close } = open(studio);
    await vi.advanceTimersByTimeAsync(0);
    answers.partial = new AppError('store-locked', { what: 'The library is locked.', meaning: '', action: '' });
    studio.job({ type: 'finished' });
    await vi.advanceTimersByTimeAsync(1000);
    answers.partial = { kind: 'done' };
    answers.whole = talk('one', 'two');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.sessions[0]?.isUnfinished).toBe(false);
    close();
  });

  it('leaves the selection alone when it is finished after it was closed', async () => {
    const answers: Parameters<typeof studioWith>[0] = {
      partial: { kind: 'partial', document: talk('one', 'two'), progress: 0.9 },
    };
    const studio = studioWith(answers);
    const { close } = open(studio);
    await vi.advanceTimersByTimeAsync(0);
    let arrive = (): void => undefined;
    studio.late.set('documents.open', new Promise((resolve) => (arrive = resolve)));
    answers.partial = { kind: 'done' };
    answers.whole = talk('one', 'two', 'three');
    studio.job({ type: 'finished' });
    await vi.advanceTimersByTimeAsync(1000);
    close();
    // Another document was opened meanwhile; its cues have ids of their own.
    selectCues(['other-1', 'other-2'], 'other-2');
    arrive();
    await vi.advanceTimersByTimeAsync(0);
    expect(selection.getState()).toMatchObject({ cueId: 'other-2', cueIds: new Set(['other-1', 'other-2']) });
  });

  it('says that there is no document where there is no job either', async () => {
    const gone = new AppError('options-invalid', { what: 'There is no job 7.', meaning: '', action: '' });
    const studio = studioWith({ partial: gone });
    const { seen, close } = open(studio);
    await vi.advanceTimersByTimeAsync(0);
    expect(seen.failed).toMatchObject([{ code: 'document-missing' }]);
    expect(studio.listening()).toBe(0);
    close();
  });
});
