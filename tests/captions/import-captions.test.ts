import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importCaptions } from '../../src/core/captions/import-captions.ts';
import { lintDocument } from '../../src/core/document/lint.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import type { Turn, Word } from '../../src/core/timeline/types.ts';
import { anyBrokenText } from '../formats/arbitraries.ts';

const word = (id: string, startMs: number, endMs: number, text: string, speaker?: string): Word => ({
  id,
  startMs,
  endMs,
  text,
  confidence: 1,
  timing: 'dtw',
  engine: 'test',
  ...(speaker === undefined ? {} : { speaker }),
});
const turn = (startMs: number, endMs: number, speaker: string): Turn => ({ startMs, endMs, speaker });

/** Speaker 1 talks for four seconds, Speaker 2 for the next four. */
function transcript(more: Partial<VoxlaneDocument> = {}): VoxlaneDocument {
  const turns = [turn(0, 4000, 'S1'), turn(4000, 8000, 'S2')];
  return newDocument({
    media: { name: 'talk.wav', contentId: 'x', durationMs: 10_000, channels: 1 },
    language: 'en',
    profile: 'netflix-en',
    speakers: [
      { id: 'S1', name: 'Speaker 1' },
      { id: 'S2', name: 'Speaker 2' },
    ],
    words: [
      word('w1', 500, 900, 'helo', 'S1'),
      word('w2', 900, 1500, 'there', 'S1'),
      word('w3', 4500, 5000, 'yes', 'S2'),
      word('w4', 9500, 9600, 'late'),
    ],
    turns,
    exclusiveTurns: turns,
    cues: [{ id: 'c1', startMs: 500, endMs: 1500, lines: ['helo there'], speaker: 'S1', wordIds: ['w1', 'w2'] }],
    alerts: [{ code: 'no-asr-model', severity: 'warning', message: 'no text' }],
    provenance: [
      { stage: 'vad', version: 1, options: {} },
      { stage: 'cues', version: 1, options: {} },
    ],
    ...more,
  });
}

