import { cancelled } from '../../shared/app-error.ts';
import { awaitExit, startChild } from '../process/owned-child.ts';
import type { DecodeTarget } from './args.ts';
import { mediaFailure } from './failures.ts';
import { proxyArgs } from './page-args.ts';
import { decoderMissing, resolveFfmpeg } from './resolve.ts';

const INACTIVITY_MS = 60_000;
const MIN_WALL_MS = 10 * 60_000;

export interface ProxyRequest {
  /** One stream, or several to be heard together. */
  readonly sources: readonly Pick<DecodeTarget, 'path' | 'stream'>[];
  /** File to write; what is there is overwritten. */
  readonly output: string;
  /** For progress; 0 when nobody knows. */
  readonly audioLengthMs: number;
  readonly onProgress: (fraction: number) => void;
}

/**
 * Writes sound that every page can play (Opus in WebM, at most 2 GiB). Throws `AppError` `decoder-missing`,
 * `decoder-failed`, `input-*`, `cancelled`; the file may be left half-written then.
 */
export async function makeProxy(request: ProxyRequest, signal: AbortSignal): Promise<void> {
  const { sources, output, audioLengthMs, onProgress } = request;
  const named = sources[0]?.path ?? '';
  const tools = await resolveFfmpeg();
  if (tools === undefined) throw decoderMissing(named);
  const wallMs = Math.max(MIN_WALL_MS, audioLengthMs);
  const args = proxyArgs(sources, output);
  const child = await startChild({ command: tools.ffmpegPath, args, signal, inactivityMs: INACTIVITY_MS, wallMs });
  try {
    let text = '';
    for (let bytes = await child.next(); bytes !== undefined; bytes = await child.next()) {
      text = (text + Buffer.from(bytes).toString('latin1')).slice(-4096);
      const doneUs = Number(/out_time_us=(\d+)\n(?![^]*out_time_us=\d+\n)/.exec(text)?.[1] ?? 0);
      // 1 is for a file that is whole.
      if (audioLengthMs > 0) onProgress(Math.min(0.99, doneUs / 1000 / audioLengthMs));
    }
    const exit = await awaitExit(child, INACTIVITY_MS);
    if (exit.ended === 'aborted' || signal.aborted) throw cancelled(signal.reason);
    if (exit.code !== 0) throw mediaFailure(named, exit.stderr, 'input-not-media');
    onProgress(1);
  } finally {
    await child.stop();
  }
}
