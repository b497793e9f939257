import type { TranslateOutcome } from '../../contract/language-calls.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import { cuesToTranslate } from '../../core/stages/translate/cues-to-translate.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import { currentDocument } from '../documents/open-document.ts';
import type { EventBus } from '../event-bus.ts';
import { totalCost } from '../language/metered-llm.ts';
import { withEngines } from '../language/open-engines.ts';
import { libraryMemory, rememberDocument } from '../language/library-memory.ts';
import { type Progress, ProgressTold } from '../language/progress-told.ts';
import { putEdits } from '../language/put-edits.ts';
import { languageFolderOf, type Library } from '../queue/library.ts';
import { type LanguageWish, type Made, makeTranslation, operationsFor } from './make-translation.ts';
import { countsOf } from './translation-counts.ts';
import { languageWork } from '../language/language-work.ts';

/** What is wished of a translation of a stored document. */
export interface TranslateWish extends LanguageWish {
  readonly id: number;
  readonly cues?: readonly string[] | undefined;
  readonly models?: readonly LlmChoice[] | undefined;
  readonly again: boolean;
  /** Of the undo step. */
  readonly label?: string | undefined;
}

export interface TranslateRun {
  readonly signal: AbortSignal;
  readonly events: Pick<EventBus, 'emit'>;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Translates a stored document and puts the result into it as one undo step. A model that cannot be asked (a quota, a
 * server that is gone) ends it early: what is finished counts, and the same wish again goes on. So it does after a kill,
 * from checkpoints. On abort it keeps what is finished and rejects with `cancelled`. Throws what `openDocument` and
 * `withEngines` throw, `options-invalid` for an unknown cue, and `model-busy` while the language is being translated.
 */
export async function translateDocument(
  library: Library,
  wish: TranslateWish,
  run: TranslateRun,
): Promise<TranslateOutcome> {
  const { id, language } = wish;
  const { document } = currentDocument(library, id);
  refuseUnknownCues(document, wish.cues);
  const giveBack = library.languageRuns.take('translate', id, language);
  const told = new ProgressTold(run.onProgress);
  try {
    return await withEngines(library, wish.models, told.listeners, run.signal, async (engines) => {
      const todo = cuesToTranslate(document, wish);
      const work = languageWork(languageFolderOf(library, id));
      told.begin(todo.asked.size);
      // Who wishes other words does not mean those of before.
      const memory = wish.again ? undefined : libraryMemory(library, id, document.language, language);
      const made = await makeTranslation({ document, wish, todo, engines, work, told, memory, signal: run.signal });
      const position = putInto(library, document, wish, made, run.events);
      if (made.stopped === undefined) await work.close();
      if (run.signal.aborted) throw cancelled(run.signal.reason);
      const counts = countsOf(todo, made);
      return {
        ...counts,
        cost: totalCost(engines),
        alerts: told.alerts,
        ...(position === undefined ? {} : { position }),
      };
    });
  } finally {
    told.end();
    giveBack();
  }
}

/** Puts what was made into the document as one step. `undefined` when nothing is different. */
function putInto(
  library: Library,
  before: VoxlaneDocument,
  { id, language, label = `Translate to ${language}` }: TranslateWish,
  made: Made,
  events: TranslateRun['events'],
): TranslateOutcome['position'] {
  const operations = operationsFor(before, currentDocument(library, id).document, made);
  const position = putEdits(library, id, operations, label, events);
  rememberDocument(library, id, currentDocument(library, id).document, language);
  return position;
}

/** Throws `options-invalid` for ids of cues that are not there. */
export function refuseUnknownCues({ cues }: Pick<VoxlaneDocument, 'cues'>, wished: readonly string[] = []): void {
  const known = new Set(cues.map((cue) => cue.id));
  const unknown = wished.find((cue) => !known.has(cue));
  if (unknown === undefined) return;
  throw new AppError('options-invalid', {
    what: `No cue has the id ${unknown}.`,
    meaning: 'Nothing was sent or changed.',
    action: 'Open the document again: it was changed meanwhile.',
  });
}
