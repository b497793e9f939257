import type { CastOutcome, EditOutcome, UndoOutcome } from '../../contract/document-calls.ts';
import type { HandlerContext, HandlersOf } from '../handlers.ts';
import type { Refusal } from '../../core/document/edits/refusal.ts';
import { removeUploads, uploadsOf } from '../uploads/remove-uploads.ts';
import { forgetVoices } from '../voices/forget-voices.ts';
import { editDocument, editHistory, redoEdit, undoEdit, type UndoResult } from './edit-document.ts';
import { exportDocument, exportDocumentToFile } from './export-document.ts';
import { importCaptionsInto } from './import-captions.ts';
import { listDocuments, removeDocument } from './list-documents.ts';
import { dismissConflicts, editPosition, openDocument, machineDocument } from './open-document.ts';
import { restoreMachine } from './restore-machine.ts';
import { openPartial } from './open-partial.ts';
import { reviewSpeaker } from './review-speaker.ts';
import { prepareSpeakers } from './prepare-speakers.ts';
import { redecodeCues } from './redecode-cues.ts';
import { archiveSnippets } from '../snippets/archive-snippets.ts';
import { removeDownloads } from '../snippets/downloads.ts';
import { snippetsOfJob } from '../snippets/snippets-of-job.ts';
import { reclusterDocument, splitInDocument } from './recluster-document.ts';

/** The calls about documents. */
export const documentHandlers: HandlersOf<'documents'> = {
  'documents.list': (_input, { library }) => listDocuments(library),
  'documents.open': ({ id }, { library }) => openDocument(library, id),
  'documents.openPartial': ({ id }, { library, signal }) => openPartial(library, id, signal),
  'documents.edit'({ id, operations, label }, context) {
    return told(context, id, describeEdit(context, id, editDocument(context.library, id, operations, label)));
  },
  'documents.machine': ({ id }, { library }) => ({
    document: machineDocument(library, id),
    revision: library.documents.newest(id),
  }),
  'documents.restore'({ id, what }, context) {
    return told(context, id, describeEdit(context, id, restoreMachine(context.library, id, what)));
  },
  'documents.recluster': async (input, context) =>
    cast(context, input.id, await reclusterDocument(context.library, input)),
  'documents.redecode': ({ call, ...wish }, { library, events, signal }) =>
    redecodeCues(library, wish, signal, (progress) => {
      if (call !== undefined) events.emit('redecode', { id: wish.id, call, ...progress });
    }),
  'documents.splitSpeaker': async (input, context) =>
    cast(context, input.id, await splitInDocument(context.library, input)),
  'documents.undo': ({ id }, context) => told(context, id, describeUndo(context, id, undoEdit(context.library, id))),
  'documents.redo': ({ id }, context) => told(context, id, describeUndo(context, id, redoEdit(context.library, id))),
  'documents.dismissConflicts'({ id, conflicts, dismissed }, { library, events }) {
    const changed = dismissConflicts(library, id, conflicts, dismissed);
    // Without a head, as the content is the same: everybody looks again.
    if (changed.length > 0) events.emit('document', { id });
    return { conflicts: changed };
  },
  'documents.history': ({ id }, { library }) => editHistory(library, id),
  'documents.export': ({ id, format, options }, { library }) => exportDocument(library, id, format, said(options)),
  'documents.exportFile': ({ id, format, path, options }, { library }) =>
    exportDocumentToFile(library, id, path, format, said(options)),
  'documents.snippets': ({ call, ...wish }, { library, events, signal }) =>
    snippetsOfJob(library, wish, signal, (done, total) => {
      if (call !== undefined) events.emit('snippets', { id: wish.id, call, done, total });
    }),
  'documents.snippetArchive': ({ call, ...wish }, { library, events, signal }) =>
    archiveSnippets(library, wish, signal, (done, total) => {
      if (call !== undefined) events.emit('snippets', { id: wish.id, call, done, total });
    }),
  async 'documents.importCaptions'({ id, path, language }, context) {
    const revision = await importCaptionsInto(context.library, id, path, language);
    context.events.emit('document', { id });
    return revision;
  },
  async 'documents.remove'({ ids }, { library, events }) {
    const uploads = uploadsOf(library, ids);
    for (const id of ids) {
      removeDocument(library, id);
      library.playback.tokens.revokeJob(id);
      await removeDownloads(library, id);
      await forgetVoices(library, id);
    }
    await removeUploads(library, uploads);
    events.emit('queue', { ids });
    return { ids };
  },
};

/** The calls about single speakers. */
export const speakerHandlers: HandlersOf<'speakers'> = {
  'speakers.samples': ({ id, speaker, most }, { library }) => reviewSpeaker(library, id, speaker, most),
  'speakers.prepare': ({ id, track }, { library }) => prepareSpeakers(library, id, track),
};

/** Tells others of a change, and not of an attempt that changed nothing. */
function told<Outcome extends EditOutcome | UndoOutcome>(
  { events }: HandlerContext,
  id: number,
  outcome: Outcome,
): Outcome {
  if ('position' in outcome) events.emit('document', { id, head: outcome.position.head });
  return outcome;
}

function cast({ events, library }: HandlerContext, id: number, outcome: CastOutcome): CastOutcome {
  if (outcome.kind === 'edited') events.emit('document', { id, head: editPosition(library, id).head });
  return outcome;
}

function describeEdit({ library }: HandlerContext, id: number, result: ReturnType<typeof editDocument>): EditOutcome {
  switch (result.kind) {
    case 'edited':
      return { kind: 'edited', operations: result.operations, position: editPosition(library, id) };
    case 'unchanged':
      return { kind: 'unchanged' };
    case 'refused':
      return describeRefusal(result);
  }
}

function describeUndo(
  { library }: HandlerContext,
  id: number,
  result: UndoResult | (Refusal & { readonly index: number }),
): UndoOutcome {
  switch (result.kind) {
    case 'undone': {
      const { label, inverses } = result;
      return { kind: 'undone', label, ...(inverses && { inverses }), position: editPosition(library, id) };
    }
    case 'redone': {
      const { label, operations } = result;
      return { kind: 'redone', label, operations, position: editPosition(library, id) };
    }
    case 'nothing':
      return { kind: 'nothing' };
    case 'refused':
      return describeRefusal(result);
  }
}

function describeRefusal({ index, code, reason }: Refusal & { readonly index: number }) {
  return { kind: 'refused', index, code, reason } as const;
}

/** Options without those that were left out. */
function said<Options extends object>(options: Options): { [Key in keyof Options]: Exclude<Options[Key], undefined> } {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Key in keyof Options]: Exclude<Options[Key], undefined> };
}
