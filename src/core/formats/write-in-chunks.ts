import type { VoxlaneDocument } from '../document/types.ts';
import type { ChunkedWriteResult, SubtitleCodec, WriteOptions, WriteResult } from './codec.ts';
import { viewOf, type ViewOptions } from './document-view.ts';

/** How a document, or a part of it, is written. */
export type ExportOptions = WriteOptions & ViewOptions;

/** Writes what the options choose of a document as one text. Throws what `viewOf` and the codec's `write` throw. */
export function writeWhole(codec: SubtitleCodec, document: VoxlaneDocument, options: ExportOptions = {}): WriteResult {
  const view = viewOf(document, options);
  const written = codec.write(view.document, options);
  return { ...written, losses: [...view.losses, ...written.losses] };
}

/** The same for a file: formats that can grow to gigabytes come in pieces, all others in one. */
export function writeInChunks(
  codec: SubtitleCodec,
  document: VoxlaneDocument,
  options: ExportOptions = {},
): ChunkedWriteResult {
  if (codec.writeChunks === undefined) {
    const { text, ...rest } = writeWhole(codec, document, options);
    return { chunks: [text], ...rest };
  }
  const view = viewOf(document, options);
  const written = codec.writeChunks(view.document, options);
  return { ...written, losses: [...view.losses, ...written.losses] };
}
