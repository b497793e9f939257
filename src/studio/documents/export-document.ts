import { findProfile } from '../../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { WriteOptions, WriteResult } from '../../core/formats/codec.ts';
import { requireCodec } from '../../core/formats/registry.ts';
import { type ExportOptions, writeInChunks, writeWhole } from '../../core/formats/write-in-chunks.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import type { WrittenFile } from '../write-outputs.ts';
import type { DocumentLibrary } from './document-library.ts';
import { currentDocument } from './open-document.ts';

/**
 * The document of a job, edits included, as text of a format, with what the format cannot hold. Throws `AppError`
 * `format-unknown`, what `viewOf` throws for options that do not fit the document, and what `openDocument` throws.
 */
export function exportDocument(
  library: DocumentLibrary,
  jobId: number,
  format: string,
  options: ExportOptions = {},
): WriteResult {
  const codec = requireCodec(format);
  const { document } = currentDocument(library, jobId);
  return writeWhole(codec, document, { ...dashOf(document), ...options });
}

/** Writes the export to a file, whole or not at all. Throws `output-failed` or `disk-full` besides. */
export async function exportDocumentToFile(
  library: DocumentLibrary,
  jobId: number,
  path: string,
  format: string,
  options: ExportOptions = {},
): Promise<WrittenFile> {
  const codec = requireCodec(format);
  const { document } = currentDocument(library, jobId);
  const { chunks, losses } = writeInChunks(codec, document, { ...dashOf(document), ...options });
  await writeFileAtomic(path, chunks);
  return { format: codec.id, path, losses };
}

/** How the document's rule profile opens the lines of two speakers. */
function dashOf({ profile }: VoxlaneDocument): Pick<WriteOptions, 'dash'> {
  const dash = findProfile(profile)?.dash;
  return dash === undefined ? {} : { dash };
}
