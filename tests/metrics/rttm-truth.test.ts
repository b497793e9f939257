import { describe, expect, it } from 'vitest';
import { diarizationErrorRate } from '../../src/core/metrics/der.ts';
import { audioFixture, readTruth } from '../support/fixtures.ts';
import { readRttm } from '../support/rttm.ts';

describe('DER on the fixtures\u2019 own truth', () => {
  it.each(['digits-dialog-2spk-60s', 'digits-meeting-4spk-180s', 'digits-long-20min', 'digits-stereo-call-60s'])(
    'turns built from the words of %s equal its RTTM',
    (id) => {
      // The fixtures' stated rule: words of one speaker with a pause under 0.5 s form one turn.
      const turns: { startMs: number; endMs: number; speaker: string }[] = [];
      const open = new Map<string, (typeof turns)[number]>();
      for (const word of readTruth(id).words) {
        const startMs = Math.round(word.start * 1000);
        const endMs = Math.round(word.end * 1000);
        const last = open.get(word.speaker);
        if (last !== undefined && startMs - last.endMs < 500) last.endMs = endMs;
        else {
          const turn = { startMs, endMs, speaker: word.speaker };
          open.set(word.speaker, turn);
          turns.push(turn);
        }
      }
      const result = diarizationErrorRate(readRttm(audioFixture(`${id}.rttm`)), turns);
      expect(result.totalMs).toBeGreaterThan(20_000);
      // Both files round to milliseconds on their own: at most 1 ms per boundary.
      expect(result.missMs + result.falseAlarmMs).toBeLessThanOrEqual(2 * turns.length);
      expect(result.confusionMs).toBe(0);
    },
  );
});
