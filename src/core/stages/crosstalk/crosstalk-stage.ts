import { readAligned } from '../../ports/aligned-blocks.ts';
import { bestLikeness, decimate, levelDb } from '../../audio/correlation.ts';
import type { AudioSource } from '../../ports/audio-source.ts';
import type { Stage, StageIdentity } from '../../ports/stage.ts';
import type { SpeechSpan } from '../../timeline/types.ts';
import { cancelled } from '../../../shared/app-error.ts';
import { SAMPLE_RATE } from '../../../shared/units.ts';
import type { ComparedBlock } from './leak-paths.ts';
import { findLeakedSpans, type LeakedSpan } from './leaked-spans.ts';

export const CROSSTALK_STAGE: StageIdentity = { id: 'crosstalk', version: 1 };

export interface CrosstalkInput {
  /** The tracks of one session, each with the speech that was detected in it. */
  readonly sources: readonly AudioSource[];
  readonly speech: readonly (readonly SpeechSpan[])[];
}

/** For every track the detected speech that came over from another one. */
export interface CrosstalkOutput {
  readonly leaked: readonly (readonly LeakedSpan[])[];
}

/** Blocks of 0.2 s, about a syllable, begin every 0.1 s; each decides about the 0.1 s in its middle. */
const STEP_SAMPLES = 1600;
const STEP_MS = (STEP_SAMPLES * 1000) / SAMPLE_RATE;
/** Tracks are compared at 4 kHz, where the power of speech is. */
const DECIMATION = 4;
/** Sound needs 25 ms for 8 m, more than any table. */
const MAX_LAG = (25 * SAMPLE_RATE) / 1000 / DECIMATION;
/** Quieter blocks are not compared. dB of full scale. */
const QUIET_DB = -75;

/**
 * Finds speech that got from one track into another, e.g. through a neighbour's microphone or a headset that leaks. One pass
 * over all tracks side by side; blocks are compared only where the quieter track has detected speech. Memory is a few bytes a
 * block. Throws `cancelled` and what the sources throw.
 */
export function createCrosstalkStage(): Stage<CrosstalkInput, CrosstalkOutput, object> {
  return {
    ...CROSSTALK_STAGE,
    async run({ sources, speech }, _options, ctx) {
      const levels = sources.map((): number[] => []);
      const pairs = sources.flatMap((_, a) =>
        sources.slice(a + 1).map((_, offset) => ({ a, b: a + 1 + offset, blocks: [] as ComparedBlock[] })),
      );
      const expected = Math.max(...sources.map((source) => source.expectedSamples ?? 0)) / STEP_SAMPLES;
      const cursors = speech.map((spans) => spokenAt(spans));
      let startMs = 0;
      let before: readonly Float32Array[] | undefined;
      let block = 0;
      for await (const step of readAligned(sources, STEP_SAMPLES, ctx.signal)) {
        if (ctx.signal.aborted) throw cancelled(ctx.signal.reason);
        const last = before;
        before = step.samples;
        if (last === undefined) {
          startMs = step.startMs + STEP_MS / 2;
          continue;
        }
        const fromMs = startMs + block * STEP_MS;
        const whole = step.samples.map((samples, track) => joined(last[track], samples));
        const here = whole.map(levelDb);
        const spoken = cursors.map((spokenIn) => spokenIn(fromMs, fromMs + STEP_MS));
        const small = new Map<number, Float32Array>();
        const reduced = (track: number): Float32Array => {
          const known = small.get(track) ?? decimate(whole[track], DECIMATION);
          small.set(track, known);
          return known;
        };
        for (const { a, b, blocks } of pairs) {
          const quieter = here[a] < here[b] ? a : b;
          if (here[quieter] < QUIET_DB || !spoken[quieter]) continue;
          const { correlation, lag } = bestLikeness(reduced(a), reduced(b), MAX_LAG);
          blocks.push({ block, likeness: Math.abs(correlation), lagMs: (lag * DECIMATION * 1000) / SAMPLE_RATE });
        }
        for (const [track, level] of here.entries()) levels[track].push(level);
        block++;
        if (expected > 0) ctx.progress(Math.min(1, block / expected));
      }
      return { leaked: findLeakedSpans({ startMs, blockMs: STEP_MS, levels, pairs }, speech) };
    },
  };
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Tells whether sorted spans reach into a stretch of time; stretches must be asked in order. */
function spokenAt(spans: readonly SpeechSpan[]): (fromMs: number, toMs: number) => boolean {
  let at = 0;
  return (fromMs, toMs) => {
    while (at < spans.length && spans[at].endMs <= fromMs) at++;
    return at < spans.length && spans[at].startMs < toMs;
  };
}
