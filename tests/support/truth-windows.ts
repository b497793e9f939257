import type { AsrWindow } from '../../src/core/ports/asr-engine.ts';
import { readTruth, type TruthWord } from './fixtures.ts';

/** A window with the words truly said in it. */
export interface TruthWindow extends AsrWindow {
  readonly truth: readonly TruthWord[];
}

const MAX_SECONDS = 30;
const PAUSE_SECONDS = 0.2;

/**
 * Cuts a fixture into windows of at most 30 s in pauses known from the truth, so that what is tested is the decoder and not
 * a detector. A pause is cut in its middle; long silences belong to no speech span, as after a real VAD.
 * @param channel words of this channel only
 */
export function truthWindows(id: string, samples: Float32Array, channel?: number): TruthWindow[] {
  const words = readTruth(id)
    .words.filter((word) => channel === undefined || word.channel === channel)
    .sort((a, b) => a.start - b.start);
  const total = samples.length / 16_000;
  const cuts = [0];
  let latest: number | undefined;
  words.forEach((word, i) => {
    const before = i === 0 ? 0 : Math.max(...words.slice(Math.max(0, i - 8), i).map((other) => other.end));
    const middle = (before + word.start) / 2;
    if (latest !== undefined && word.end > cuts.at(-1)! + MAX_SECONDS - 0.1) {
      cuts.push(latest);
      latest = undefined;
    }
    if (word.start - before < PAUSE_SECONDS) return;
    // After a silence longer than a window the next window starts just before its first word.
    if (word.end > cuts.at(-1)! + MAX_SECONDS - 0.1) cuts.push(Math.max(middle, word.start - 1));
    else latest = Math.max(middle, word.start - 1);
  });
  return cuts.map((start, index) => {
    const end = Math.min(cuts[index + 1] ?? total, start + MAX_SECONDS, total);
    const truth = words.filter((word) => word.start >= start && word.start < end);
    return {
      index,
      startMs: Math.round(start * 1000),
      endMs: Math.round(end * 1000),
      samples: samples.slice(Math.round(start * 16_000), Math.round(end * 16_000)),
      speech: speechSpans(truth),
      truth,
    };
  });
}

/** Words joined over pauses under half a second, in milliseconds. */
function speechSpans(words: readonly TruthWord[]): { startMs: number; endMs: number }[] {
  const spans: { startMs: number; endMs: number }[] = [];
  for (const word of words) {
    const last = spans.at(-1);
    const [startMs, endMs] = [Math.round(word.start * 1000), Math.round(word.end * 1000)];
    if (last !== undefined && startMs - last.endMs < 500) last.endMs = Math.max(last.endMs, endMs);
    else spans.push({ startMs, endMs });
  }
  return spans;
}
