import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../src/contract/contract.ts';
import type { EventName, StudioEvents } from '../../src/contract/events.ts';
import { type Reply, replyOf } from '../../src/contract/reply.ts';
import type { StudioApi } from '../../src/contract/studio-api.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { EditOperation } from '../../src/core/document/edits/operations.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { jobsTable } from '../../src/platform/store/jobs-table.ts';
import { openStore } from '../../src/platform/store/open-store.ts';
import { DocumentSession } from '../../src/renderer/state/document/session.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { addRevision } from '../../src/studio/documents/add-revision.ts';
import { documentLibrary } from '../../src/studio/documents/document-library.ts';
import { Studio } from '../../src/studio/studio.ts';
import { anyLinkedDocument, anyWish, grant } from '../document/arbitraries.ts';
import { readOnlyClient } from '../../src/server/errors.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
const JOBS = 80;
let studio: Studio;

const cues = ['a', 'b', 'c'].map((text, at) => ({
  id: `c${at + 1}`,
  startMs: at * 1000,
  endMs: at * 1000 + 900,
  lines: [text],
  wordIds: [],
}));

beforeAll(async () => {
  const home = scratch.at('library');
  const store = await openStore(home, { log: silentLogger, reserveBytes: 0 });
  const library = documentLibrary(store);
  const documents = [
    ...Array.from({ length: JOBS / 2 }, () => newDocument({ cues })),
    ...fc.sample(anyLinkedDocument, { numRuns: JOBS / 2, seed: 5 }),
  ];
  for (const document of documents) {
    const job = store.commit(() => jobsTable(store.db).add({ path: '/r/a.wav', spec: '{}', priority: 0 }));
    addRevision(library, job, document);
  }
  store.close();
  studio = await Studio.open({ home, log: silentLogger, patienceMs: 0 });
});
afterAll(() => studio.close());

let lastSmall = 0;
const nextSmall = (): number => ++lastSmall;

/** The studio as a page has it: answers and events come later, and sometimes not at all. */
class Line implements StudioApi {
  /** The next calls of these names are carried out, or not, and their answer is lost. */
  readonly losses: { readonly name: CallName; readonly done: boolean }[] = [];
  readonly asked: CallName[] = [];
  /** So many edits to come are refused because another window has the pen. */
  refusals = 0;
  /** Events are kept back until `tell`. */
  holdsEvents = false;
  /** What happens while the answer to a call is on its way. */
  meanwhile: ((name: CallName) => Promise<unknown>) | undefined;
  #held: (() => void)[] = [];

  async call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Reply<CallOutput<Name>>> {
    this.asked.push(name);
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (name === 'documents.edit' && this.refusals > 0) {
      this.refusals -= 1;
      return replyOf(() => {
        throw readOnlyClient();
      });
    }
    const at = this.losses.findIndex((loss) => loss.name === name);
    const [loss] = at < 0 ? [] : this.losses.splice(at, 1);
    const reply = loss?.done === false ? undefined : await studio.call(name, input);
    await this.meanwhile?.(name);
    if (reply !== undefined && loss === undefined) return structuredClone(reply);
    return replyOf(() => {
      throw new AppError('connection-lost', { what: 'Lost.', meaning: 'Unknown.', action: 'Wait.' });
    });
  }

  on<Name extends EventName>(name: Name, listener: (event: StudioEvents[Name]) => void): () => void {
    return studio.on(name, (event) => {
      if (this.holdsEvents) this.#held.push(() => listener(event));
      else setTimeout(() => listener(event), 2);
    });
  }

  tell(): void {
    const held = this.#held;
    this.#held = [];
    for (const each of held) each();
  }
}

interface Opened {
  readonly line: Line;
  readonly session: DocumentSession;
  readonly refused: string[];
  readonly errors: unknown[];
}

async function open(id: number, line = new Line()): Promise<Opened> {
  const refused: string[] = [];
  const errors: unknown[] = [];
  const session = await DocumentSession.open(line, id, {
    onRefused: ({ reason }) => refused.push(reason),
    onError: (error) => errors.push(error),
    whyUnfinished: () => 'unfinished',
  });
  return { line, session, refused, errors };
}

async function stored(id: number): Promise<VoxlaneDocument> {
  const reply = await studio.call('documents.open', { id });
  if (!reply.ok) throw new Error(reply.error.what);
  return reply.value.document;
}

/** Until all is sent and every event has come. */
async function settle({ session }: Opened): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await session.saved();
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
  expect(session.state.getState().saving).toBe('saved');
}

