import { createHash } from 'node:crypto';
import type { DocumentState, EditPosition, StoredConflict } from '../../contract/document-calls.ts';
import { type Replay, replayOperations } from '../../core/document/edits/replay.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { readJson, readStoredJson } from '../../core/formats/json/json-codec.ts';
import type { SealedRevision } from '../../platform/store/documents-table.ts';
import type { EditHead, EditRow } from '../../platform/store/edits-table.ts';
import { AppError } from '../../shared/app-error.ts';
import { type CurrentDocument, type DocumentLibrary, keepOpened } from './document-library.ts';
import { keepText, withUnread } from './document-text.ts';
import { readEdit, replayedRows } from './edit-record.ts';
import { sealOf } from './seal.ts';
import { summariseSpeakers } from './speaker-summary.ts';

/**
 * The document of a job: its newest revision with the edits that count. Edits made on an older revision are carried over
 * first; those that do not apply become conflicts. Throws `AppError` `document-missing`, or `format-invalid` and
 * `format-newer` for a document that cannot be read.
 */
export function openDocument(library: DocumentLibrary, jobId: number): DocumentState {
  const about = () => ({ ...editPosition(library, jobId), conflicts: listConflicts(library, jobId) });
  const sealed = library.opened.has(jobId) ? undefined : unchanged(library, jobId);
  if (sealed !== undefined) {
    const { revision, content } = sealed;
    const head = library.edits.head(jobId);
    const read = (): VoxlaneDocument => readUnchanged(library, jobId, sealed, head).document;
    return withUnread({ jobId, revision, edited: false, ...about() }, content, read);
  }
  const { revision, document, head } = currentDocument(library, jobId);
  return { jobId, revision, document, edited: head.liveSeq > 0, ...about() };
}

/** What is on the disk of a document that nobody has edited, if it is to the byte what was checked when it was written. */
function unchanged(library: DocumentLibrary, jobId: number): SealedRevision | undefined {
  if (library.edits.head(jobId).lastSeq > 0) return undefined;
  const sealed = library.documents.latestSealed(jobId);
  return sealed === undefined || sealed.seal !== sealOf(sealed.content) ? undefined : sealed;
}

/**
 * Reads what `unchanged` found, and keeps it in memory. Asks nothing of the library's files, which may be closed by then;
 * whoever takes it from memory looks whether it still is the newest. Speakers were counted when it was written.
 */
function readUnchanged(
  library: DocumentLibrary,
  jobId: number,
  { revision, content }: SealedRevision,
  head: EditHead,
): CurrentDocument {
  const known = library.opened.get(jobId);
  if (known?.revision === revision && known.head.lastSeq === 0) return known;
  const { document } = readStoredJson(Buffer.from(content).toString('utf8'));
  keepText(document, content);
  const current = { revision, head, document };
  if (known === undefined) keepOpened(library, jobId, current);
  return current;
}

/** Where a document stands in its history. */
export function editPosition(library: DocumentLibrary, jobId: number): EditPosition {
  const { lastSeq, liveSeq, undone } = library.edits.head(jobId);
  // A step made after an undo can have the numbers of the one that was undone.
  const newest = createHash('sha1')
    .update(library.edits.newestLive(jobId) ?? '')
    .digest('base64url');
  const steps = library.edits.steps(jobId);
  const undoLabel = steps.findLast((step) => step.state === 'live')?.label;
  const redoLabel = steps.find((step) => step.state === 'undone')?.label;
  return {
    head: [library.documents.newest(jobId), lastSeq, liveSeq, undone, newest.slice(0, 8)].join('.'),
    ...(undoLabel === undefined ? {} : { undoLabel }),
    ...(redoLabel === undefined ? {} : { redoLabel }),
  };
}

/** Edits that a re-run could not carry over, in the order they were made. */
export function listConflicts(library: DocumentLibrary, jobId: number): StoredConflict[] {
  return library.edits.conflicts(jobId).map((row) => {
    const { operation, conflict } = readEdit(row);
    const { code = 'operation-invalid', reason = 'It cannot be read.' } = conflict ?? {};
    return { id: row.seq, label: row.label, operation, code, reason };
  });
}

