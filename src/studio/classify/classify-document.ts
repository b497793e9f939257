import type { ClassifyOutcome } from '../../contract/language-calls.ts';
import type { ClassSchema } from '../../core/document/notes/class-schema.ts';
import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import { classLines, classOperations, knownCast } from '../../core/stages/classify/class-lines.ts';
import type { Classification } from '../../core/stages/classify/classify.ts';
import { flagsOf, isAnswered } from '../../core/stages/classify/is-answered.ts';
import { cancelled } from '../../shared/app-error.ts';
import { currentDocument } from '../documents/open-document.ts';
import type { EventBus } from '../event-bus.ts';
import { totalCost } from '../language/metered-llm.ts';
import { withEngines } from '../language/open-engines.ts';
import { type Progress, ProgressTold } from '../language/progress-told.ts';
import { putEdits } from '../language/put-edits.ts';
import { languageFolderOf, type Library } from '../queue/library.ts';
import { refuseUnknownCues } from '../translate/translate-document.ts';
import { languageWork } from '../language/language-work.ts';
import { classifyKept } from './classify-kept.ts';
import { findSchema } from './find-schema.ts';

export interface ClassifyWish {
  readonly id: number;
  /** Id of a schema of the document or of a bundled one, or a schema. */
  readonly schema: string | ClassSchema;
  readonly cues?: readonly string[] | undefined;
  readonly models?: readonly LlmChoice[] | undefined;
  readonly again: boolean;
  /** Of the undo step. */
  readonly label?: string | undefined;
}

export interface ClassifyRun {
  readonly signal: AbortSignal;
  readonly events: Pick<EventBus, 'emit'>;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Classifies cues of a stored document and puts the result into it as one undo step. A model that cannot be asked ends it
 * early: what is finished counts, and the same wish again goes on. So it does after a kill, from checkpoints. On abort it
 * keeps what is finished and rejects with `cancelled`. Throws what `openDocument` and `withEngines` throw,
 * `options-invalid` for an unknown cue or schema, and `model-busy` while the document is being classified.
 */
export async function classifyDocument(
  library: Library,
  wish: ClassifyWish,
  run: ClassifyRun,
): Promise<ClassifyOutcome> {
  const { id } = wish;
  const { document } = currentDocument(library, id);
  refuseUnknownCues(document, wish.cues);
  const schema = findSchema(document, wish.schema);
  const giveBack = library.languageRuns.take('classify', id, schema.id);
  const told = new ProgressTold(run.onProgress);
  try {
    return await withEngines(library, wish.models, told.listeners, run.signal, async (engines) => {
      const cues = wish.cues === undefined ? undefined : new Set(wish.cues);
      const lines = classLines(document, schema.id, { cues, again: wish.again });
      const options = { schema, cast: knownCast(document, schema.id) };
      const work = languageWork(languageFolderOf(library, id));
      told.begin(lines.filter(({ asked }) => asked).length);
      const checkpoints = await work.open(`classify-${schema.id}`, {
        lines,
        schema,
        cast: [...options.cast],
        engines: engines.map((engine) => engine.id),
      });
      const progress = (done: number, total: number): void => told.share(total === 0 ? 1 : done / total);
      const made = await classifyKept(lines, options, { engines, checkpoints, progress }, run.signal);
      const put = putInto(library, wish, schema, made, run.events);
      // With `again` the finished part would be asked for once more; else it is in the document now.
      if (made.stopped === undefined || !wish.again) await work.close();
      if (run.signal.aborted) throw cancelled(run.signal.reason);
      return { ...put, cost: totalCost(engines), alerts: told.alerts };
    });
  } finally {
    told.end();
    giveBack();
  }
}

function putInto(
  library: Library,
  { id, label }: ClassifyWish,
  schema: ClassSchema,
  { lines, changes, stopped }: Classification,
  events: ClassifyRun['events'],
): Omit<ClassifyOutcome, 'cost' | 'alerts'> {
  const { document: now } = currentDocument(library, id);
  const operations = classOperations(now, schema, lines);
  const position = putEdits(library, id, operations, label ?? `Classify: ${schema.name}`, events);
  return {
    schema: schema.id,
    asked: lines.length,
    classified: lines.filter(isAnswered).length,
    flagged: flagsOf(lines),
    changes: changes.map(({ from, to, error }) => ({ from, to, error: error.toData() })),
    ...(stopped === undefined ? {} : { stopped: stopped.toData() }),
    ...(position === undefined ? {} : { position }),
  };
}
