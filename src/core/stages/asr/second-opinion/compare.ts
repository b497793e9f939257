import type { AsrWindowResult } from '../../../ports/asr-engine.ts';
import { coveredMs } from '../../../timeline/span.ts';
import { uncoveredSpeech } from '../coverage.ts';
import { windowFaults } from '../detect/find-faults.ts';
import { plainWord } from '../detect/word-text.ts';
import type { PlannedWindow } from '../windows.ts';
import { faultWeight } from './doubtful.ts';

/** Speech without text costs twice what all doubt of the recogniser does. */
const COVERAGE_WEIGHT = 2;
const FAULT_WEIGHT = 0.5;
/** By so much a second result has to be better; by the second more when both say the same, which speaks for the first. */
const MARGIN = 0.1;
const AGREED_MARGIN = 0.2;

/** Whether the second result of a window is better than the first, and the figures that decided. */
export interface Verdict {
  readonly isBetter: boolean;
  readonly first: number;
  readonly second: number;
  /** How much of the words is the same in both, 0..1. */
  readonly agreement: number;
}

/** Compares two results of one window. A second one without words never wins over words. */
export function compareResults(
  window: PlannedWindow,
  first: AsrWindowResult,
  second: AsrWindowResult,
  language: string | undefined,
): Verdict {
  const agreement = agreementOf(first, second);
  const scores = [first, second].map((result) => scoreOf(window, result, language));
  const better = scores[1] > scores[0] + MARGIN + AGREED_MARGIN * agreement;
  return { isBetter: better && second.words.length > 0, first: scores[0], second: scores[1], agreement };
}

function scoreOf(window: PlannedWindow, result: AsrWindowResult, language: string | undefined): number {
  const { words } = result;
  const speechMs = coveredMs(window.speech);
  const coverage = speechMs === 0 ? 1 : 1 - coveredMs(uncoveredSpeech(window, { ...result, drops: [] })) / speechMs;
  const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, words.length);
  const certainty = (confidence + Math.exp(Math.min(0, result.avgLogProb))) / 2;
  return COVERAGE_WEIGHT * coverage + certainty - FAULT_WEIGHT * faultWeight(windowFaults(window, result, language));
}

function agreementOf(a: AsrWindowResult, b: AsrWindowResult): number {
  const [left, right] = [a, b].map(({ words }) =>
    words.map(({ text }) => plainWord(text)).filter((text) => text !== ''),
  );
  const longest = Math.max(left.length, right.length);
  const open = new Map<string, number>();
  for (const word of left) open.set(word, (open.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of right) {
    const count = open.get(word) ?? 0;
    if (count === 0) continue;
    shared++;
    open.set(word, count - 1);
  }
  return longest === 0 ? 1 : shared / longest;
}
