import { argmax, logSumExp } from './logits.ts';

/** What one decoder may generate; built once per model and mode. */
export interface TokenRules {
  readonly eot: number;
  readonly timestampBegin: number;
  /** False (the prompt says `<|notimestamps|>`): no segment rules apply, as in the reference. */
  readonly timestamps: boolean;
  readonly suppressed: Int32Array;
  readonly beginSuppressed: Int32Array;
  /** Latest first timestamp in 0.02 s steps; `undefined` means no limit. */
  readonly maxInitialTimestamp: number | undefined;
}

/**
 * Bars what may not come next by writing -Infinity into `logits` (one row, in place): suppress lists, blank at the
 * start, and with timestamps Whisper's rules: first token is a timestamp not beyond `maxInitialTimestamp`; timestamps
 * come in pairs, never go back, and close a segment later than it began; when timestamps together are likelier than
 * the best text token, a timestamp must come.
 * Source: Whisper reference decoding, `ApplyTimestampRules` (behaviour, own code).
 * @param generated tokens generated so far, without the prompt
 */
export function applyRules(logits: Float32Array, generated: readonly number[], rules: TokenRules): void {
  for (const id of rules.suppressed) logits[id] = -Infinity;
  if (generated.length === 0) for (const id of rules.beginSuppressed) logits[id] = -Infinity;
  if (rules.timestamps) applyTimestampRules(logits, generated, rules);
}

function applyTimestampRules(logits: Float32Array, generated: readonly number[], rules: TokenRules): void {
  const { timestampBegin, eot } = rules;
  if (generated.length === 0) {
    logits.fill(-Infinity, 0, timestampBegin);
    if (rules.maxInitialTimestamp !== undefined) logits.fill(-Infinity, timestampBegin + rules.maxInitialTimestamp + 1);
    return;
  }
  const lastIsTimestamp = generated.at(-1)! >= timestampBegin;
  const beforeIsTimestamp = generated.length < 2 || generated.at(-2)! >= timestampBegin;
  if (lastIsTimestamp && beforeIsTimestamp) logits.fill(-Infinity, timestampBegin);
  else if (lastIsTimestamp) logits.fill(-Infinity, 0, eot);

  const latest = generated.findLast((id) => id >= timestampBegin);
  if (latest !== undefined) {
    // A segment's end may serve as the next one's start, but a segment may not end where it began.
    const earliest = lastIsTimestamp && !beforeIsTimestamp ? latest : latest + 1;
    logits.fill(-Infinity, timestampBegin, earliest);
  }
  const bestText = logits[argmax(logits, 0, timestampBegin)];
  if (logSumExp(logits, timestampBegin) > bestText) logits.fill(-Infinity, 0, timestampBegin);
}
