import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { applyOperations } from '../../core/document/edits/apply.ts';
import type { Diagnostic } from '../../core/formats/codec.ts';
import { requireCodec } from '../../core/formats/registry.ts';
import { writeInChunks } from '../../core/formats/write-in-chunks.ts';
import type { LlmEngine } from '../../core/ports/llm.ts';
import { type Summarizing, summarize } from '../../core/stages/summarize/summarize.ts';
import { summaryLines, summaryOperations } from '../../core/stages/summarize/summary-operations.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import { AppError } from '../../shared/app-error.ts';
import type { ProgressTold } from '../language/progress-told.ts';
import { readCues } from '../read-cues.ts';
import { translationWork } from '../translate/translation-work.ts';

export interface SummarizeFileRequest {
  readonly input: string;
  /** A document (JSON) with the summary; nothing is written when left out. */
  readonly output?: string | undefined;
  /** That of the file when left out. */
  readonly language?: string | undefined;
  readonly chapters: boolean;
  readonly engines: readonly LlmEngine[];
  /** Where unfinished work is kept. */
  readonly workFolder: string;
  readonly told: ProgressTold;
}

export interface SummarizeFileOutcome {
  readonly made: Summarizing;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Summarises a file with a language model. What stops half-way writes nothing, and the next run of the same command goes
 * on. Throws what reading and writing throw, `format-unknown` for files without cues, and `cancelled`.
 */
export async function summarizeFile(request: SummarizeFileRequest, signal: AbortSignal): Promise<SummarizeFileOutcome> {
  const { input, output, chapters, engines, told } = request;
  const { document, diagnostics } = await readCues(input);
  const lines = summaryLines(document);
  const options = { language: request.language ?? document.language, chapters };
  const folder = createHash('sha256').update(input).digest('hex').slice(0, 32);
  const work = translationWork(join(request.workFolder, `language-${folder}`));
  const of = { lines, options, engines: engines.map(({ id }) => id) };
  const checkpoints = await work.open(`summarize-${options.language ?? 'und'}`, of);
  told.begin(lines.length);
  const progress = (done: number, total: number): void => told.share(total === 0 ? 1 : done / total);
  const made = await summarize(lines, options, { engines, checkpoints, progress }, signal);
  if (output !== undefined && made.stopped === undefined) {
    const applied = applyOperations(document, summaryOperations(made));
    if (applied.kind === 'refused') throw notTaken(applied.reason);
    await writeFileAtomic(output, writeInChunks(requireCodec('json'), applied.document).chunks);
  }
  // Work is kept until all of it is told.
  if (made.stopped === undefined) await work.close();
  return { made, diagnostics };
}

function notTaken(reason: string): AppError {
  return new AppError('internal', {
    what: `The document does not take the summary: ${reason}`,
    meaning: 'Nothing was written. What the model said is kept for the next run.',
    action: 'Run `voxlane lint` on the file, mend it and run the command again.',
  });
}
