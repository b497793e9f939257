import type { Diagnostic } from '../../core/formats/codec.ts';
import { requireCodec } from '../../core/formats/registry.ts';
import { writeInChunks } from '../../core/formats/write-in-chunks.ts';
import type { LlmEngine } from '../../core/ports/llm.ts';
import { type Summarizing, summarize } from '../../core/stages/summarize/summarize.ts';
import { summaryLines } from '../../core/stages/summarize/summary-lines.ts';
import { summaryOperations } from '../../core/stages/summarize/summary-operations.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import { applyToFile } from '../language/apply-to-file.ts';
import { languageWork, languageFolderOfFile } from '../language/language-work.ts';
import type { ProgressTold } from '../language/progress-told.ts';
import { readCues } from '../read-cues.ts';

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
 * Summarises a file with a language model. Without a summary nothing is written: what stops half-way goes on with the next
 * run of the same command. Throws what reading and writing throw, `format-unknown` for files without cues, and `cancelled`.
 */
export async function summarizeFile(request: SummarizeFileRequest, signal: AbortSignal): Promise<SummarizeFileOutcome> {
  const { input, output, chapters, engines, told } = request;
  const { document, diagnostics } = await readCues(input);
  const lines = summaryLines(document);
  const options = { language: request.language ?? document.language, chapters };
  const work = languageWork(languageFolderOfFile(request.workFolder, input));
  const of = { lines, options, engines: engines.map(({ id }) => id) };
  const checkpoints = await work.open(`summarize-${options.language ?? 'und'}`, of);
  told.begin(lines.length);
  const progress = (done: number, total: number): void => told.share(total === 0 ? 1 : done / total);
  const made = await summarize(lines, options, { engines, checkpoints, progress }, signal);
  if (output !== undefined && made.summary !== undefined && made.stopped === undefined) {
    const result = applyToFile(document, summaryOperations(made));
    await writeFileAtomic(output, writeInChunks(requireCodec('json'), result).chunks);
  }
  // Work is kept until all of it is told.
  if (made.stopped === undefined) await work.close();
  return { made, diagnostics };
}
