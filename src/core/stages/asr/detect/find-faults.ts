import type { AsrWindowResult } from '../../../ports/asr-engine.ts';
import { coveredMs, type Span } from '../../../timeline/span.ts';
import { uncoveredSpeech } from '../coverage.ts';
import type { PlannedWindow } from '../windows.ts';
import { crowdFindings } from './crowded-tail.ts';
import type { TextFinding } from './finding.ts';
import { rateFindings } from './rate.ts';
import { foreignShare } from './script.ts';
import { spanOf } from './silence-text.ts';
import { wordLoops } from './word-loops.ts';
import { plainWord, textOf } from './word-text.ts';

/** Mean confidence of a window's words below which they are in doubt. */
const DOUBTFUL_CONFIDENCE = 0.4;
/** Whisper's limit of the mean log probability. */
const DOUBTFUL_LOG_PROB = -1;
/** Speech without text: more than this long and more than half of a window's. */
const LOST_MS = 2000;
const LOST_SHARE = 0.5;
/** The same text in so many windows in a row is the recogniser's, not the speaker's. */
const EQUAL_WINDOWS = 3;
const SHOWN = 60;

/** What is wrong with the text of each window; `results` have been repaired. */
export function findFaults(
  windows: readonly PlannedWindow[],
  results: readonly AsrWindowResult[],
  language: string | undefined,
): TextFinding[][] {
  const across = faultsAcross(windows, results);
  return windows.map((window, at) => [...windowFaults(window, results[at], language), ...(across.get(at) ?? [])]);
}

/** What is wrong with one window's text, as far as it can be told by itself. `result` has been repaired. */
export function windowFaults(
  window: PlannedWindow,
  result: AsrWindowResult,
  language: string | undefined,
): TextFinding[] {
  const { words, drops } = result;
  const findings: TextFinding[] = [];
  const whole = { startMs: window.startMs, endMs: window.endMs };
  findings.push(...dropFindings(drops));
  for (const { start, period, rounds } of wordLoops(words)) {
    const evidence = `${rounds} times: ${textOf(words.slice(start, start + period)).slice(0, SHOWN)}`;
    const span = spanOf(words.slice(start, start + rounds * period));
    findings.push({ ...span, kind: 'loop', severity: 'doubt', evidence });
  }
  findings.push(...rateFindings(words, whole, coveredMs(window.speech)), ...crowdFindings(words));
  const foreign = foreignShare(textOf(words), result.language ?? language);
  if (foreign !== undefined) {
    const evidence = `${Math.round(foreign * 100)} % of the letters are not of ${result.language ?? language}`;
    findings.push({ ...whole, kind: 'wrong-script', severity: 'broken', evidence });
  }
  return [...findings, ...lostText(window, result), ...lowConfidence(whole, result)];
}

/** Text that goes on over several windows: loops over their seams, and the same text again and again. By window. */
export function faultsAcross(
  windows: readonly PlannedWindow[],
  results: readonly AsrWindowResult[],
): Map<number, TextFinding[]> {
  const found = new Map<number, TextFinding[]>();
  const add = (at: number, evidence: string): void => {
    const { startMs, endMs } = windows[at];
    found.set(at, [...(found.get(at) ?? []), { startMs, endMs, kind: 'loop', severity: 'doubt', evidence }]);
  };
  const words = results.flatMap((result, at) => result.words.map((word) => ({ word, at })));
  for (const { start, period, rounds } of wordLoops(words.map(({ word }) => word))) {
    const inLoop = words.slice(start, start + rounds * period);
    const places = new Set(inLoop.map(({ at }) => at));
    if (places.size === 1) continue;
    const said = textOf(inLoop.slice(0, period).map(({ word }) => word)).slice(0, SHOWN);
    for (const at of places) add(at, `${rounds} times over ${places.size} windows: ${said}`);
  }
  const texts = results.map((result) => result.words.map(({ text }) => plainWord(text)).join(' '));
  for (let from = 0; from < texts.length;) {
    let to = from + 1;
    while (to < texts.length && texts[to] === texts[from]) to++;
    if (texts[from] !== '' && to - from >= EQUAL_WINDOWS) {
      for (let at = from; at < to; at++) add(at, `the same in ${to - from} windows: ${texts[from].slice(0, SHOWN)}`);
    }
    from = to;
  }
  return found;
}

const DROP_KINDS = {
  'decode-failed': ['failed', 'broken'],
  'repetition-loop': ['loop', 'doubt'],
  'hallucination-phrase': ['text-on-silence', 'repaired'],
} as const;

/** What was taken out of the text, once for each reason. */
function dropFindings(drops: AsrWindowResult['drops']): TextFinding[] {
  return Object.entries(DROP_KINDS).flatMap(([reason, [kind, severity]]) => {
    const these = drops.filter((drop) => drop.reason === reason);
    if (these.length === 0) return [];
    const span = { startMs: these[0].startMs, endMs: these.at(-1)!.endMs };
    return [{ ...span, kind, severity, evidence: these[0].detail ?? reason }];
  });
}

function lostText(window: PlannedWindow, result: AsrWindowResult): TextFinding[] {
  const lost = uncoveredSpeech(window, result);
  const lostMs = coveredMs(lost);
  if (lostMs < LOST_MS || lostMs < coveredMs(window.speech) * LOST_SHARE) return [];
  const span = { startMs: lost[0].startMs, endMs: lost.at(-1)!.endMs };
  const evidence = `${(lostMs / 1000).toFixed(1)} s of speech without text`;
  return [{ ...span, kind: 'too-little-text', severity: 'doubt', evidence }];
}

function lowConfidence(span: Span, { words, avgLogProb }: AsrWindowResult): TextFinding[] {
  if (words.length === 0) return [];
  const mean = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  if (mean >= DOUBTFUL_CONFIDENCE && avgLogProb >= DOUBTFUL_LOG_PROB) return [];
  const evidence = `confidence ${mean.toFixed(2)}, mean log probability ${avgLogProb.toFixed(2)}`;
  return [{ ...span, kind: 'low-confidence', severity: 'doubt', evidence }];
}
