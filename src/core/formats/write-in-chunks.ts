import type { VoxlaneDocument } from '../document/types.ts';
import type { ChunkedWriteResult, SubtitleCodec, WriteOptions } from './codec.ts';

/** Writes for a file: formats that can grow to gigabytes come in pieces, all others in one. Throws what `write` throws. */
export function writeInChunks(
  codec: SubtitleCodec,
  document: VoxlaneDocument,
  options: WriteOptions = {},
): ChunkedWriteResult {
  if (codec.writeChunks !== undefined) return codec.writeChunks(document, options);
  const { text, ...rest } = codec.write(document, options);
  return { chunks: [text], ...rest };
}
