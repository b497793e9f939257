import type { Span } from '../../core/timeline/span.ts';
import { formatClock } from '../../core/formats/clock.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import { runChild } from '../process/owned-child.ts';
import { cutArgs, type CutShape, type CutSource } from './cut-args.ts';
import { mediaFailure, writeFailure } from './failures.ts';
import { decoderMissing, resolveFfmpeg } from './resolve.ts';

const INACTIVITY_MS = 60_000;
const MIN_WALL_MS = 5 * 60_000;

export interface CutRequest extends CutShape {
  /** One stream, or several to be heard together; at least one. */
  readonly sources: readonly CutSource[];
  /** Milliseconds of the players' timeline. */
  readonly span: Span;
  /** File to write; what is there is overwritten. */
  readonly output: string;
}

/**
 * Cuts a stretch of sound into a file and says how many milliseconds it has, which is less than asked for where the
 * recording ends early. Throws `AppError` `no-sound-there` when it ends before the stretch begins, `disk-full`,
 * `output-failed`, `decoder-missing`, `decoder-failed`, `input-*`, `cancelled`; the file may be left half-written then.
 */
export async function cutSound({ sources, span, output, ...shape }: CutRequest, signal: AbortSignal): Promise<number> {
  const named = sources[0]?.path ?? '';
  const tools = await resolveFfmpeg();
  if (tools === undefined) throw decoderMissing(named);
  const run = await runChild({
    command: tools.ffmpegPath,
    args: cutArgs(sources, span, shape, output),
    signal,
    inactivityMs: INACTIVITY_MS,
    // Slower than real time means something is stuck, not slow.
    wallMs: Math.max(MIN_WALL_MS, span.endMs - span.startMs),
  });
  if (signal.aborted) throw cancelled(signal.reason);
  const unwritten = writeFailure(output, run.stderr);
  if (unwritten !== undefined) throw unwritten;
  if (run.code !== 0) throw mediaFailure(named, run.stderr, 'decoder-failed');
  const writtenUs = Number(/^out_time_us=(\d+)$(?![^]*^out_time_us=)/mu.exec(run.stdout)?.[1] ?? 0);
  if (writtenUs <= 0) throw nothingThere(named, span.startMs);
  return Math.min(span.endMs - span.startMs, Math.round(writtenUs / 1000));
}

function nothingThere(path: string, startMs: number): AppError {
  const place = formatClock(startMs, '.');
  return new AppError(
    'no-sound-there',
    {
      what: `${path} has no sound at ${place}.`,
      meaning: 'It ends before, so there is nothing to cut.',
      action: 'Look whether the times fit the recording.',
    },
    { details: { path, startMs } },
  );
}
