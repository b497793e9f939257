import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/document/canonical-json.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { jobsTable } from '../../src/platform/store/jobs-table.ts';
import { openStore } from '../../src/platform/store/open-store.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { addRevision, prepareRevision } from '../../src/studio/documents/add-revision.ts';
import { type DocumentLibrary, documentLibrary } from '../../src/studio/documents/document-library.ts';
import { editDocument, editHistory, redoEdit, undoEdit } from '../../src/studio/documents/edit-document.ts';
import { exportDocument, exportDocumentToFile } from '../../src/studio/documents/export-document.ts';
import { listDocuments, removeDocument } from '../../src/studio/documents/list-documents.ts';
import { dismissConflicts, listConflicts, openDocument } from '../../src/studio/documents/open-document.ts';
import { scratchFolder } from '../support/scratch.ts';
import { anyLinkedDocument, anyWish, grant } from './arbitraries.ts';

const scratch = scratchFolder();
const speakers = ['S1', 'S2'].map((id) => ({ id, name: `Speaker ${id[1]}` }));

/** Cues of one second, said by S1 and S2 in turn. */
function talk(...lines: string[]): VoxlaneDocument {
  const span = (index: number) => ({ startMs: index * 1000, endMs: index * 1000 + 1000 });
  const turns = lines.map((_, index) => ({ ...span(index), speaker: `S${(index % 2) + 1}` }));
  const cues = turns.map((turn, index) => ({ id: `c${index + 1}`, ...turn, lines: [lines[index] ?? ''], wordIds: [] }));
  return newDocument({ speakers, turns, exclusiveTurns: turns, cues });
}

async function open(name: string): Promise<DocumentLibrary> {
  return documentLibrary(await openStore(scratch.at(name), { log: silentLogger, reserveBytes: 0 }));
}

async function withDocument(
  name: string,
  document: VoxlaneDocument,
): Promise<{ library: DocumentLibrary; job: number }> {
  const library = await open(name);
  const job = library.store.commit(() =>
    jobsTable(library.store.db).add({ path: `/r/${name}.wav`, spec: '{}', priority: 0 }),
  );
  addRevision(library, job, document);
  return { library, job };
}

const say = (cue: string, ...lines: string[]) => ({ kind: 'set-cue-lines', cue, lines });
const textOf = ({ cues }: VoxlaneDocument): string => cues.map((cue) => cue.lines.join('/')).join(' ');
const shown = (library: DocumentLibrary, job: number): string => textOf(openDocument(library, job).document);

