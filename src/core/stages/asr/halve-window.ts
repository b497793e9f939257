import { msToSamples, SAMPLE_RATE } from '../../../shared/units.ts';
import type { AsrWindow, AsrWindowResult } from '../../ports/asr-engine.ts';
import { type Span, spanLengthMs } from '../../timeline/span.ts';

/** A window shorter than this is not cut: a part of it would hold hardly a word. */
const SHORTEST_MS = 2000;
/** Cuts stay this share of the window away from its ends, so that both parts are shorter by far. */
const MARGIN = 0.25;
/** Energy is compared over this long, about the length of a pause between words. */
const QUIET_MS = 100;
const STEP_MS = 10;

/**
 * A window in two, cut at its quietest place: in the longest pause between speech spans in its middle half, else where the
 * sound is weakest there. `undefined` for a window too short to cut. The parts share the window's samples.
 */
export function halveWindow(window: AsrWindow): readonly [AsrWindow, AsrWindow] | undefined {
  const lengthMs = spanLengthMs(window);
  if (lengthMs < SHORTEST_MS) return undefined;
  const fromMs = window.startMs + Math.ceil(lengthMs * MARGIN);
  const toMs = window.endMs - Math.ceil(lengthMs * MARGIN);
  const cutMs = longestPause(window.speech, fromMs, toMs) ?? weakest(window, fromMs, toMs);
  const at = msToSamples(cutMs - window.startMs);
  return [
    partOf(window, 0, { startMs: window.startMs, endMs: cutMs }, window.samples.subarray(0, at)),
    partOf(window, 1, { startMs: cutMs, endMs: window.endMs }, window.samples.subarray(at)),
  ];
}

/** The results of a window's parts, in order, as one result of the window. */
export function joinResults(index: number, parts: readonly AsrWindowResult[], note: string): AsrWindowResult {
  const heard = parts.filter((part) => part.words.length > 0);
  return {
    index,
    words: parts.flatMap((part) => part.words),
    drops: parts.flatMap((part) => part.drops),
    text: heard.map((part) => part.text.trim()).join(' '),
    language: heard[0]?.language,
    avgLogProb: Math.min(...(heard.length > 0 ? heard : parts).map((part) => part.avgLogProb)),
    noSpeechProb: Math.max(...parts.map((part) => part.noSpeechProb)),
    temperature: Math.max(...parts.map((part) => part.temperature)),
    notes: [...new Set([note, ...parts.flatMap((part) => part.notes)])],
  };
}

function partOf(window: AsrWindow, index: number, span: Span, samples: Float32Array): AsrWindow {
  const speech = window.speech.flatMap(({ startMs, endMs }) => {
    const inside = { startMs: Math.max(startMs, span.startMs), endMs: Math.min(endMs, span.endMs) };
    return inside.endMs > inside.startMs ? [inside] : [];
  });
  return { index, ...span, samples, speech };
}

/** The middle of the longest pause that has its middle inside. */
function longestPause(speech: readonly Span[], fromMs: number, toMs: number): number | undefined {
  let best: { readonly lengthMs: number; readonly middleMs: number } | undefined;
  for (let i = 1; i < speech.length; i++) {
    const [before, after] = [speech[i - 1].endMs, speech[i].startMs];
    const middleMs = Math.floor((before + after) / 2);
    if (middleMs < fromMs || middleMs > toMs || after <= before) continue;
    if (best === undefined || after - before > best.lengthMs) best = { lengthMs: after - before, middleMs };
  }
  return best?.middleMs;
}

/** The middle of the stretch with the least energy; among equals the one nearest to the middle. */
function weakest({ startMs, samples }: AsrWindow, fromMs: number, toMs: number): number {
  const width = (QUIET_MS * SAMPLE_RATE) / 1000;
  const middleMs = Math.floor((fromMs + toMs) / 2);
  let best = { energy: Infinity, atMs: middleMs };
  for (let atMs = fromMs; atMs <= toMs; atMs += STEP_MS) {
    const middle = msToSamples(atMs - startMs);
    let energy = 0;
    for (const value of samples.subarray(Math.max(0, middle - width / 2), middle + width / 2)) energy += value * value;
    const nearer = Math.abs(atMs - middleMs) < Math.abs(best.atMs - middleMs);
    if (energy < best.energy || (energy === best.energy && nearer)) best = { energy, atMs };
  }
  return best.atMs;
}
