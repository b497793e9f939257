import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AsrEngine } from '../../src/core/ports/asr-engine.ts';
import { normalizeTranscript } from '../../src/core/metrics/normalize.ts';
import { wordErrorRate } from '../../src/core/metrics/wer.ts';
import { createAsrStage } from '../../src/core/stages/asr/asr-stage.ts';
import { planWindows } from '../../src/core/stages/asr/windows.ts';
import { audioFixture, readTruth } from '../support/fixtures.ts';
import { memorySource } from '../support/memory-source.ts';
import { decodePcm } from '../support/pcm.ts';
import { recordingContext } from '../support/stage-context.ts';
import { loadDigitsWhisper } from '../support/transcribe-speech.ts';

const ID = 'digits-dialog-2spk-60s';
const END_MS = 60_000;
/** The recording taken as one stretch of speech from each of these on, so that cuts fall elsewhere each time. */
const STARTS_MS = [0, 400, 800, 1200, 1600];
const { words: TRUTH } = readTruth(ID);

let engine: AsrEngine;
let pcm: Float32Array;
beforeAll(async () => {
  engine = await loadDigitsWhisper();
  pcm = decodePcm(audioFixture(`${ID}.flac`));
});
afterAll(() => engine.dispose());

/** Edits against the truth, and cuts at least 60 ms inside a word, when speech is cut every ten seconds wherever that is. */
async function hearCut(overlapMs: number) {
  const packing = { maxWindowMs: 10_000, maxGapMs: 2000, padMs: 0, overlapMs };
  const stage = createAsrStage(engine, packing);
  const sum = { edits: 0, words: 0, cutsInWords: 0 };
  for (const startMs of STARTS_MS) {
    const span = { startMs, endMs: END_MS, probability: 0.9 };
    const output = await stage.run(
      { source: memorySource(pcm), spans: [span] },
      { language: 'en', beamSize: 1, batchSize: 8 },
      recordingContext(),
    );
    const said = TRUTH.filter(({ start }) => start * 1000 >= startMs).map(({ word }) => word);
    const heard = output.words.flatMap((word) => normalizeTranscript(word.text));
    const { substitutions, deletions, insertions } = wordErrorRate(said, heard);
    const planned = planWindows([span], undefined, { ...packing, maxMs: packing.maxWindowMs, bounds: span });
    const cuts = planned.slice(1).map((window) => window.startMs + overlapMs / 2);
    sum.edits += substitutions + deletions + insertions;
    sum.words += said.length;
    sum.cutsInWords += cuts.filter((cut) =>
      TRUTH.some(({ start, end }) => cut > start * 1000 + 60 && cut < end * 1000 - 60),
    ).length;
  }
  return sum;
}

describe('speech cut inside words', () => {
  it('loses and doubles no word at the cuts when windows overlap there', async () => {
    const hard = await hearCut(0);
    const overlapped = await hearCut(2000);
    expect(hard.cutsInWords).toBeGreaterThanOrEqual(5);
    expect(overlapped.cutsInWords).toBeGreaterThanOrEqual(10);
    // The limit for this recording where cuts are in pauses.
    expect(overlapped.edits / overlapped.words).toBeLessThanOrEqual(0.03);
    expect(hard.edits / hard.words).toBeGreaterThan(0.03);
  }, 60_000);
});