/**
 * Takes conflicts off the list, for a user who has seen to them, or with `dismissed` false puts them back. Returns those
 * that changed; ids that are none, or are so already, are passed over.
 */
export function dismissConflicts(
  library: DocumentLibrary,
  jobId: number,
  ids: readonly number[],
  dismissed: boolean,
): readonly number[] {
  return library.store.commit(() => ids.filter((seq) => library.edits.setDismissed(jobId, seq, dismissed)));
}

/** The document as it is now, from memory where that is still what the disk says. */
export function currentDocument(library: DocumentLibrary, jobId: number): CurrentDocument {
  const revision = library.documents.newest(jobId);
  const head = library.edits.head(jobId);
  const known = library.opened.get(jobId);
  const current =
    known !== undefined && known.revision === revision && sameHead(known.head, head) ? known : load(library, jobId);
  keepOpened(library, jobId, current);
  return current;
}

function sameHead(a: CurrentDocument['head'], b: CurrentDocument['head']): boolean {
  return a.lastSeq === b.lastSeq && a.liveSeq === b.liveSeq && a.undone === b.undone;
}

function load(library: DocumentLibrary, jobId: number): CurrentDocument {
  const { store, documents, edits, speakers } = library;
  const sealed = unchanged(library, jobId);
  if (sealed !== undefined) return readUnchanged(library, jobId, sealed, edits.head(jobId));
  const latest = documents.latest(jobId);
  if (latest === undefined) throw documentMissing(jobId);
  const { document: machine, isVerbatim } = readStoredJson(latest.content);
  const { replay, rows } = carryOver(library, jobId, machine, latest.revision);
  if (isVerbatim && replay.document === machine) keepText(machine, latest.content);
  const summary = summariseSpeakers(replay.document);
  const byId = (list: typeof summary): string =>
    JSON.stringify(list.map((row) => [row.id, row.name, row.speechMs, row.place, row.color]).sort());
  if (rows.length > 0 || byId(summary) !== byId(speakers.list(jobId))) {
    store.commit(() => {
      for (const row of rows) edits.update(jobId, row);
      speakers.put(jobId, summary);
    });
  }
  return { revision: latest.revision, head: edits.head(jobId), document: replay.document };
}

/**
 * Carries the edits of a job out on a revision. `rows` are those that must be written anew: all of them when the edits
 * were made on another revision, else only those that do not apply.
 */
export function carryOver(
  library: DocumentLibrary,
  jobId: number,
  machine: VoxlaneDocument,
  revision: number,
): { readonly replay: Replay; readonly rows: readonly EditRow[] } {
  const records = library.edits
    .list(jobId)
    .filter((row) => row.state === 'live' || row.state === 'undone')
    .map(readEdit);
  // Undone edits stand behind all live ones: a new edit removes them.
  const live = records.filter(({ row }) => row.state === 'live');
  const madeOn = records.find((record) => record.revision !== undefined)?.revision ?? revision;
  if (madeOn === revision) {
    const replay = replayOperations(
      machine,
      live.map(({ operation }) => operation),
    );
    return { replay, rows: replayedRows(live, replay, revision).filter((row) => row.state === 'conflict') };
  }
  const old = library.documents.get(jobId, madeOn);
  const replay = replayOperations(
    machine,
    records.map(({ operation }) => operation),
    {
      live: live.length,
      ...(old === undefined ? {} : { before: readJson(old.content).document }),
    },
  );
  return { replay, rows: replayedRows(records, replay, revision) };
}

/** The machine's document alone. */
export function machineDocument(library: DocumentLibrary, jobId: number): VoxlaneDocument {
  const latest = library.documents.latest(jobId);
  if (latest === undefined) throw documentMissing(jobId);
  return readJson(latest.content).document;
}

function documentMissing(jobId: number): AppError {
  return new AppError(
    'document-missing',
    {
      what: `Job ${jobId} has no document.`,
      meaning: 'It has not been transcribed yet, or its document was removed.',
      action: 'Run the job, or choose another one.',
    },
    { details: { jobId } },
  );
}