describe('edits of a document', () => {
  it('survive a restart, with undo and redo', async () => {
    const { library, job } = await withDocument('restart', talk('a', 'b', 'c'));
    editDocument(library, job, [say('c1', 'A')], 'First');
    editDocument(library, job, [say('c2', 'B'), say('c3', 'C')], 'Both others');
    editDocument(library, job, [say('c1', 'AA')], 'Again');
    undoEdit(library, job);
    library.store.close();

    const again = await open('restart');
    expect(openDocument(again, job)).toMatchObject({
      revision: 1,
      edited: true,
      undoLabel: 'Both others',
      redoLabel: 'Again',
    });
    expect(shown(again, job)).toBe('A B C');
    expect(redoEdit(again, job)).toMatchObject({ kind: 'redone', label: 'Again' });
    expect(shown(again, job)).toBe('AA B C');
    expect([undoEdit(again, job).kind, undoEdit(again, job).kind, undoEdit(again, job).kind]).toEqual([
      'undone',
      'undone',
      'undone',
    ]);
    expect(undoEdit(again, job).kind).toBe('nothing');
    expect(openDocument(again, job)).toMatchObject({ edited: false, document: talk('a', 'b', 'c') });
    redoEdit(again, job);
    editDocument(again, job, [say('c3', 'see')], 'New branch');
    expect(redoEdit(again, job).kind).toBe('nothing');
    expect(editHistory(again, job).map((step) => [step.label, step.state])).toEqual([
      ['First', 'live'],
      ['New branch', 'live'],
    ]);
    again.store.close();
  });

  it('are refused as a whole, with the place and the reason, and record nothing when nothing changes', async () => {
    const { library, job } = await withDocument('refused', talk('a', 'b'));
    const bad = { kind: 'delete-cue', cue: 'c9' };
    expect(editDocument(library, job, [say('c1', 'A'), bad], 'Mixed')).toMatchObject({
      kind: 'refused',
      index: 1,
      code: 'cue-unknown',
    });
    expect(editDocument(library, job, [], 'Empty')).toMatchObject({ kind: 'refused', code: 'operation-invalid' });
    expect(editDocument(library, job, [say('c1', 'a')], 'Same')).toMatchObject({ kind: 'unchanged' });
    expect([shown(library, job), editHistory(library, job)]).toEqual(['a b', []]);
    expect(() => openDocument(library, 99)).toThrow(expect.objectContaining({ code: 'document-missing' }));
    library.store.close();
  });

  it('leave nothing behind when the disk refuses them', async () => {
    const { library, job } = await withDocument('full', talk('a', 'b'));
    const { db } = library.store;
    const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    db.exec(`PRAGMA max_page_count = ${pages + 1}`);
    const long = Array.from({ length: 90 }, () => 'x'.repeat(9000));
    expect(() => editDocument(library, job, [say('c1', ...long)], 'Long')).toThrow(
      expect.objectContaining({ code: 'disk-full' }),
    );
    expect([shown(library, job), editHistory(library, job)]).toEqual(['a b', []]);
    db.exec('PRAGMA max_page_count = 100000');
    expect(editDocument(library, job, [say('c1', 'A')], 'Short').kind).toBe('edited');
    library.store.close();
  });

  it('any of them: memory and disk always agree', async () => {
    const library = await open('agree');
    const jobs = jobsTable(library.store.db);
    fc.assert(
      fc.property(anyLinkedDocument, fc.array(fc.tuple(anyWish, fc.nat(5)), { maxLength: 12 }), (document, wishes) => {
        const job = library.store.commit(() => jobs.add({ path: '/r/any.wav', spec: '{}', priority: 0 }));
        addRevision(library, job, document);
        for (const [wish, action] of wishes) {
          if (action === 0) undoEdit(library, job);
          else if (action === 1) redoEdit(library, job);
          else editDocument(library, job, [grant(wish, openDocument(library, job).document)], wish.kind);
        }
        const remembered = openDocument(library, job);
        const rows = library.speakers.list(job);
        library.opened.clear();
        const read = openDocument(library, job);
        expect(canonicalJson(read.document)).toBe(canonicalJson(remembered.document));
        expect({ ...read, document: 0 }).toEqual({ ...remembered, document: 0 });
        expect(read.conflicts).toEqual([]);
        expect(rows.map(({ id }) => id).sort()).toEqual(read.document.speakers.map(({ id }) => id).sort());
        expect(library.speakers.list(job)).toEqual(rows);
      }),
      { numRuns: 40 },
    );
    library.store.close();
  });

  it('can still be undone when what undoes them is damaged, and one that cannot be read is kept as a conflict', async () => {
    const { library, job } = await withDocument('damaged', talk('a', 'b', 'c'));
    for (const cue of ['c1', 'c2', 'c3']) editDocument(library, job, [say(cue, 'new')], cue);
    const { db } = library.store;
    db.exec(`UPDATE edit_operations SET inverse = '{"revision":1,"changes":[{"kind":"odd"}]}' WHERE seq = 3`);
    undoEdit(library, job);
    expect(shown(library, job)).toBe('new new c');
    db.exec(`UPDATE edit_operations SET operation = '{"kind":"of a later version"}' WHERE seq = 2`);
    library.opened.clear();
    expect(openDocument(library, job)).toMatchObject({
      conflicts: [{ label: 'c2', operation: { kind: 'of a later version' }, code: 'operation-invalid' }],
    });
    expect(shown(library, job)).toBe('new b c');
    library.store.close();
  });
});

