import type { SpeechSpan } from '../../timeline/types.ts';
import { samplesToMs } from '../../../shared/units.ts';
import { checkVadSettings, type VadSettings } from './settings.ts';

/** Milliseconds per probability: 512 samples at 16 kHz, exactly. */
export const FRAME_MS = 32;

/** Highest byte of a stored probability: byte / 255 = probability. */
const FULL = 255;

/** Frames `[from, to)`. `cutLeft`/`cutRight` mark sides that touch the other half of a split span. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly cutLeft: boolean;
  readonly cutRight: boolean;
}

/**
 * Turns speech probabilities into spans: hysteresis, joining over short silences, dropping clicks, cutting over-long
 * speech at its lowest score in the second half, padding. Pure, so an editor can re-cut with other settings.
 *
 * `probabilities`: one byte (0..255) per 32 ms frame, frame i covering samples `[512 i, 512 (i + 1))`.
 * `sampleCount`: 16 kHz samples of the recording; bounds the last span. `startOffsetMs`: media time of sample 0.
 * Returns sorted, disjoint, non-empty spans of at most `maxSpeechMs` in integer media milliseconds.
 * Throws `AppError` `settings-invalid`. Semantics follow `get_speech_timestamps` of snakers4/silero-vad.
 */
export function spansFromProbabilities(
  probabilities: Uint8Array,
  sampleCount: number,
  settings: VadSettings,
  startOffsetMs = 0,
): SpeechSpan[] {
  checkVadSettings(settings);
  const long = joinClose(hysteresis(probabilities, settings), settings.minSilenceMs).filter(
    (run) => (run.to - run.from) * FRAME_MS >= settings.minSpeechMs,
  );
  const runs = long.flatMap((run) => splitLong(run, probabilities, settings));
  return pad(runs, samplesToMs(sampleCount), settings.padMs)
    .map(({ run, startMs, endMs }) => ({
      startMs: startMs + startOffsetMs,
      endMs: endMs + startOffsetMs,
      probability: meanProbability(probabilities, run),
    }))
    .filter((span) => span.endMs > span.startMs);
}

function hysteresis(probabilities: Uint8Array, settings: VadSettings): Run[] {
  const enter = settings.threshold * FULL;
  const exit = settings.exitThreshold * FULL;
  const runs: Run[] = [];
  let from = -1;
  for (let i = 0; i <= probabilities.length; i++) {
    const score = probabilities[i] ?? -1;
    if (from < 0 && score >= enter) from = i;
    if (from >= 0 && score < exit) {
      runs.push({ from, to: i, cutLeft: false, cutRight: false });
      from = -1;
    }
  }
  return runs;
}

function joinClose(runs: readonly Run[], minSilenceMs: number): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last !== undefined && (run.from - last.to) * FRAME_MS < minSilenceMs) {
      joined[joined.length - 1] = { ...last, to: run.to };
    } else joined.push(run);
  }
  return joined;
}

function splitLong(run: Run, probabilities: Uint8Array, settings: VadSettings): Run[] {
  const limit = Math.floor((settings.maxSpeechMs - 2 * settings.padMs) / FRAME_MS);
  const keep = Math.max(1, Math.ceil(settings.minSpeechMs / FRAME_MS));
  const pieces: Run[] = [];
  let rest = run;
  while (rest.to - rest.from > limit) {
    const lowest = rest.from + Math.ceil(limit / 2);
    // The remainder must not become a click of its own.
    const highest = Math.min(rest.from + limit, rest.to - keep);
    const cut = lowestFrame(probabilities, Math.min(lowest, highest), highest);
    pieces.push({ from: rest.from, to: cut, cutLeft: rest.cutLeft, cutRight: true });
    rest = { from: cut, to: rest.to, cutLeft: true, cutRight: rest.cutRight };
  }
  // A piece between two cuts can be nothing but the pause that was joined over.
  const exit = settings.exitThreshold * FULL;
  return [...pieces, rest].filter(({ from, to }) => probabilities.subarray(from, to).some((score) => score >= exit));
}

/** The frame in `[from, to]` with the lowest score; among equals the middle of their longest run, the deepest pause. */
function lowestFrame(probabilities: Uint8Array, from: number, to: number): number {
  let lowest = FULL + 1;
  let bestStart = from;
  let bestLength = 0;
  let length = 0;
  for (let i = from; i <= to; i++) {
    const score = probabilities[i] ?? FULL;
    length = score > lowest ? 0 : score < lowest ? 1 : length + 1;
    if (score < lowest) bestLength = 0;
    lowest = Math.min(lowest, score);
    if (length > bestLength) {
      bestLength = length;
      bestStart = i - length + 1;
    }
  }
  return bestStart + Math.floor((bestLength - 1) / 2);
}

interface Padded {
  readonly run: Run;
  readonly startMs: number;
  readonly endMs: number;
}

function pad(runs: readonly Run[], lengthMs: number, padMs: number): Padded[] {
  return runs.map((run, index) => {
    const before = runs[index - 1];
    const after = runs[index + 1];
    // Gaps are whole multiples of 32 ms, so their halves are whole milliseconds and neighbours meet exactly.
    const left = before === undefined ? padMs : Math.min(padMs, ((run.from - before.to) * FRAME_MS) / 2);
    const right = after === undefined ? padMs : Math.min(padMs, ((after.from - run.to) * FRAME_MS) / 2);
    const startMs = run.from * FRAME_MS - (run.cutLeft ? 0 : left);
    const endMs = run.to * FRAME_MS + (run.cutRight ? 0 : right);
    return { run, startMs: Math.max(0, startMs), endMs: Math.min(lengthMs, endMs) };
  });
}

function meanProbability(probabilities: Uint8Array, run: Run): number {
  let sum = 0;
  for (let i = run.from; i < run.to; i++) sum += probabilities[i] ?? 0;
  return Math.round((sum / (run.to - run.from) / FULL) * 1000) / 1000;
}