const say = (cue: string, ...lines: string[]): EditOperation => ({ kind: 'set-cue-lines', cue, lines });
const texts = (document: VoxlaneDocument): string => document.cues.map((cue) => cue.lines.join('/')).join(' ');
const opens = (line: Line): number => line.asked.filter((name) => name === 'documents.open').length;

describe('a document that is open in a page', () => {
  it('shows edits at once, stores them in order, and takes them back without being opened anew', async () => {
    const opened = await open(nextSmall());
    const { session, line } = opened;
    expect(session.edit([say('c1', 'A')], 'First').kind).toBe('edited');
    expect(session.edit([say('c1', 'AA')], 'Second').kind).toBe('edited');
    expect(texts(session.document)).toBe('AA b c');
    expect(session.state.getState()).toMatchObject({ undoLabel: 'Second', saving: 'saving', edited: true });
    await settle(opened);
    expect(texts(await stored(session.id))).toBe('AA b c');
    session.undo();
    session.undo();
    session.redo();
    await settle(opened);
    expect(texts(session.document)).toBe('A b c');
    expect(session.state.getState()).toMatchObject({ undoLabel: 'First', redoLabel: 'Second' });
    expect(session.document).toEqual(await stored(session.id));
    expect(opens(line)).toBe(1);
    session.close();
  });

  it('puts an edit that is made while an undo is under way on top of its outcome', async () => {
    const opened = await open(nextSmall());
    const { session } = opened;
    session.edit([{ kind: 'insert-cue', startMs: 0, endMs: 500, lines: ['new'] }], 'Insert');
    await settle(opened);
    session.undo();
    session.edit([say('c3', 'C')], 'Text');
    expect(texts(session.document)).toBe('a new b C');
    await settle(opened);
    expect(texts(session.document)).toBe('a b C');
    expect(session.document).toEqual(await stored(session.id));
    session.close();
  });

  it('follows what others change, with what waits on top, and says what was refused because of it', async () => {
    const opened = await open(nextSmall());
    const { session, refused } = opened;
    await studio.call('documents.edit', { id: session.id, operations: [say('c2', 'theirs')], label: 'Theirs' });
    session.edit([say('c3', 'ours')], 'Ours');
    await settle(opened);
    expect(texts(session.document)).toBe('a theirs ours');
    await studio.call('documents.edit', { id: session.id, operations: [{ kind: 'delete-cue', cue: 'c1' }], label: '' });
    session.edit([say('c1', 'gone')], 'Too late');
    session.edit([say('c2', 'both')], 'In time');
    await settle(opened);
    expect(texts(session.document)).toBe('both ours');
    expect(refused).toEqual([expect.stringContaining('c1')]);
    expect(session.document).toEqual(await stored(session.id));
    session.close();
  });

  it('opens the document once for a change made elsewhere, and never for its own, whenever events come', async () => {
    const opened = await open(nextSmall());
    const { session, line } = opened;
    line.holdsEvents = true;
    for (const text of ['1', '2', '3']) session.edit([say('c1', text)], text);
    await settle(opened);
    line.tell();
    await settle(opened);
    expect(opens(line)).toBe(1);
    await studio.call('documents.undo', { id: session.id });
    await studio.call('documents.redo', { id: session.id });
    await studio.call('documents.undo', { id: session.id });
    line.tell();
    await settle(opened);
    expect([texts(session.document), opens(line)]).toEqual(['2 b c', 2]);
    session.close();
  });

  it.each([
    ['was not carried out', false],
    ['was carried out', true],
  ])('sends an edit once more after its answer was lost, when it %s', async (_name, done) => {
    const opened = await open(nextSmall());
    const { session, line, refused, errors } = opened;
    line.losses.push({ name: 'documents.edit', done });
    session.edit([{ kind: 'insert-cue', startMs: 0, endMs: 500, lines: ['new'] }], 'Insert');
    session.edit([say('c2', 'B')], 'Text');
    await settle(opened);
    expect(texts(await stored(session.id))).toBe('a new B c');
    expect(session.document).toEqual(await stored(session.id));
    expect([refused, errors]).toEqual([[], []]);
    session.close();
  });

  it.each([
    ['was not carried out', false],
    ['was carried out', true],
  ])('takes back one step and not two after the answer was lost, when it %s', async (_name, done) => {
    const opened = await open(nextSmall());
    const { session, line } = opened;
    session.edit([say('c1', 'A')], 'First');
    session.edit([say('c2', 'B')], 'Second');
    await settle(opened);
    line.losses.push({ name: 'documents.undo', done });
    session.undo();
    await settle(opened);
    expect(texts(session.document)).toBe('A b c');
    expect(texts(await stored(session.id))).toBe('A b c');
    session.close();
  });

  it('shows what was changed elsewhere while it was on its way', async () => {
    const id = nextSmall();
    const line = new Line();
    line.meanwhile = async () => {
      line.meanwhile = undefined;
      await studio.call('documents.edit', { id, operations: [say('c2', 'theirs')], label: 'Theirs' });
      // The event is faster than the long answer.
      await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const opened = await open(id, line);
    const { session } = opened;
    await settle(opened);
    expect(texts(session.document)).toBe('a theirs c');
    session.edit([say('c1', 'ours')], 'Ours');
    await settle(opened);
    expect(texts(session.document)).toBe('ours theirs c');
    session.close();
  });

  it('still sends what waited when it is closed while the studio cannot be reached', async () => {
    const { session, line, errors } = await open(nextSmall());
    for (let time = 0; time < 2; time++) line.losses.push({ name: 'documents.edit', done: false });
    session.edit([say('c1', 'A')], 'First');
    session.edit([say('c2', 'B')], 'Second');
    session.close();
    await session.saved();
    expect(texts(await stored(session.id))).toBe('A B c');
    expect(errors).toEqual([]);
  });

  it('keeps an edit that came while another window had the pen, and stores it once it may', async () => {
    const opened = await open(nextSmall());
    const { session, line, errors } = opened;
    line.refusals = 2;
    session.edit([say('c1', 'A')], 'First');
    await settle(opened);
    expect(texts(await stored(session.id))).toBe('A b c');
    expect(texts(session.document)).toBe('A b c');
    // Told once, while it waited.
    expect(errors).toEqual([expect.objectContaining({ code: 'read-only-client' })]);
    session.close();
  });

  it('makes an edit of what is being typed before anything else happens', async () => {
    const opened = await open(nextSmall());
    const { session } = opened;
    session.holdBurst(() => session.edit([say('c1', 'typed')], 'Typing'));
    session.edit([say('c2', 'B')], 'Other');
    session.undo();
    await settle(opened);
    expect(texts(session.document)).toBe('typed b c');
    session.holdBurst(() => session.edit([say('c1', 'typed more')], 'Typing'));
    session.undo();
    await settle(opened);
    expect(texts(session.document)).toBe('typed b c');
    expect(session.state.getState().redoLabel).toBe('Typing');
    session.close();
  });

  it('shows what the studio has when an edit failed for good, and says so', async () => {
    const opened = await open(nextSmall());
    const { session, errors } = opened;
    const job = session.id;
    const lost = studio.call('documents.remove', { ids: [job] });
    session.edit([say('c1', 'A')], 'First');
    await lost;
    await session.saved();
    expect(errors).toContainEqual(expect.objectContaining({ code: 'document-missing' }));
    expect(texts(session.document)).toBe('a b c');
    session.close();
  });

  it('is the document of the studio after any edits, undos and changes made elsewhere', async () => {
    let job = JOBS / 2;
    const anyAct = fc.oneof(
      { weight: 6, arbitrary: fc.record({ act: fc.constant('edit' as const), wish: anyWish }) },
      { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('undo' as const, 'redo' as const) }) },
      { weight: 1, arbitrary: fc.record({ act: fc.constant('foreign' as const), wish: anyWish }) },
      { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('lose' as const, 'wait' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 3, maxLength: 14 }), async (acts) => {
        job = job === JOBS ? JOBS / 2 + 1 : job + 1;
        const opened = await open(job);
        const { session, line, errors } = opened;
        for (const step of acts) {
          if (step.act === 'edit') session.edit([grant(step.wish, session.document) as EditOperation], 'Edit');
          else if (step.act === 'foreign') {
            const operations = [grant(step.wish, await stored(job))];
            await studio.call('documents.edit', { id: job, operations, label: 'Elsewhere' });
          } else if (step.act === 'undo') session.undo();
          else if (step.act === 'redo') session.redo();
          else if (step.act === 'wait') await session.saved();
          else if (line.losses.length === 0 && acts.indexOf(step) % 3 === 0) {
            // Few answers are lost: each costs a second.
            line.losses.push({ name: 'documents.edit', done: acts.length % 2 === 0 });
          }
        }
        await settle(opened);
        expect(session.document).toEqual(await stored(job));
        expect(errors).toEqual([]);
        session.close();
      }),
      { numRuns: 25, seed: 11 },
    );
  });
});
