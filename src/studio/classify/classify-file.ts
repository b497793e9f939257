import type { ClassSchema } from '../../core/document/notes/class-schema.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { Diagnostic } from '../../core/formats/codec.ts';
import { requireCodec } from '../../core/formats/registry.ts';
import { writeInChunks } from '../../core/formats/write-in-chunks.ts';
import type { LlmEngine } from '../../core/ports/llm.ts';
import { classLines, classOperations, knownCast } from '../../core/stages/classify/class-lines.ts';
import { type Classification, classify } from '../../core/stages/classify/classify.ts';
import { flagsOf, isAnswered } from '../../core/stages/classify/is-answered.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import { AppError } from '../../shared/app-error.ts';
import { applyToFile } from '../language/apply-to-file.ts';
import { languageWork, languageFolderOfFile } from '../language/language-work.ts';
import type { ProgressTold } from '../language/progress-told.ts';
import { readCues } from '../read-cues.ts';
import { classCsv, classRows } from './class-table.ts';
import { findSchema } from './find-schema.ts';

export interface ClassifyFileRequest {
  readonly input: string;
  /** `.csv`: a table of cues and classes; `.json`: a document with them. */
  readonly output: string;
  /** Id of a schema of the file or of a bundled one, or a schema. */
  readonly schema: string | ClassSchema;
  /** Also cues that a model classified before. */
  readonly again: boolean;
  readonly engines: readonly LlmEngine[];
  /** Where unfinished work is kept. */
  readonly workFolder: string;
  readonly told: ProgressTold;
}

export interface ClassifyFileOutcome {
  readonly classification: Classification;
  /** With the classes. */
  readonly document: VoxlaneDocument;
  readonly schema: ClassSchema;
  readonly diagnostics: readonly Diagnostic[];
  /** False where the model stopped before anything was classified: what was at the output before is there still. */
  readonly written: boolean;
}

/**
 * Classifies the cues of a file with a language model and writes them with their classes; the input is never changed. The
 * output is written whole, also when the model stops half-way: the next run of the same command goes on. When it stops
 * before anything is classified, nothing is written. Throws what reading and writing throw, `format-unknown` for files
 * without cues and outputs of another kind, and `cancelled`.
 */
export async function classifyFile(request: ClassifyFileRequest, signal: AbortSignal): Promise<ClassifyFileOutcome> {
  const { input, output, engines, told } = request;
  if (!/\.(?:csv|json)$/iu.test(output)) throw otherOutput(output);
  const { document, diagnostics } = await readCues(input);
  const schema = findSchema(document, request.schema);
  const lines = classLines(document, schema.id, { again: request.again });
  const options = { schema, cast: knownCast(document, schema.id) };
  const work = languageWork(languageFolderOfFile(request.workFolder, input));
  const checkpoints = await work.open(`classify-${schema.id}`, {
    lines,
    schema,
    cast: [...options.cast],
    engines: engines.map(({ id }) => id),
  });
  told.begin(lines.filter(({ asked }) => asked).length);
  const progress = (done: number, total: number): void => told.share(total === 0 ? 1 : done / total);
  const classification = await classify(lines, options, { engines, checkpoints, progress }, signal);
  const result = applyToFile(document, classOperations(document, schema, classification.lines));
  const flags = new Map(flagsOf(classification.lines).map(({ cue, flag }) => [cue, flag]));
  const chunks = /\.csv$/iu.test(output)
    ? [classCsv(classRows(result, schema, flags))]
    : writeInChunks(requireCodec('json'), result).chunks;
  // Earlier classes are worth more than an empty table under their name.
  const written = classification.stopped === undefined || classification.lines.some(isAnswered);
  if (written) await writeFileAtomic(output, chunks);
  // Work is kept until all of it is in the file.
  if (classification.stopped === undefined) await work.close();
  return { classification, document: result, schema, diagnostics, written };
}

function otherOutput(path: string): AppError {
  return new AppError('format-unknown', {
    what: `${path} is neither a .csv nor a .json file.`,
    meaning: 'Nothing was sent or written.',
    action: 'Classes go to a table (.csv) or into a document (.json).',
  });
}
