import { startChild } from '../process/owned-child.ts';
import { frameArgs } from './page-args.ts';
import { decoderMissing, resolveFfmpeg } from './resolve.ts';

const LIMITS = { wallMs: 30_000, inactivityMs: 30_000 };
const MAX_BYTES = 1024 * 1024;

/**
 * One frame of a video as JPEG, at most `size` pixels wide and high; `undefined` when there is none at that time or it
 * cannot be decoded. Throws `AppError` `decoder-missing` and `cancelled`.
 */
export async function readFrame(
  path: string,
  atMs: number,
  size: number,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const tools = await resolveFfmpeg();
  if (tools === undefined) throw decoderMissing(path);
  const child = await startChild({ command: tools.ffmpegPath, args: frameArgs(path, atMs, size), signal, ...LIMITS });
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (let part = await child.next(); part !== undefined && bytes <= MAX_BYTES; part = await child.next()) {
      parts.push(part);
      bytes += part.length;
    }
  } finally {
    await child.stop();
  }
  signal.throwIfAborted();
  const picture = Buffer.concat(parts);
  const isJpeg = picture.length > 3 && picture[0] === 0xff && picture[1] === 0xd8 && picture.at(-1) === 0xd9;
  return isJpeg && bytes <= MAX_BYTES ? picture : undefined;
}
