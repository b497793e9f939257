import { describe, expect, it } from 'vitest';
import { newDocument } from '../../document/new-document.ts';
import { readRttm } from './read-rttm.ts';
import { decodeToken, encodeToken, safeFileId } from './token.ts';
import { writeRttm } from './write-rttm.ts';

const codes = (text: string): string[] => readRttm(text).diagnostics.map((diagnostic) => diagnostic.code);
const LINE = 'SPEAKER rec 1 1.500 2.250 <NA> <NA> anna <NA> <NA>';

describe('readRttm', () => {
  it('reads turns of ten and nine fields, any spacing, unsorted and overlapping', () => {
    const text = `;; comment\n SPEAKER\trec  1 3 .5 <NA> <NA> bob 0.75\r\n${LINE}\n\n`;
    const { document, diagnostics } = readRttm(text);
    expect(diagnostics).toEqual([]);
    expect(document.turns).toEqual([
      { startMs: 1500, endMs: 3750, speaker: 'S2' },
      { startMs: 3000, endMs: 3500, speaker: 'S1', confidence: 0.75 },
    ]);
    expect(document.speakers.map((speaker) => speaker.name)).toEqual(['bob', 'anna']);
    expect(document.media).toMatchObject({ name: 'rec', durationMs: 3750 });
  });

  it('takes no confidence that is no number', () => {
    for (const score of ['1e999', '-1e999', 'high']) {
      const [turn] = readRttm(LINE.replace('anna <NA>', `anna ${score}`)).document.turns;
      expect(turn).toEqual({ startMs: 1500, endMs: 3750, speaker: 'S1' });
    }
  });

  it('keeps channels only when there are several', () => {
    const { document } = readRttm(`${LINE}\n${LINE.replace(' 1 ', ' 2 ')}`);
    expect(document.turns.map((turn) => turn.channel)).toEqual([0, 1]);
  });

  it('skips other records and broken lines by name', () => {
    expect(codes(`SPKR-INFO rec 1 <NA> <NA> <NA> unknown anna <NA>\n${LINE}`)).toEqual(['record-ignored']);
    expect(codes(`SPEAKER rec 1 one 2 <NA> <NA> anna <NA> <NA>\nSPEAKER rec 1\n${LINE} more`)).toEqual([
      'record-bad',
      'record-bad',
      'fields-extra',
    ]);
    for (const far of ['-1e12', '1e12', '-1e300', '-1e999', '1e999'])
      for (const time of ['1.500', '2.250']) expect(codes(LINE.replace(time, far))).toEqual(['record-bad', 'no-turns']);
    expect(codes(LINE.replace('2.250', '0'))).toEqual(['duration-not-positive']);
    expect(codes('')).toEqual(['no-turns']);
  });

  it('reads one recording of several, the first or the one asked for', () => {
    const text = `${LINE}\n${LINE.replace('rec', 'other').replace('anna', 'bob')}`;
    expect(readRttm(text).document.speakers.map((speaker) => speaker.name)).toEqual(['anna']);
    expect(readRttm(text, { fileId: 'other' }).document.speakers.map((speaker) => speaker.name)).toEqual(['bob']);
    expect(codes(text)).toEqual(['several-files']);
  });
});

describe('writeRttm', () => {
  it('writes ten fields, sorted, with names as one word and a map of them', () => {
    const document = newDocument({
      media: { name: '/tmp/my talk.v2.wav', contentId: '', durationMs: 9000, channels: 1 },
      speakers: [
        { id: 'S1', name: 'Speaker 1' },
        { id: 'S2', name: 'Speaker 1' },
      ],
      turns: [
        { startMs: 1001, endMs: 3000, speaker: 'S2', channel: 1 },
        { startMs: 5, endMs: 2005, speaker: 'S1', confidence: 0.5 },
        { startMs: 7, endMs: 7, speaker: 'S1' },
      ],
    });
    const { text, losses, speakerTokens } = writeRttm(document);
    expect(text).toBe(
      'SPEAKER my_talk.v2 1 0.005 2.000 <NA> <NA> Speaker%201 0.5 <NA>\n' +
        'SPEAKER my_talk.v2 2 1.001 1.999 <NA> <NA> Speaker%201%20(S2) <NA> <NA>\n',
    );
    expect(speakerTokens).toEqual([
      { token: 'Speaker%201', speaker: 'S1', name: 'Speaker 1' },
      { token: 'Speaker%201%20(S2)', speaker: 'S2', name: 'Speaker 1' },
    ]);
    expect(losses.map(({ code, count }) => `${code} ${count}`)).toEqual(['shared-names 1', 'empty-turns 1']);
  });

  it('says that text is lost', () => {
    const cues = [{ id: 'c1', startMs: 0, endMs: 1, lines: ['hi'], wordIds: [] }];
    expect(writeRttm(newDocument({ cues })).losses.map((loss) => loss.code)).toEqual(['cues']);
  });
});

describe('RTTM tokens', () => {
  it('survive any name', () => {
    for (const name of ['Anna Müller', '100%', '%20', '<NA>', ';x', 'a\tb', '😀 x', 'ش ب']) {
      expect(encodeToken(name)).toMatch(/^[^\s;<]+$/);
      expect(decodeToken(encodeToken(name))).toBe(name);
    }
    expect(decodeToken('50%')).toBe('50%');
    expect(decodeToken('%FF')).toBe('%FF');
  });
  it('make file ids of one word', () => {
    expect(safeFileId('C:\\a b\\c d.mov')).toBe('c_d');
    expect(safeFileId('')).toBe('audio');
    expect(safeFileId('.wav')).toBe('audio');
  });
});
