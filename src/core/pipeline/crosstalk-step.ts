import { samplesToMs } from '../../shared/units.ts';
import type { AudioSource } from '../ports/audio-source.ts';
import { mapBlocks } from '../ports/map-blocks.ts';
import {
  createCrosstalkStage,
  CROSSTALK_STAGE,
  type CrosstalkInput,
  type CrosstalkOutput,
} from '../stages/crosstalk/crosstalk-stage.ts';
import type { LeakedSpan } from '../stages/crosstalk/leaked-spans.ts';
import { coveredMs, subtractSpans } from '../timeline/span.ts';
import type { DroppedSpeech } from '../timeline/types.ts';
import type { TrackResult } from './track-result.ts';
import { crosstalkCodec } from './channel-codecs.ts';
import type { PipelineParts } from './parts.ts';
import { type JobState, raise, type StagePlace, runStage, skipStage } from './run-stage.ts';

/** Where the finished search for leaked speech is. */
export function crosstalkPlace(parts: PipelineParts): StagePlace<CrosstalkOutput> {
  return { id: CROSSTALK_STAGE.id, track: 0, shelf: parts.crosstalkShelf, codec: crosstalkCodec };
}

/** Takes speech that came over from another track out of every track, so that no word is written twice. */
export async function suppressCrosstalk<Track extends TrackResult>(
  job: JobState,
  sources: readonly AudioSource[],
  results: readonly Track[],
): Promise<Track[]> {
  if (sources.length < 2) return [...results];
  if (results.filter((result) => result.vad.spans.length > 0).length < 2) {
    skipStage(job, CROSSTALK_STAGE.id, 0);
    return [...results];
  }
  const input: CrosstalkInput = { sources, speech: results.map((result) => result.vad.spans) };
  const output = await runStage(job, {
    ...crosstalkPlace(job.parts),
    load: () => Promise.resolve(createCrosstalkStage()),
    input,
    options: {},
    audioMs: Math.max(...sources.map((source) => samplesToMs(source.expectedSamples ?? 0))),
    by: { model: undefined, engine: undefined, device: 'cpu' },
  });
  return takeOut(job, results, output);
}

/** The same with a search that is done. Says for every track how much was left out. */
export function takeOut<Track extends TrackResult>(
  job: JobState,
  results: readonly Track[],
  { leaked }: CrosstalkOutput,
): Track[] {
  return results.map((result, track) => {
    const holes = leaked[track] ?? [];
    if (holes.length === 0) return result;
    const label = (index: number): number => (results[index]?.channel ?? index) + 1;
    const origins = [...new Set(holes.map((hole) => label(hole.from)))].sort((a, b) => a - b).join(', ');
    const seconds = (coveredMs(holes) / 1000).toFixed(1);
    raise(job, {
      code: 'cross-talk',
      severity: 'info',
      stage: CROSSTALK_STAGE.id,
      message: `${seconds} s of speech in channel ${label(track)} came over from channel ${origins} and were left out there.`,
      values: { seconds: Number(seconds), channel: label(track), origins },
      ...(result.channel === undefined ? {} : { channel: result.channel }),
    });
    const spans = result.vad.spans.flatMap((span) =>
      subtractSpans([span], holes).map((rest) => ({ ...rest, probability: span.probability })),
    );
    return { ...result, vad: { ...result.vad, spans }, leaked: holes };
  });
}

/** What was taken out of a track, as dropped speech. */
export function dropsOfLeaks(result: TrackResult): DroppedSpeech[] {
  return (result.leaked ?? []).map(({ startMs, endMs }) => ({
    ...{ startMs, endMs, reason: 'cross-talk' as const },
    ...(result.channel === undefined ? {} : { channel: result.channel }),
  }));
}

/** A source that is silent where its track holds another track's speech, so that no voice is found there. */
export function withoutLeaks(source: AudioSource, leaked: readonly LeakedSpan[] | undefined): AudioSource {
  if (leaked === undefined || leaked.length === 0) return source;
  const toSample = (ms: number): number => Math.round((ms - source.startOffsetMs) * 16);
  const holes = leaked.map((span) => ({ from: toSample(span.startMs), to: toSample(span.endMs) }));
  return mapBlocks(source, (block) => {
    const { startSample } = block;
    const endSample = startSample + block.samples.length;
    const touching = holes.filter(({ from, to }) => to > startSample && from < endSample);
    if (touching.length === 0) return block;
    const samples = block.samples.slice();
    for (const { from, to } of touching)
      samples.fill(0, Math.max(0, from - startSample), Math.min(samples.length, to - startSample));
    return { startSample, samples };
  });
}
