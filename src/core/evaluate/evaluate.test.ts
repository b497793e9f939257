import { describe, expect, it } from 'vitest';
import { newDocument } from '../document/new-document.ts';
import type { Word } from '../timeline/types.ts';
import { evaluationSide } from './evaluation-side.ts';
import { readUem } from './read-uem.ts';
import { scoreRecording } from './score-recording.ts';
import { totalScores } from './total-scores.ts';

const turn = (startMs: number, endMs: number, speaker: string) => ({ startMs, endMs, speaker });
const words = (text: string, speaker?: string, timing: Word['timing'] = 'dtw'): Word[] =>
  text.split(' ').map((piece, index) => ({
    id: `w${index}`,
    startMs: index * 100,
    endMs: index * 100 + 80,
    text: piece,
    confidence: 1,
    timing,
    engine: 'x',
    ...(speaker === undefined ? {} : { speaker }),
  }));

describe('evaluationSide', () => {
  it('tells what is empty from what is not there', () => {
    expect(evaluationSide(newDocument())).toEqual({});
    expect(evaluationSide(newDocument(), { turns: true }).turns).toEqual([]);
    expect(evaluationSide(newDocument(), { text: true }).transcript?.text).toBe('');
    const ran = newDocument({ provenance: [{ stage: 'diarize', version: 1, options: {} }] });
    expect(evaluationSide(ran).turns).toEqual([]);
  });

  it('names speakers as they are shown, and tells those of one name apart', () => {
    const speakers = [
      { id: 'S1', name: 'Ann' },
      { id: 'S2', name: 'Ann' },
      { id: 'S3', name: 'Bob' },
    ];
    const turns = ['S1', 'S2', 'S3', 'S4'].map((id) => turn(0, 1, id));
    expect(evaluationSide(newDocument({ speakers, turns })).turns?.map((one) => one.speaker)).toEqual([
      'Ann (S1)',
      'Ann (S2)',
      'Bob',
      'S4',
    ]);
  });

  it('reads subtitles line by line without markup', () => {
    const cues = [
      { id: 'c1', startMs: 0, endMs: 9, lines: ['<i>Hi</i>', '{\\an8}you'], wordIds: [], lineSpeakers: ['A', 'B'] },
      { id: 'c2', startMs: 9, endMs: 20, lines: ['bye'], wordIds: [] },
    ];
    const { transcript } = evaluationSide(newDocument({ cues }));
    expect(transcript?.text).toBe(' Hi you bye');
    expect([...(transcript?.bySpeaker ?? [])]).toEqual([
      ['A', ' Hi'],
      ['B', ' you'],
      ['(no speaker)', ' bye'],
    ]);
  });
});

describe('scoreRecording', () => {
  it('scores only what both sides have', () => {
    const said = { turns: [turn(0, 10, 'A')] };
    expect(Object.keys(scoreRecording(said, said))).toEqual(['speakers']);
    const spoken = evaluationSide(newDocument({ words: words('a b c') }));
    expect(scoreRecording(said, spoken)).toEqual({});
    expect(Object.keys(scoreRecording(spoken, spoken)).sort()).toEqual(['boundaries', 'words']);
    const spread = evaluationSide(newDocument({ words: words('a b c', 'S1', 'interpolated') }));
    expect(scoreRecording(spoken, spread).boundaries).toBeUndefined();
    expect(scoreRecording(spread, spread).speakerWords?.cpWer).toBe(0);
  });

  it('compares words normalised, as written, or with digits spelled', () => {
    const side = (text: string) => evaluationSide(newDocument({ words: words(text) }));
    const wer = (options: Parameters<typeof scoreRecording>[2]) =>
      scoreRecording(side('Hello, four people.'), side('hello 4 people'), options).words?.wer;
    expect(wer({})).toBeCloseTo(1 / 3, 12);
    expect(wer({ spellDigits: true })).toBe(0);
    expect(wer({ exactText: true })).toBe(1);
  });
});

describe('totalScores', () => {
  it('weighs recordings by their length, and speakers alike', () => {
    const long = scoreRecording({ turns: [turn(0, 900, 'A')] }, { turns: [turn(0, 900, 'x')] });
    const short = scoreRecording({ turns: [turn(0, 100, 'A'), turn(100, 150, 'B')] }, { turns: [turn(0, 100, 'x')] });
    const { speakers } = totalScores([long, short]);
    expect(speakers).toMatchObject({ recordings: 2, missMs: 50, totalMs: 1050, der: 50 / 1050, countsRight: 1 });
    expect(speakers?.jer).toBeCloseTo((0 + 0 + 1) / 3, 12);
    const side = (text: string) => evaluationSide(newDocument({ words: words(text) }));
    const { words: total } = totalScores([
      scoreRecording(side('a b c d e f g h'), side('a b c d e f g h')),
      scoreRecording(side('a b'), side('a x y')),
    ]);
    // 8 + 1 hits, 1 substitution, 1 insertion.
    expect(total).toMatchObject({ wer: 0.2, referenceWords: 10 });
    expect(total?.mer).toBeCloseTo(2 / 11, 12);
    expect(total?.wil).toBeCloseTo(1 - (9 / 10) * (9 / 11), 12);
    expect(totalScores([])).toEqual({ recordings: 0 });
  });
});

describe('readUem', () => {
  it('reads NIST evaluation maps', () => {
    const maps = readUem(';; comment\r\nm1 1 0.00 60.5\nm2 A 1 2\n\n  m1\t1 70 80.25 \n');
    expect([...maps]).toEqual([
      [
        'm1',
        [
          { startMs: 0, endMs: 60_500 },
          { startMs: 70_000, endMs: 80_250 },
        ],
      ],
      ['m2', [{ startMs: 1000, endMs: 2000 }]],
    ]);
  });

  it.each(['', '; only a comment', 'm1 1 5 5', 'm1 1 5 4', 'm1 1 a 4', 'm1 1 0', 'm1 1 0 4 5', 'm1 1 -1 4'])(
    'refuses "%s"',
    (text) => {
      expect(() => readUem(text)).toThrow(expect.objectContaining({ code: 'format-invalid' }));
    },
  );
});
