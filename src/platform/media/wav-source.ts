import { createResampler } from '../../core/audio/resample.ts';
import { createFrameReader } from '../../core/audio/wav-samples.ts';
import type { WavInfo } from '../../core/audio/wav.ts';
import type { AudioSource, PcmSummary } from '../../core/ports/audio-source.ts';
import type { Alert } from '../../shared/alert.ts';
import { cancelled } from '../../shared/app-error.ts';
import { SAMPLE_RATE } from '../../shared/units.ts';
import { describeFailure } from '../ffmpeg/failures.ts';
import { openRegular, readRange } from './input-file.ts';
import { createReblocker } from './reblock.ts';
import { createSampleGuard } from './sample-guard.ts';

const PIECE_BYTES = 512 * 1024;

/**
 * An `AudioSource` that reads a PCM WAV file in-process, without ffmpeg: one channel, or the mean of all. Holds about
 * half a MiB whatever the length. A size that lies is an alert (`input-size-wrong`, `input-truncated`), not an error.
 */
export function wavSource(path: string, wav: WavInfo, channel: number | 'mix'): AudioSource {
  return {
    startOffsetMs: 0,
    channel: channel === 'mix' ? undefined : channel,
    expectedSamples: Math.round((wav.dataBytes / wav.bytesPerFrame / wav.sampleRate) * SAMPLE_RATE),
    async *read(signal) {
      const handle = await openRegular(path);
      try {
        const readFrames = createFrameReader(wav, channel);
        const resampler = createResampler(wav.sampleRate);
        const reblocker = createReblocker();
        // Before the resampler, which would smear one bad sample over its whole filter.
        const guard = createSampleGuard(wav.sampleRate);
        const piece = Math.max(1, Math.floor(PIECE_BYTES / wav.bytesPerFrame)) * wav.bytesPerFrame;
        let at = 0;
        while (at < wav.dataBytes) {
          if (signal.aborted) throw cancelled(signal.reason);
          const bytes = await readRange(handle, wav.dataOffset + at, Math.min(piece, wav.dataBytes - at));
          if (bytes.length < wav.bytesPerFrame) break;
          const samples = readFrames(bytes);
          guard.clean(samples);
          yield* reblocker.push(resampler.push(samples));
          at += bytes.length - (bytes.length % wav.bytesPerFrame);
        }
        yield* reblocker.push(resampler.flush());
        yield* reblocker.flush();
        if (signal.aborted) throw cancelled(signal.reason);
        return summarise(path, wav, at, reblocker.sampleCount, guard.alerts());
      } finally {
        await handle.close();
      }
    },
  };
}

function summarise(path: string, wav: WavInfo, readBytes: number, sampleCount: number, found: Alert[]): PcmSummary {
  if (sampleCount === 0) throw describeFailure('input-empty', path);
  const alerts = [...found];
  const warn = (code: Alert['code'], message: string, values: NonNullable<Alert['values']>): void => {
    alerts.push({ code, severity: 'warning', message, stage: 'decode', values });
  };
  const seconds = (bytes: number): string => (bytes / wav.bytesPerFrame / wav.sampleRate).toFixed(1);
  if (readBytes < wav.dataBytes) {
    const there = seconds(readBytes);
    const values = { variant: 'shrunk', there: Number(there) };
    warn('input-truncated', `The file became shorter while it was read; ${there} s of sound were used.`, values);
  } else if (wav.size === 'too-large') {
    const [stated, there] = [seconds(wav.declaredBytes), seconds(wav.dataBytes)];
    const values = { variant: 'header', stated: Number(stated), there: Number(there) };
    warn('input-truncated', `The file's header promises ${stated} s of sound, but ${there} s are there.`, values);
  } else if (wav.size === 'unknown') {
    const there = seconds(wav.dataBytes);
    const values = { there: Number(there) };
    warn('input-size-wrong', `The file's header does not state its length; all ${there} s found were used.`, values);
  }
  return { sampleCount, alerts };
}