describe('a new revision', () => {
  it('carries edits over, keeps those that do not fit, and can still be undone', async () => {
    const { library, job } = await withDocument('rerun', talk('one', 'two', 'three'));
    editDocument(library, job, [say('c1', 'One.'), say('c2', 'Two.')], 'Dots');
    editDocument(library, job, [{ kind: 'rename-speaker', speaker: 'S2', name: 'Anna' }], 'Name');
    editDocument(library, job, [say('c3', 'Three.')], 'Undone');
    undoEdit(library, job);
    const revision = addRevision(library, job, talk('one', 'too', 'three'));
    expect(revision).toMatchObject({ revision: 2, alerts: [{ code: 'edits-in-conflict', severity: 'warning' }] });
    expect(textOf(revision.document)).toBe('One. too three');
    library.store.close();

    const again = await open('rerun');
    const opened = openDocument(again, job);
    expect(canonicalJson(opened.document)).toBe(canonicalJson(revision.document));
    expect(opened).toMatchObject({ undoLabel: 'Name', redoLabel: 'Undone' });
    expect(opened.conflicts).toMatchObject([
      { label: 'Dots', operation: say('c2', 'Two.'), code: 'changed-meanwhile' },
    ]);
    redoEdit(again, job);
    expect(shown(again, job)).toBe('One. too Three.');
    expect(listDocuments(again)).toMatchObject([{ edited: true, conflicts: 1, revision: 2 }]);
    for (let step = 0; step < 3; step++) undoEdit(again, job);
    expect(openDocument(again, job).document).toEqual(talk('one', 'too', 'three'));
    const [lost] = listConflicts(again, job);
    const ids = [lost?.id ?? 0, 999];
    expect(dismissConflicts(again, job, ids, true)).toEqual([lost?.id]);
    expect(dismissConflicts(again, job, ids, true)).toEqual([]);
    expect(listConflicts(again, job)).toEqual([]);
    expect(listDocuments(again)).toMatchObject([{ conflicts: 0 }]);
    addRevision(again, job, talk('one', 'too', 'three'));
    expect(listConflicts(again, job)).toEqual([]);
    expect(dismissConflicts(again, job, ids, false)).toEqual([lost?.id]);
    expect(listConflicts(again, job)).toEqual([lost]);
    again.store.close();
  });

  it('gets the edits also when it was only put into the table', async () => {
    const { library, job } = await withDocument('bare', talk('one', 'two'));
    editDocument(library, job, [say('c2', 'Two.')], 'Dot');
    library.store.commit(() => library.documents.add(job, JSON.stringify(talk('zero', 'two'))));
    expect(shown(library, job)).toBe('zero Two.');
    expect(openDocument(library, job).revision).toBe(2);
    undoEdit(library, job);
    expect(shown(library, job)).toBe('zero two');
    library.store.close();
  });

  it('is all or nothing together with what else its transaction writes', async () => {
    const { library, job } = await withDocument('together', talk('one', 'two'));
    editDocument(library, job, [say('c1', 'One.')], 'Dot');
    const prepared = prepareRevision(library, job, talk('uno', 'two'));
    const fail = (): void => {
      prepared.write();
      throw new Error('the rest failed');
    };
    expect(() => library.store.commit(fail)).toThrow('the rest failed');
    expect(openDocument(library, job)).toMatchObject({ revision: 1, conflicts: [] });
    expect(shown(library, job)).toBe('One. two');
    library.store.close();
  });
});

describe('the library of documents', () => {
  it('lists, exports with losses, and removes', async () => {
    const { library, job } = await withDocument('list', talk('one', 'two', 'three'));
    const { db } = library.store;
    db.exec(`UPDATE jobs SET title = 'A talk' WHERE id = ${job}`);
    editDocument(library, job, [{ kind: 'rename-speaker', speaker: 'S1', name: 'Anna' }, say('c2', 'Two.')], 'Edit');
    expect(listDocuments(library)).toEqual([
      {
        ...{ job, path: '/r/list.wav', title: 'A talk', revision: 1, words: 0, edited: true, conflicts: 0 },
        speakers: [
          { id: 'S1', name: 'Anna', speech: 2000, place: 0 },
          { id: 'S2', name: 'Speaker 2', speech: 1000, place: 1 },
        ],
      },
    ]);
    const { text, losses } = exportDocument(library, job, 'srt', { speakerStyle: 'colon' });
    expect(text).toContain('Speaker 2: Two.');
    expect(losses).toMatchObject([{ code: 'speakers-as-text', count: 3 }]);
    const target = join(scratch.path, 'out.vtt');
    const written = await exportDocumentToFile(library, job, target, 'vtt');
    expect(written).toEqual({ format: 'vtt', path: target, losses: [] });
    expect(readFileSync(target, 'utf8')).toContain('<v Anna>one');
    expect(() => exportDocument(library, job, 'doc')).toThrow(expect.objectContaining({ code: 'format-unknown' }));

    editDocument(library, job, [{ kind: 'set-speaker-color', speaker: 'S2', color: '#7555a8' }], 'Colour');
    expect(listDocuments(library)[0]?.speakers[1]).toMatchObject({ place: 1, color: '#7555a8' });

    removeDocument(library, job);
    expect(listDocuments(library)).toEqual([]);
    expect(jobsTable(db).get(job)?.path).toBe('/r/list.wav');
    expect(() => openDocument(library, job)).toThrow(expect.objectContaining({ code: 'document-missing' }));
    addRevision(library, job, talk('back'));
    expect([shown(library, job), editHistory(library, job)]).toEqual(['back', []]);
    db.exec('UPDATE jobs SET listed = 0');
    removeDocument(library, job);
    expect(jobsTable(db).get(job)).toBeUndefined();
    library.store.close();
  });

  it('keeps few documents in memory', async () => {
    const { library, job } = await withDocument('few', talk('one'));
    for (let more = 0; more < 6; more++) {
      const next = library.store.commit(() => jobsTable(library.store.db).duplicate(job));
      addRevision(library, next, talk(`number ${more}`));
      expect(shown(library, next)).toBe(`number ${more}`);
    }
    expect(library.opened.size).toBe(4);
    library.store.close();
  });
});
