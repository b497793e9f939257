import { describe, expect, it } from 'vitest';
import { attributeWords } from '../../src/core/stages/attribute/attribute-words.ts';
import type { Turn, Word } from '../../src/core/timeline/types.ts';
import { audioFixture, readTruth } from '../support/fixtures.ts';
import { readRttm } from '../support/rttm.ts';

/** The true words of a fixture, without their speakers, and the speakers that said them. */
function truthOf(id: string, byChannel: boolean): { words: Word[]; speakers: string[] } {
  const truth = [...readTruth(id).words].sort((a, b) => a.start - b.start);
  const words = truth.map((word, i): Word => {
    const startMs = Math.round(word.start * 1000);
    const endMs = Math.round(word.end * 1000);
    const base = {
      id: `w${i}`,
      startMs,
      endMs,
      text: word.word,
      confidence: 1,
      timing: 'dtw' as const,
      engine: 'truth',
    };
    return byChannel ? { ...base, channel: word.channel } : base;
  });
  return { words, speakers: truth.map(({ speaker }) => speaker) };
}

/** Turns as a diarizer gives them: bounds off by up to `maxMs`, the same each time, never overlapping. */
function shaken(turns: readonly Turn[], maxMs: number): Turn[] {
  const sorted = [...turns].sort((a, b) => a.startMs - b.startMs);
  const offset = (i: number) => ((i * 7919) % (2 * maxMs + 1)) - maxMs;
  let fromMs = 0;
  return sorted.map((turn, i) => {
    const startMs = Math.max(fromMs, turn.startMs + offset(2 * i));
    fromMs = Math.max(startMs + 100, turn.endMs + offset(2 * i + 1));
    return { ...turn, startMs, endMs: fromMs };
  });
}

function share(words: readonly Word[], speakers: readonly string[]): number {
  return words.filter((word, i) => word.speaker === speakers[i]).length / words.length;
}

describe('attribution on recordings with known speakers', () => {
  it.each(['digits-mono-20s', 'digits-dialog-2spk-60s', 'digits-long-20min'])('names every speaker of %s', (id) => {
    const { words, speakers } = truthOf(id, false);
    expect(share(attributeWords(words, readRttm(audioFixture(`${id}.rttm`))), speakers)).toBe(1);
  });

  it('bears turn bounds that are off by up to 150 ms', () => {
    for (const id of ['digits-dialog-2spk-60s', 'digits-long-20min']) {
      const { words, speakers } = truthOf(id, false);
      const turns = shaken(readRttm(audioFixture(`${id}.rttm`)), 150);
      expect(share(attributeWords(words, turns), speakers)).toBeGreaterThanOrEqual(0.98);
    }
  });

  it('never mixes up two people talking at once on two channels', () => {
    const id = 'digits-stereo-call-60s';
    const { words, speakers } = truthOf(id, true);
    const channels = new Map(speakers.map((speaker, i) => [speaker, words[i].channel]));
    const turns = readRttm(audioFixture(`${id}.rttm`)).map((turn) => ({
      ...turn,
      channel: channels.get(turn.speaker) ?? 9,
    }));
    expect([...channels.values()].sort()).toEqual([0, 1]);
    expect(share(attributeWords(words, turns), speakers)).toBe(1);
  });

  it('names most speakers of a meeting even where people talk over each other', () => {
    const id = 'digits-meeting-4spk-180s';
    const { words, speakers } = truthOf(id, false);
    expect(share(attributeWords(words, readRttm(audioFixture(`${id}.rttm`))), speakers)).toBeGreaterThanOrEqual(0.9);
  });
});
