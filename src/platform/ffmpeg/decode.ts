import type { AudioSource, PcmSummary } from '../../core/ports/audio-source.ts';
import type { AudioStreamInfo } from '../../core/timeline/media.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import type { Alert } from '../../shared/alert.ts';
import { SAMPLE_RATE, msToSamples, samplesToMs } from '../../shared/units.ts';
import { createReblocker } from '../media/reblock.ts';
import { createSampleGuard } from '../media/sample-guard.ts';
import { awaitExit, startChild, type ChildExit } from '../process/owned-child.ts';
import { channelArgs, mixArgs } from './args.ts';
import { mediaFailure } from './failures.ts';
import type { FfmpegTools } from './resolve.ts';

const INACTIVITY_MS = 60_000;
const MIN_WALL_MS = 10 * 60_000;
/** Complaints that mean lost sound; ffmpeg also reports oddities of the container that do no harm. */
const DAMAGE = /decod|corrupt|invalid data|partial file|header missing|error submitting/i;
const MAX_SAMPLES = 48 * 3600 * SAMPLE_RATE;

export interface DecodeRequest {
  readonly tools: FfmpegTools;
  readonly path: string;
  readonly container: string;
  readonly stream: AudioStreamInfo;
  readonly channel: number | 'mix';
}

/**
 * An `AudioSource` over ffmpeg's stdout. Every `read` starts its own ffmpeg, which is slowed down to the reader's pace
 * and is gone when the generator ends, whatever ends it. Trouble after the first sample becomes an alert in the summary
 * (`input-truncated`, `input-corrupt`, `input-bad-samples`, `input-too-long`); before it, an `AppError`.
 */
export function ffmpegSource({ tools, path, container, stream, channel }: DecodeRequest): AudioSource {
  const target = { path, container, stream: stream.index };
  const args = channel === 'mix' ? mixArgs(target, stream.channels) : channelArgs(target, channel);
  const expectedSamples = stream.durationMs === undefined ? undefined : msToSamples(stream.durationMs);
  return {
    startOffsetMs: stream.startMs,
    channel: channel === 'mix' ? undefined : channel,
    expectedSamples,
    async *read(signal) {
      const child = await startChild({
        command: tools.ffmpegPath,
        args,
        signal,
        inactivityMs: INACTIVITY_MS,
        // Slower than real time means something is stuck, not slow.
        wallMs: Math.max(MIN_WALL_MS, stream.durationMs ?? MAX_SAMPLES / 16),
      });
      const reblocker = createReblocker();
      const guard = createSampleGuard(SAMPLE_RATE);
      try {
        for (let bytes = await child.next(); bytes !== undefined; bytes = await child.next()) {
          for (const block of reblocker.pushBytes(bytes)) {
            guard.clean(block.samples);
            yield block;
          }
          if (reblocker.sampleCount >= MAX_SAMPLES) break;
        }
        const exit = reblocker.sampleCount >= MAX_SAMPLES ? await child.stop() : await awaitExit(child, INACTIVITY_MS);
        if (exit.ended === 'aborted' || signal.aborted) throw cancelled(signal.reason);
        for (const block of reblocker.flush()) {
          guard.clean(block.samples);
          yield block;
        }
        return summarise(path, exit, reblocker.sampleCount, expectedSamples, guard.alerts());
      } finally {
        await child.stop();
      }
    },
  };
}

function summarise(
  path: string,
  exit: ChildExit,
  sampleCount: number,
  expectedSamples: number | undefined,
  sampleAlerts: readonly Alert[],
): PcmSummary {
  const late = exit.ended === 'wall-deadline' || exit.ended === 'inactivity';
  if (sampleCount === 0) throw late ? stuck(path) : mediaFailure(path, exit.stderr, 'input-empty');
  const endMs = samplesToMs(sampleCount);
  const alerts: Alert[] = [...sampleAlerts];
  const add = (code: Alert['code'], message: string, values: Alert['values'] = {}): void => {
    const severity = code === 'input-too-long' ? 'error' : 'warning';
    alerts.push({ code, severity, message, stage: 'decode', startMs: endMs, values });
  };
  const at = clock(endMs);
  if (sampleCount >= MAX_SAMPLES) add('input-too-long', `Only the first 48 hours were read.`);
  else if (late)
    add('input-truncated', `The decoder stopped answering at ${at}; the rest is missing.`, { variant: 'stopped', at });
  else if (isShort(sampleCount, expectedSamples)) {
    const stated = clock(samplesToMs(expectedSamples ?? 0));
    const values = { variant: 'short', stated, at };
    add('input-truncated', `The file says it lasts ${stated}, but its sound ends at ${at}.`, values);
  } else if (exit.code !== 0) {
    const reason = lastWords(exit.stderr);
    add('input-truncated', `The decoder failed at ${at}: ${reason}`, { variant: 'failed', at, reason });
  } else if (DAMAGE.test(exit.stderr)) {
    const reason = lastWords(exit.stderr);
    const message = `Parts of the file are damaged; what could not be decoded is silent: ${reason}`;
    alerts.push({ code: 'input-corrupt', severity: 'warning', message, stage: 'decode', values: { reason } });
  } else if (exit.stderr.trim() !== '') {
    const message = lastWords(exit.stderr);
    alerts.push({ code: 'decoder-message', severity: 'info', message, stage: 'decode', values: { reason: message } });
  }
  return { sampleCount, alerts };
}

/** Cut short: more than 2 s and more than 2 % are missing. */
function isShort(sampleCount: number, expected: number | undefined): boolean {
  return expected !== undefined && expected - sampleCount > Math.max(2 * SAMPLE_RATE, expected * 0.02);
}

function stuck(path: string): AppError {
  return new AppError('timed-out', {
    what: `The decoder produced nothing from ${path} in time.`,
    meaning: 'The file is damaged in a way that confuses the decoder, or its drive does not answer.',
    action: 'Copy the file to a local drive and try again.',
  });
}

function lastWords(stderr: string): string {
  if (stderr.trim() === '') return 'it was ended from outside.';
  return (stderr.trim().split('\n').at(-1) ?? '').slice(0, 200);
}

function clock(ms: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(ms / 1000);
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}
