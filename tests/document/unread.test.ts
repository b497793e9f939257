import { describe, expect, it } from 'vitest';
import { newDocument } from '../../src/core/document/new-document.ts';
import { jobsTable } from '../../src/platform/store/jobs-table.ts';
import { openStore } from '../../src/platform/store/open-store.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { addRevision } from '../../src/studio/documents/add-revision.ts';
import { type DocumentLibrary, documentLibrary } from '../../src/studio/documents/document-library.ts';
import { documentText } from '../../src/studio/documents/document-text.ts';
import { editDocument } from '../../src/studio/documents/edit-document.ts';
import { openDocument } from '../../src/studio/documents/open-document.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
const cue = { id: 'c1', startMs: 0, endMs: 1000, lines: ['Ünïcode'], wordIds: [] };
const made = newDocument({ cues: [cue] });

async function stored(name: string): Promise<{ readonly library: DocumentLibrary; readonly job: number }> {
  const library = documentLibrary(await openStore(scratch.at(name), { log: silentLogger, reserveBytes: 0 }));
  const job = library.store.commit(() =>
    jobsTable(library.store.db).add({ path: '/r/a.wav', spec: '{}', priority: 0 }),
  );
  addRevision(library, job, made);
  return { library, job };
}

const change = (library: DocumentLibrary, from: string, to: string): void => {
  library.store.db.prepare('UPDATE documents SET content = replace(content, ?, ?)').run(from, to);
};

describe('a document that nobody has edited', () => {
  it('is passed on without being read, and read when it is asked for', async () => {
    const { library, job } = await stored('unread');
    const state = openDocument(library, job);
    expect(library.opened.has(job)).toBe(false);
    expect(JSON.parse(String(Buffer.from(documentText(state) ?? '')))).toEqual(made);
    expect(library.opened.has(job)).toBe(false);
    expect(state).toMatchObject({ document: made, edited: false, conflicts: [], revision: 1 });
    expect(library.opened.get(job)?.document).toBe(state.document);
  });

  it('stays what it was when it is read after an edit', async () => {
    const { library, job } = await stored('late');
    const before = openDocument(library, job);
    editDocument(library, job, [{ kind: 'set-cue-lines', cue: 'c1', lines: ['later'] }], 'Edit');
    expect(before.document).toEqual(made);
    expect(openDocument(library, job).document.cues[0]?.lines).toEqual(['later']);
  });

  it('can be read when the library is closed, as commands do', async () => {
    const { library, job } = await stored('closed');
    const state = openDocument(library, job);
    library.store.close();
    expect(state.document).toEqual(made);
  });

  it('is checked when its bytes are not those that were stored', async () => {
    const { library, job } = await stored('tampered');
    change(library, '"startMs":0', '"startMs":"0"');
    expect(() => openDocument(library, job)).toThrow(expect.objectContaining({ code: 'format-invalid' }));
  });

  it('is checked when it was stored without a seal, as older versions did', async () => {
    const { library, job } = await stored('older');
    library.store.db.exec('UPDATE documents SET seal = NULL');
    expect(openDocument(library, job).document).toEqual(made);
    change(library, '"startMs":0', '"startMs":"0"');
    library.opened.clear();
    expect(() => openDocument(library, job)).toThrow(expect.objectContaining({ code: 'format-invalid' }));
  });
});
