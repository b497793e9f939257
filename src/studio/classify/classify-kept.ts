import { type Classification, classify, type ClassifyParts } from '../../core/stages/classify/classify.ts';
import type { ClassifyOptions, ClassLine } from '../../core/stages/classify/types.ts';

/** As `classify`, but an abort gives what is finished, for a caller that keeps it before it says that it was cancelled. */
export async function classifyKept(
  lines: readonly ClassLine[],
  options: ClassifyOptions,
  parts: ClassifyParts,
  signal: AbortSignal,
): Promise<Classification> {
  try {
    return await classify(lines, options, parts, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    // Finished batches are read again; as nobody can be asked, the rest is left out.
    const { checkpoints } = parts;
    return classify(lines, options, { engines: [], checkpoints }, new AbortController().signal);
  }
}
