import type { SummarizeOutcome } from '../../contract/language-calls.ts';
import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import { summarize } from '../../core/stages/summarize/summarize.ts';
import { summaryLines } from '../../core/stages/summarize/summary-lines.ts';
import { summaryOperations } from '../../core/stages/summarize/summary-operations.ts';
import { currentDocument } from '../documents/open-document.ts';
import type { EventBus } from '../event-bus.ts';
import { totalCost } from '../language/metered-llm.ts';
import { withEngines } from '../language/open-engines.ts';
import { type Progress, ProgressTold } from '../language/progress-told.ts';
import { putEdits } from '../language/put-edits.ts';
import { languageFolderOf, type Library } from '../queue/library.ts';
import { languageWork } from '../language/language-work.ts';

export interface SummarizeWish {
  readonly id: number;
  readonly language?: string | undefined;
  readonly chapters: boolean;
  readonly models?: readonly LlmChoice[] | undefined;
  /** Of the undo step. */
  readonly label?: string | undefined;
}

export interface SummarizeRun {
  readonly signal: AbortSignal;
  readonly events: Pick<EventBus, 'emit'>;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Summarises a stored document and puts summary and chapters into it as one undo step. A model that cannot be asked ends it
 * early, with nothing changed: the same wish again goes on from what is finished, also after a kill. Throws what
 * `openDocument` and `withEngines` throw, `cancelled`, and `model-busy` while the document is being summarised.
 */
export async function summarizeDocument(
  library: Library,
  wish: SummarizeWish,
  run: SummarizeRun,
): Promise<SummarizeOutcome> {
  const { id, chapters, label = 'Summarize' } = wish;
  const { document } = currentDocument(library, id);
  const language = wish.language ?? document.language;
  const giveBack = library.languageRuns.take('summarize', id, language ?? '');
  const told = new ProgressTold(run.onProgress);
  try {
    return await withEngines(library, wish.models, told.listeners, run.signal, async (engines) => {
      const lines = summaryLines(document);
      const options = { language, chapters };
      const work = languageWork(languageFolderOf(library, id));
      const of = { lines, options, engines: engines.map((engine) => engine.id) };
      const checkpoints = await work.open(`summarize-${language ?? 'und'}`, of);
      told.begin(lines.length);
      const progress = (done: number, total: number): void => told.share(total === 0 ? 1 : done / total);
      const made = await summarize(lines, options, { engines, checkpoints, progress }, run.signal);
      const position = putEdits(library, id, summaryOperations(made), label, run.events);
      if (made.stopped === undefined) await work.close();
      const { summary, missing, changes, stopped } = made;
      return {
        ...(summary === undefined ? {} : { summary }),
        chapters: made.chapters,
        missing,
        cost: totalCost(engines),
        alerts: told.alerts,
        changes: changes.map(({ from, to, error }) => ({ from, to, error: error.toData() })),
        ...(stopped === undefined ? {} : { stopped: stopped.toData() }),
        ...(position === undefined ? {} : { position }),
      };
    });
  } finally {
    told.end();
    giveBack();
  }
}
