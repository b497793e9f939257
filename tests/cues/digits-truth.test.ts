import { describe, expect, it } from 'vitest';
import { buildCues } from '../../src/core/cues/build-cues.ts';
import { findProfile } from '../../src/core/cues/profiles.ts';
import { checkCues } from '../../src/core/cues/qc.ts';
import { buildTimingOnlyCues } from '../../src/core/cues/timing-only-cues.ts';
import { diarizationErrorRate } from '../../src/core/metrics/der.ts';
import type { Turn, Word } from '../../src/core/timeline/types.ts';
import { audioFixture, readTruth } from '../support/fixtures.ts';
import { readRttm } from '../support/rttm.ts';

const makeWord = (id: string, text: string, startMs: number, endMs: number, more: Partial<Word> = {}): Word => ({
  id,
  text,
  startMs,
  endMs,
  confidence: 1,
  timing: 'dtw',
  engine: 'test',
  ...more,
});

const profile = findProfile('netflix-en');
if (profile === undefined) throw new Error('netflix-en is missing');

function truthWords(id: string, channels: boolean): Word[] {
  return readTruth(id).words.map((word, index) =>
    makeWord(`w${index}`, word.word, Math.round(word.start * 1000), Math.round(word.end * 1000), {
      speaker: word.speaker,
      ...(channels ? { channel: word.channel } : {}),
    }),
  );
}

describe('cues of the digits fixtures\u2019 true words', () => {
  it('shows every turn of the dialogue as its speaker said it', () => {
    const words = truthWords('digits-dialog-2spk-60s', false);
    const cues = buildCues(words, { profile, language: 'en' });
    expect(cues.flatMap((cue) => cue.wordIds)).toEqual(words.map((word) => word.id));
    const first = cues[0];
    expect(first).toMatchObject({ startMs: 600, lines: ['five three zero five'], speaker: 'george' });
    // Two people, clear pauses, no overlap: nothing to complain about.
    expect(checkCues(cues, profile)).toEqual([]);
    const shown: Turn[] = cues.map(({ startMs, endMs, speaker = '' }) => ({ startMs, endMs, speaker }));
    const truth = readRttm(audioFixture('digits-dialog-2spk-60s.rttm'));
    const der = diarizationErrorRate(truth, shown);
    // Each speaker's text is on screen while they speak, but for the gaps between cues.
    expect(der.confusionMs).toBe(0);
    expect(der.missMs).toBeLessThanOrEqual(83 * cues.length);
  });

  it('keeps every word of overlapping channels in cues that do not overlap', () => {
    const words = truthWords('digits-stereo-call-60s', true);
    const cues = buildCues(words, { profile, language: 'en' });
    expect(cues.flatMap((cue) => cue.wordIds).sort()).toEqual(words.map((word) => word.id).sort());
    const kinds = new Set(checkCues(cues, profile).map((issue) => issue.kind));
    for (const kind of ['overlap', 'gap', 'order', 'cpl', 'lines', 'duration-long'] as const) {
      expect(kinds.has(kind)).toBe(false);
    }
  });

  it('labels speech without words by its turns', () => {
    const turns = readRttm(audioFixture('digits-dialog-2spk-60s.rttm'));
    const cues = buildTimingOnlyCues(turns, turns, profile);
    expect(cues.map((cue) => cue.speaker)).toEqual(turns.map((turn) => turn.speaker));
    expect(cues.map((cue) => cue.startMs)).toEqual(turns.map((turn) => turn.startMs));
  });
});
