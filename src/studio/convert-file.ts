import { basename } from 'node:path';
import type { Diagnostic, Loss, ReadContext } from '../core/formats/codec.ts';
import { convertInChunks } from '../core/formats/convert.ts';
import type { ExportOptions } from '../core/formats/write-in-chunks.ts';
import { writeFileAtomic } from '../platform/text/atomic-write.ts';
import { AppError } from '../shared/app-error.ts';
import { readTextFile } from '../platform/text/read-text-file.ts';
import { refuseForeign } from './refuse-foreign.ts';

export interface ConvertRequest {
  readonly input: string;
  readonly output: string;
  /** Format ids; absent = by the files' names. */
  readonly from?: string;
  readonly to?: string;
  readonly read?: ReadContext;
  readonly write?: ExportOptions;
}

export interface ConvertOutcome {
  readonly encoding: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly losses: readonly Loss[];
}

/** The error for a file that holds binary data. */
export function notText(path: string): AppError {
  return new AppError('format-invalid', {
    what: `${path} is not a text file.`,
    meaning: 'It holds binary data, so there is nothing to read; nothing was written.',
    action: 'Use `voxlane transcribe` for recordings.',
  });
}

/**
 * Converts a subtitle or transcript file. The output is written whole or not at all; the input is never changed. Throws
 * what reading and writing throw, and `format-invalid` for a file that holds nothing of its format.
 */
export async function convertFile(request: ConvertRequest): Promise<ConvertOutcome> {
  const source = await readTextFile(request.input);
  if (source.text.includes('\0')) throw notText(request.input);
  const from = request.from ?? request.input;
  const converted = convertInChunks({
    text: source.text,
    from,
    to: request.to ?? request.output,
    read: { name: basename(request.input), ...request.read },
    write: request.write ?? {},
  });
  refuseForeign(request.input, from, converted.diagnostics);
  await writeFileAtomic(request.output, converted.chunks);
  return {
    encoding: source.encoding,
    diagnostics: [...source.diagnostics, ...converted.diagnostics],
    losses: converted.losses,
  };
}
