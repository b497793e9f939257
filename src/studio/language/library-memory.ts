import { isOutdated } from '../../core/document/edits/is-outdated.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { isOwn } from '../../core/stages/translate/cues-to-translate.ts';
import {
  bestEntry,
  memoryEntry,
  type MemoryEntry,
  type TranslationMemory,
} from '../../core/stages/translate/memory.ts';
import { sourceLines } from '../../core/stages/translate/source-lines.ts';
import { memoryTable } from '../../platform/store/memory-table.ts';
import { describeUnknown } from '../../shared/app-error.ts';
import { currentDocument } from '../documents/open-document.ts';
import type { Library } from '../queue/library.ts';

/** What is kept under where nobody knows the language of a recording. */
const UNKNOWN = 'und';
/** A name that only counts voices says nothing in another recording. */
const NUMBERED = /^\p{L}+ \d+$/u;

/** The other documents of a library as a translation memory for one of them. */
export function libraryMemory(
  library: Library,
  jobId: number,
  source: string | undefined,
  target: string,
): TranslationMemory {
  rememberEdited(library);
  const table = memoryTable(library.store.db);
  return {
    find(text, speaker) {
      const entries = table.find(source ?? UNKNOWN, target, text, jobId);
      return bestEntry(entries, text, nameOf(speaker))?.translation;
    },
  };
}

/**
 * Keeps what a document says in a language for other documents: what people wrote or locked, and where every cue is
 * translated also what machines wrote and nothing is wrong with. What it held before is exchanged. A memory that cannot be
 * written is told to the log: it can be made again at any time.
 */
export function rememberDocument(library: Library, jobId: number, document: VoxlaneDocument, target: string): void {
  const finished = document.cues.every((cue) => cue.translations?.[target] !== undefined);
  const entries = sourceLines(document).flatMap((line, index): MemoryEntry[] => {
    const cue = document.cues[index];
    const translation = cue?.translations?.[target];
    if (cue === undefined || translation === undefined || isOutdated(cue, translation)) return [];
    const own = isOwn(translation);
    const isGood = translation.by !== undefined && (translation.flags ?? []).length === 0;
    if (!own && (!finished || !isGood)) return [];
    const named = { ...line, speaker: nameOf(line.speaker) };
    const entry = memoryEntry(named, translation.lines, own ? 'person' : 'machine');
    return entry === undefined ? [] : [entry];
  });
  const table = memoryTable(library.store.db);
  try {
    library.store.commit(() => table.put(jobId, document.language ?? UNKNOWN, target, entries));
  } catch (error) {
    library.log.warn('The translation memory could not be written', { jobId, target, error: describeUnknown(error) });
  }
}

/** Keeps what edits changed so far; before a memory is asked, and before the library is let go. */
export function rememberEdited(library: Library): void {
  const { unremembered } = library;
  for (const [jobId, languages] of unremembered) {
    unremembered.delete(jobId);
    // It may have been removed meanwhile.
    if (library.documents.newest(jobId) === 0) continue;
    const { document } = currentDocument(library, jobId);
    for (const language of languages) rememberDocument(library, jobId, document, language);
  }
}

function nameOf(speaker: string | undefined): string | undefined {
  return speaker === undefined || NUMBERED.test(speaker) ? undefined : speaker;
}
