import { describe, expect, it, vi } from 'vitest';
import { valueOf } from '../../src/contract/reply.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { jobsTable } from '../../src/platform/store/jobs-table.ts';
import { openStore } from '../../src/platform/store/open-store.ts';
import { DocumentSession } from '../../src/renderer/state/document/session.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { addRevision } from '../../src/studio/documents/add-revision.ts';
import { documentLibrary } from '../../src/studio/documents/document-library.ts';
import { editDocument } from '../../src/studio/documents/edit-document.ts';
import { Studio } from '../../src/studio/studio.ts';
import { scratchFolder } from '../support/scratch.ts';

/** Longest wait for what the studio tells a page. */
const EVENT_MS = 15_000;

function talk(...texts: readonly string[]): VoxlaneDocument {
  const cues = texts.map((text, at) => ({
    ...{ id: `c${at + 1}`, startMs: at * 1000, endMs: at * 1000 + 900, lines: [text], wordIds: [] },
  }));
  return newDocument({ cues });
}

describe('edits that a re-run could not carry over', () => {
  const scratch = scratchFolder();

  it('go one by one from an open document, come back with undo, and stay gone over a restart', async () => {
    const home = scratch.at('library');
    const store = await openStore(home, { log: silentLogger, reserveBytes: 0 });
    const library = documentLibrary(store);
    const id = store.commit(() => jobsTable(store.db).add({ path: '/r/a.wav', spec: '{}', priority: 0 }));
    addRevision(library, id, talk('one', 'two'));
    for (const [at, lines] of [['Eins'], ['Zwei']].entries())
      editDocument(library, id, [{ kind: 'set-cue-lines', cue: `c${at + 1}`, lines }], `Edit ${at + 1}`);
    addRevision(library, id, talk('won', 'too'));
    store.close();

    let studio = await Studio.open({ home, log: silentLogger, patienceMs: 0 });
    const errors: unknown[] = [];
    const watcher = { onRefused: () => undefined, onError: (e: unknown) => errors.push(e), whyUnfinished: () => '' };
    const session = await DocumentSession.open(studio, id, watcher);
    const shown = (): string[] => session.state.getState().conflicts.map(({ label }) => label);
    expect(shown()).toEqual(['Edit 1', 'Edit 2']);
    const [first] = session.state.getState().conflicts;
    const dismiss = async (conflicts: number[], dismissed: boolean) =>
      valueOf(await studio.call('documents.dismissConflicts', { id, conflicts, dismissed })).conflicts;
    expect(await dismiss([first?.id ?? 0, 9_999], true)).toEqual([first?.id]);
    await vi.waitFor(() => expect(shown()).toEqual(['Edit 2']), EVENT_MS);
    expect(await dismiss([first?.id ?? 0], false)).toEqual([first?.id]);
    await vi.waitFor(() => expect(shown()).toEqual(['Edit 1', 'Edit 2']), EVENT_MS);
    expect(session.document.cues.map(({ lines }) => lines[0])).toEqual(['won', 'too']);
    await dismiss([first?.id ?? 0], true);
    session.close();
    await studio.close();

    studio = await Studio.open({ home, log: silentLogger, patienceMs: 0 });
    const again = valueOf(await studio.call('documents.open', { id }));
    expect(again.conflicts.map(({ label }) => label)).toEqual(['Edit 2']);
    expect(valueOf(await studio.call('documents.list', {}))[0]).toMatchObject({ conflicts: 1 });
    await studio.close();
    expect(errors).toEqual([]);
  });
});
