import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { diarizationErrorRate } from '../../src/core/metrics/der.ts';
import { normalizeTranscript } from '../../src/core/metrics/normalize.ts';
import { wordBoundaryErrors } from '../../src/core/metrics/word-boundary.ts';
import { wordErrorRate } from '../../src/core/metrics/wer.ts';
import { audioFixture, readTruth } from './fixtures.ts';
import { readRttm } from './rttm.ts';

export interface Score {
  /** Fractions, not per cent. */
  readonly wer: number;
  readonly edits: number;
  readonly referenceWords: number;
  readonly der: number;
  readonly speakers: number;
  readonly startErrorMedianMs: number;
  readonly startErrorP90Ms: number;
  readonly alerts: readonly string[];
}

/** Scores a document against a digits fixture's truth. Words are compared per channel when the document has channels. */
export function scoreDocument(document: VoxlaneDocument, id: string): Score {
  const truth = readTruth(id);
  const split = document.words.some((word) => word.channel !== undefined);
  const channels = split ? [...new Set(truth.words.map((word) => word.channel))] : [undefined];
  let edits = 0;
  const starts: number[] = [];
  for (const channel of channels) {
    const reference = truth.words
      .filter((word) => channel === undefined || word.channel === channel)
      .map((word) => ({ text: word.word, startMs: Math.round(word.start * 1000), endMs: Math.round(word.end * 1000) }))
      .sort((a, b) => a.startMs - b.startMs);
    const hypothesis = document.words
      .filter((word) => channel === undefined || word.channel === channel)
      .map((word) => ({ text: normalizeTranscript(word.text).join(' '), startMs: word.startMs, endMs: word.endMs }));
    const result = wordErrorRate(
      reference.map((word) => word.text),
      hypothesis.map((word) => word.text),
    );
    edits += result.substitutions + result.deletions + result.insertions;
    starts.push(...wordBoundaryErrors(reference, hypothesis).pairs.map((pair) => pair.startErrorMs));
  }
  starts.sort((a, b) => Math.abs(a) - Math.abs(b));
  const at = (share: number): number => Math.abs(starts[Math.floor((starts.length - 1) * share)] ?? NaN);
  const der = diarizationErrorRate(readRttm(audioFixture(`${id}.rttm`)), document.turns);
  return {
    wer: edits / truth.words.length,
    edits,
    referenceWords: truth.words.length,
    der: der.der,
    speakers: document.speakers.length,
    startErrorMedianMs: at(0.5),
    startErrorP90Ms: at(0.9),
    alerts: document.alerts.map((alert) => alert.code),
  };
}
