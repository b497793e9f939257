import type { Alert } from '../../../../shared/alert.ts';
import { FINDING_KINDS, type TextFinding } from './finding.ts';

/** What is told elsewhere: lost speech has alerts of its own, and words carry their confidence. */
const TOLD: ReadonlySet<string> = new Set(['failed', 'too-little-text', 'low-confidence']);

/** One alert that counts text that was hardly said, by kind; `undefined` when there is none. */
export function faultAlert(all: readonly TextFinding[], channel?: number): Alert | undefined {
  const findings = all.filter(({ kind }) => !TOLD.has(kind));
  if (findings.length === 0) return undefined;
  const counts: Record<string, number> = {};
  for (const kind of FINDING_KINDS) {
    const count = findings.filter((finding) => finding.kind === kind).length;
    if (count > 0) counts[kind] = count;
  }
  const parts = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`);
  return {
    code: 'asr-text-doubtful',
    severity: findings.some(({ severity }) => severity === 'broken') ? 'warning' : 'info',
    stage: 'asr',
    message: `Text that speech does not have: ${parts.join(', ')}. The first: ${findings[0].evidence}.`,
    startMs: Math.min(...findings.map(({ startMs }) => startMs)),
    endMs: Math.max(...findings.map(({ endMs }) => endMs)),
    counts,
    values: { count: findings.length, reason: `${parts.join(', ')}. ${findings[0].evidence}.` },
    ...(channel === undefined ? {} : { channel }),
  };
}
