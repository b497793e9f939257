import type { PcmBlock } from '../../core/audio/pcm.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { cancelled } from '../../shared/app-error.ts';
import { msToSamples } from '../../shared/units.ts';
import { mediaFailure } from '../ffmpeg/failures.ts';
import { stretchArgs } from '../ffmpeg/page-args.ts';
import { decoderMissing, resolveFfmpeg } from '../ffmpeg/resolve.ts';
import { awaitExit, startChild } from '../process/owned-child.ts';
import { examineFile } from './input-file.ts';
import { createReblocker } from './reblock.ts';
import { wavSource } from './wav-source.ts';

const LIMITS = { wallMs: 60_000, inactivityMs: 30_000 };

export interface Stretch {
  readonly streamIndex: number;
  readonly channel: number | 'mix';
  /** On the timeline of players; both milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The 16 kHz samples of a short stretch, without reading what lies before it: exactly as many as the stretch is long,
 * silence where the recording has no sound. Throws `AppError` `decoder-missing`, `decoder-failed`, `input-*`, `cancelled`.
 */
export async function readStretch(media: MediaInfo, stretch: Stretch, signal: AbortSignal): Promise<Float32Array> {
  const samples = new Float32Array(msToSamples(stretch.endMs - stretch.startMs));
  let at = 0;
  for await (const block of blocksOf(media, stretch, signal)) {
    samples.set(block.samples.subarray(0, samples.length - at), at);
    at = Math.min(samples.length, at + block.samples.length);
    if (at === samples.length) break;
  }
  if (signal.aborted) throw cancelled(signal.reason);
  // A damaged file may hold what is no number.
  return samples.map((sample) => (Number.isFinite(sample) ? sample : 0));
}

async function* blocksOf(
  media: MediaInfo,
  stretch: Stretch,
  signal: AbortSignal,
): AsyncGenerator<PcmBlock, void, void> {
  const { streamIndex, channel, startMs } = stretch;
  if (media.container === 'wav') {
    const { wav, path } = await examineFile(media.path);
    if (wav.kind === 'wav') {
      const skipped = Math.min(wav.dataBytes, Math.floor((startMs * wav.sampleRate) / 1000) * wav.bytesPerFrame);
      const rest = { ...wav, dataOffset: wav.dataOffset + skipped, dataBytes: wav.dataBytes - skipped };
      if (rest.dataBytes > 0) yield* wavSource(path, rest, channel).read(signal);
      return;
    }
  }
  const tools = await resolveFfmpeg();
  if (tools === undefined) throw decoderMissing(media.path);
  const { path, container } = media;
  const args = stretchArgs({ path, container, stream: streamIndex }, channel, stretch);
  const child = await startChild({ command: tools.ffmpegPath, args, signal, ...LIMITS });
  const reblocker = createReblocker();
  try {
    for (let bytes = await child.next(); bytes !== undefined; bytes = await child.next()) {
      yield* reblocker.pushBytes(bytes);
    }
    const exit = await awaitExit(child, LIMITS.inactivityMs);
    if (exit.ended === 'itself' && exit.code !== 0) throw mediaFailure(path, exit.stderr, 'input-empty');
    yield* reblocker.flush();
  } finally {
    await child.stop();
  }
}