describe('importCaptions', () => {
  it('takes text and times of the captions, speakers from the turns, and links the words', () => {
    const srt = '1\n00:00:00,400 --> 00:00:02,000\nHello there.\n\n2\n00:00:03,800 --> 00:00:06,000\nYes!\n';
    const document = importCaptions(transcript(), srt, 'srt', { language: 'en-GB', name: 'talk.en.srt' });
    expect(document.cues).toEqual([
      { id: 'c1', startMs: 400, endMs: 2000, lines: ['Hello there.'], speaker: 'S1', wordIds: ['w1', 'w2'] },
      { id: 'c2', startMs: 3800, endMs: 6000, lines: ['Yes!'], speaker: 'S2', wordIds: ['w3'] },
    ]);
    expect(document.words).toEqual(transcript().words);
    expect(document.turns).toEqual(transcript().turns);
    expect(document.language).toBe('en');
    expect(document.alerts).toEqual([]);
    expect(document.provenance.at(-1)).toEqual({
      stage: 'captions',
      version: 1,
      options: { format: 'srt', cues: 2, language: 'en-GB' },
    });
    expect(document.provenance.map((entry) => entry.stage)).toEqual(['vad', 'captions']);
    expect(lintDocument(document)).toEqual([]);
  });

  it('gives the names of voices to those who talk under them, and keeps voices nobody fits', () => {
    const vtt =
      'WEBVTT\nLanguage: de\n\n00:04.000 --> 00:06.000\n<v Bob>Ja\n\n00:00.000 --> 00:02.000\n<v Anna>Hallo\n\n' +
      '00:03.000 --> 00:05.000\n<v Anna>- Und?</v>\n<v Bob>- Ja.</v>\n\n00:08.500 --> 00:09.000\n<v Narrator>Ende\n';
    const document = importCaptions(transcript(), vtt, 'vtt');
    expect(document.speakers).toEqual([
      { id: 'S1', name: 'Anna' },
      { id: 'S2', name: 'Bob' },
      { id: 'S3', name: 'Narrator' },
    ]);
    expect(document.cues.map(({ speaker, lineSpeakers }) => lineSpeakers ?? speaker)).toEqual([
      'S1',
      ['S1', 'S2'],
      'S2',
      'S3',
    ]);
    expect(document.language).toBe('de');
    expect(lintDocument(document)).toEqual([]);
  });

  it('knows a speaker by name, and renames none that has one', () => {
    const speakers = [
      { id: 'S1', name: 'Carla' },
      { id: 'S2', name: 'anna' },
    ];
    const vtt = 'WEBVTT\n\n00:00.000 --> 00:02.000\n<v Anna>Hi\n\n00:02.000 --> 00:03.000\n<v Dora>Ho\n';
    const document = importCaptions(transcript({ speakers }), vtt, 'vtt');
    expect(document.speakers).toEqual([...speakers, { id: 'S3', name: 'Dora' }]);
    expect(document.cues.map((cue) => cue.speaker)).toEqual(['S2', 'S3']);
  });

  it('makes turns of voices where nobody told the speakers apart', () => {
    const bare = transcript({ turns: [], exclusiveTurns: [], speakers: [], words: [] });
    const vtt = 'WEBVTT\n\n00:00.000 --> 00:02.000\n<v Anna>Hi\n\n00:02.000 --> 00:03.000\nHo\n';
    const document = importCaptions(bare, vtt, 'vtt');
    expect(document.turns).toEqual([turn(0, 2000, 'S1')]);
    expect(document.cues[1]).not.toHaveProperty('speaker');
  });

  it('repairs what does not fit the recording and says so once', () => {
    const srt = [
      '1\n00:00:01,000 --> 00:00:01,000\nNo length',
      '2\n00:00:03,000 --> 00:00:02,000\nBackwards',
      '3\n00:00:03,500 --> 00:00:04,000\n<i> </i>',
      '4\n00:00:09,000 --> 00:00:30,000\nToo long',
      '5\n00:01:00,000 --> 00:01:01,000\nToo late',
      '6\n00:00:00,500 --> 00:00:00,900\nOut of order',
    ].join('\n\n');
    const document = importCaptions(transcript(), srt, 'srt', { name: 'talk.srt' });
    expect(document.cues.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [500, 900],
      [1000, 2000],
      [3000, 3500],
      [9000, 10_000],
    ]);
    const [alert, ...more] = document.alerts;
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ code: 'captions-repaired', severity: 'warning' });
    for (const part of [
      'talk.srt',
      '1 cue without text',
      '1 cue behind the end',
      '2 cues without length',
      '1 cue cut at the end',
      'put in order',
    ])
      expect(alert?.message).toContain(part);
    expect(lintDocument(document)).toEqual([]);
  });

  it.each(['', 'no captions at all', '1\n00:10:00,000 --> 00:10:01,000\nanother film\n'])(
    'leaves the document as it is when no cue fits: %j',
    (text) => {
      const before = transcript();
      const document = importCaptions(before, text, 'srt');
      expect({ ...document, alerts: before.alerts }).toEqual(before);
      expect(document.alerts.at(-1)).toMatchObject({ code: 'captions-unusable', severity: 'error' });
    },
  );

  it('refuses formats that hold no captions', () => {
    for (const format of ['json', 'rttm', 'chapters', 'doc'])
      expect(() => importCaptions(transcript(), '', format)).toThrow(/format/);
  });

  it('gives sound documents, whatever the captions', () => {
    const clock = fc.integer({ min: 0, max: 15_000 }).map((ms) => `00:00:${(ms / 1000).toFixed(3).padStart(6, '0')}`);
    const voice = fc.constantFrom('', '<v Anna>', '<v Bob>', '<v >', '- ');
    const cue = fc
      .tuple(clock, clock, voice, fc.string({ maxLength: 20 }), voice, fc.string({ maxLength: 20 }))
      .map(([start, end, one, first, two, second]) => `${start} --> ${end}\n${one}${first}\n${two}${second}\n`);
    const vtt = fc.array(cue, { maxLength: 12 }).map((cues) => `WEBVTT\n\n${cues.join('\n')}`);
    fc.assert(
      fc.property(fc.oneof(vtt, anyBrokenText), fc.constantFrom('vtt', 'srt'), fc.boolean(), (text, format, spoken) => {
        const before = spoken ? transcript() : transcript({ turns: [], exclusiveTurns: [] });
        const document = importCaptions(before, text, format);
        expect(lintDocument(document)).toEqual([]);
        expect(document.words).toEqual(before.words);
        const linked = document.cues.flatMap((shown) => shown.wordIds);
        expect(new Set(linked).size).toBe(linked.length);
        if (document.provenance.at(-1)?.stage !== 'captions') return;
        for (const { lines } of document.cues) expect(lines.length).toBeGreaterThan(0);
        for (const one of before.words) {
          const covered = document.cues.some((shown) => shown.startMs < one.endMs && shown.endMs > one.startMs);
          expect(linked.includes(one.id)).toBe(covered);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('takes a file built to exhaust time', () => {
    const clock = (ms: number): string =>
      `00:${String(Math.floor(ms / 60_000)).padStart(2, '0')}:${((ms % 60_000) / 1000).toFixed(3).padStart(6, '0')}`;
    const cues = Array.from(
      { length: 20_000 },
      (_, index) => `${clock(index % 1000)} --> 00:59:00.000\n<v V${index}>x\n`,
    );
    const words = Array.from({ length: 20_000 }, (_, index) => word(`w${index}`, index * 100, index * 100 + 90, 'x'));
    const media = { name: 'long.wav', contentId: 'x', durationMs: 3_600_000, channels: 1 };
    const document = importCaptions(transcript({ media, words }), `WEBVTT\n\n${cues.join('\n')}`, 'vtt');
    expect(document.cues).toHaveLength(20_000);
  }, 60_000);
});
