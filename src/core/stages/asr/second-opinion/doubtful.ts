import type { AsrWindowResult } from '../../../ports/asr-engine.ts';
import { spanLengthMs } from '../../../timeline/span.ts';
import { findFaults } from '../detect/find-faults.ts';
import type { TextFinding } from '../detect/finding.ts';
import type { PlannedWindow } from '../windows.ts';

const WEIGHTS: Readonly<Record<TextFinding['severity'], number>> = { broken: 3, doubt: 1, repaired: 0 };

/** How wrong a text looks: each kind of fault once, the broken ones thrice. */
export function faultWeight(findings: readonly TextFinding[]): number {
  const worst = new Map<string, number>();
  for (const { kind, severity } of findings) worst.set(kind, Math.max(worst.get(kind) ?? 0, WEIGHTS[severity]));
  return [...worst.values()].reduce((sum, weight) => sum + weight, 0);
}

/** Indices of windows whose text is in doubt, worst first, as many as `budgetMs` of audio holds (one at least). */
export function doubtfulWindows(
  windows: readonly PlannedWindow[],
  results: readonly AsrWindowResult[],
  language: string | undefined,
  budgetMs: number,
): number[] {
  const doubt = findFaults(windows, results, language).map(faultWeight);
  const worst = windows
    .map((_, at) => at)
    .filter((at) => doubt[at] > 0)
    .sort((a, b) => doubt[b] - doubt[a] || a - b);
  const chosen: number[] = [];
  let spentMs = 0;
  for (const at of worst) {
    spentMs += spanLengthMs(windows[at]);
    if (chosen.length > 0 && spentMs > budgetMs) break;
    chosen.push(at);
  }
  return chosen;
}
