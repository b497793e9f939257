import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { RedecodeProgress } from '../../src/contract/document-calls.ts';
import { valueOf } from '../../src/contract/reply.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { fillLibrary } from '../support/fill-library.ts';
import { audioFixture } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openWindow, type ServedStudio, serveStudio, signIn, type TestWindow } from '../support/served-studio.ts';
import { transcribeFixture } from '../support/transcribe-fixture.ts';

const RECORDING = audioFixture('digits-mono-20s.flac');
const ASKED_MS = 60_000;
const scratch = scratchFolder();
let served: ServedStudio;
let window: TestWindow;
let id = 0;
let document: VoxlaneDocument;

beforeAll(async () => {
  const { output } = await transcribeFixture(RECORDING, { skipDiarize: true }, { asr: 'whisper-digits' });
  ({ document } = output);
  [id = 0] = await fillLibrary(scratch.at('library'), [{ path: RECORDING, document }]);
  served = await serveStudio(scratch.at('library'));
  window = await openWindow(served.server.origin, await signIn(served.server));
}, ASKED_MS);
afterAll(async () => {
  window.close();
  await served.close();
});

/** Progress of one call, as a window hears it. */
function progressOf(call: string): { readonly told: RedecodeProgress[]; readonly stop: () => void } {
  const told: RedecodeProgress[] = [];
  const stop = window.api.on('redecode', (event) => {
    if (event.call === call) told.push(event);
  });
  return { told, stop };
}

it(
  'lets another model hear cues, tells how far it is, and what it proposes is one edit that can be undone',
  async () => {
    const cues = document.cues.slice(0, 3).map((cue) => cue.id);
    const { told, stop } = progressOf('first');
    const other = progressOf('another');
    const { cues: answer } = valueOf(
      await window.api.call('documents.redecode', { id, call: 'first', cues, model: 'ctc-digits', language: 'en' }),
    );
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ id, phase: 'hearing', done: 3, total: 3 }), 5000);
    stop();
    other.stop();
    expect(other.told).toEqual([]);
    expect(told[0]).toMatchObject({ phase: 'loading', done: 0 });
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b));

    expect(answer.map(({ cue }) => cue)).toEqual(cues);
    expect(answer.map(({ before }) => before.lines)).toEqual(document.cues.slice(0, 3).map(({ lines }) => lines));
    const operations = answer.flatMap(({ after }) => (after === undefined ? [] : [after.operation]));
    expect(operations.length).toBeGreaterThan(0);
    for (const { words } of operations) for (const word of words) expect(word.engine).toBe('ctc-digits');

    expect(valueOf(await window.api.call('documents.open', { id })).edited).toBe(false);
    const edited = valueOf(await window.api.call('documents.edit', { id, operations, label: 'another model' }));
    expect(edited.kind).toBe('edited');
    const now = valueOf(await window.api.call('documents.open', { id })).document;
    const engines = (cue: string): string[] => {
      const wordIds = new Set(now.cues.find((each) => each.id === cue)?.wordIds);
      return [...new Set(now.words.filter((word) => wordIds.has(word.id)).map(({ engine }) => engine))];
    };
    for (const { cue } of operations) expect(engines(cue)).toEqual(['ctc-digits']);
    expect(valueOf(await window.api.call('documents.history', { id })).map(({ label }) => label)).toEqual([
      'another model',
    ]);
    await window.api.call('documents.undo', { id });
    expect(valueOf(await window.api.call('documents.open', { id })).document).toEqual(document);
  },
  ASKED_MS,
);

it(
  'stops when its caller has enough, changes nothing, and can be asked again',
  async () => {
    const cues = document.cues.map((cue) => cue.id);
    const enough = new AbortController();
    const { told, stop } = progressOf('stopped');
    const asked = window.api.call(
      'documents.redecode',
      { id, call: 'stopped', cues, model: 'whisper-digits' },
      { signal: enough.signal },
    );
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(0), 10_000);
    enough.abort();
    expect(await asked).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    stop();
    expect(valueOf(await window.api.call('documents.open', { id })).document).toEqual(document);
    const again = valueOf(
      await window.api.call('documents.redecode', { id, cues: cues.slice(0, 1), model: 'whisper-digits' }),
    );
    const [first] = again.cues;
    expect(first?.after?.lines).toEqual(first?.before.lines);
  },
  ASKED_MS,
);

it(
  'says which model is missing, and refuses cues that are not there',
  async () => {
    const [cue = ''] = document.cues.map((each) => each.id);
    const missing = await window.api.call('documents.redecode', { id, cues: [cue], model: 'whisper-huge' });
    expect(missing).toMatchObject({
      ok: false,
      error: { code: 'model-missing', what: expect.stringContaining('huge') },
    });
    const unknown = await window.api.call('documents.redecode', { id, cues: ['c9999'], model: 'ctc-digits' });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'options-invalid' } });
  },
  ASKED_MS,
);
