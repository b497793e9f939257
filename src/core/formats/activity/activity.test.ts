import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newDocument } from '../../document/new-document.ts';
import { frameStartMs, parseFrameRate } from '../../timeline/frame-rate.ts';
import type { Turn, Word } from '../../timeline/types.ts';
import { AppError } from '../../../shared/app-error.ts';
import { activityCsvCodec, activityJsonCodec } from './activity-codecs.ts';
import { csvRecord } from './csv.ts';
import { frameActivity, frameCount } from './frame-activity.ts';

const turn = (startMs: number, endMs: number, speaker: string, confidence?: number): Turn => ({
  startMs,
  endMs,
  speaker,
  ...(confidence === undefined ? {} : { confidence }),
});
const media = (durationMs: number) => ({ name: 'a.wav', contentId: '', durationMs, channels: 1 });
const TEN = parseFrameRate('10');

/** A CSV record by the rules of RFC 4180. */
function parseRecord(text: string): string[] {
  const cells: string[] = [];
  let at = 0;
  do {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        cell += text[at] ?? '';
        if (text[at] === '"') at++;
      }
      at++;
    } else {
      while (at < text.length && text[at] !== ',') cell += text[at++];
    }
    cells.push(cell);
  } while (text[at++] === ',');
  return cells;
}

describe('frameActivity', () => {
  it('says who speaks in the middle of each frame', () => {
    const document = newDocument({
      media: media(600),
      turns: [turn(100, 400, 'S2', 0.75), turn(200, 340, 'S1', 0.5)],
      exclusiveTurns: [turn(100, 250, 'S2', 0.75), turn(250, 340, 'S1', 0.5), turn(340, 400, 'S2', 0.75)],
    });
    expect([...frameActivity(document, TEN)]).toEqual([
      { frame: 0, timeMs: 0, isSpeechPresent: false, speakers: [], overlap: false },
      {
        frame: 1,
        timeMs: 100,
        isSpeechPresent: true,
        speakers: ['S2'],
        primary: 'S2',
        overlap: false,
        confidence: 0.75,
      },
      // The middle, 250 ms, is the first instant of S1's exclusive turn.
      {
        frame: 2,
        timeMs: 200,
        isSpeechPresent: true,
        speakers: ['S1', 'S2'],
        primary: 'S1',
        overlap: true,
        confidence: 0.5,
      },
      {
        frame: 3,
        timeMs: 300,
        isSpeechPresent: true,
        speakers: ['S2'],
        primary: 'S2',
        overlap: false,
        confidence: 0.75,
      },
      { frame: 4, timeMs: 400, isSpeechPresent: false, speakers: [], overlap: false },
      { frame: 5, timeMs: 500, isSpeechPresent: false, speakers: [], overlap: false },
    ]);
  });

  it('takes the one who began last where nobody is exclusive, as in RTTM', () => {
    const document = newDocument({ turns: [turn(0, 300, 'S1'), turn(100, 200, 'S2')] });
    expect([...frameActivity(document, TEN)].map((row) => row.primary)).toEqual(['S1', 'S2', 'S1']);
  });

  it('takes words, and at last cues, for speech where there are no turns', () => {
    const word: Word = { id: 'w1', startMs: 100, endMs: 200, text: 'hi', confidence: 1, timing: 'dtw', engine: 'x' };
    const presence = (parts: Parameters<typeof newDocument>[0]) =>
      [...frameActivity(newDocument({ media: media(300), ...parts }), TEN)].map((row) => row.isSpeechPresent);
    expect(presence({ words: [word] })).toEqual([false, true, false]);
    expect(presence({ words: [word], turns: [turn(200, 300, 'S1')] })).toEqual([false, true, true]);
    expect(presence({ cues: [{ id: 'c1', startMs: 0, endMs: 100, lines: ['x'], wordIds: [] }] })).toEqual([
      true,
      false,
      false,
    ]);
    const spoken = newDocument({ media: media(300), words: [{ ...word, speaker: 'S7' }] });
    expect([...frameActivity(spoken, TEN)][1]?.speakers).toEqual(['S7']);
  });

  const anyTurns = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 900 }), fc.constantFrom('S1', 'S2', 'S3'))
      .map(([start, length, speaker]) => turn(start, start + length, speaker)),
    { maxLength: 15, size: 'max' },
  );
  const rates = fc.constantFrom('23.976', '24', '25', '29.97', '50', '59.94', '60', '7/3').map(parseFrameRate);

  it('equals looking every frame up on its own', () => {
    fc.assert(
      fc.property(anyTurns, rates, (turns, rate) => {
        const document = newDocument({ media: media(5000), turns });
        const rows = [...frameActivity(document, rate)];
        expect(rows.length).toBe(frameCount(document, rate));
        for (const row of rows) {
          const middle = ((row.frame + 0.5) * 1000 * rate.denominator) / rate.numerator;
          const active = turns.filter((one) => one.startMs <= middle && middle < one.endMs);
          expect(row.speakers).toEqual([...new Set(active.map((one) => one.speaker))].sort());
          expect(row.isSpeechPresent).toBe(active.length > 0);
          expect(row.overlap).toBe(row.speakers.length > 1);
          expect(row.timeMs).toBe(frameStartMs(row.frame, rate));
          expect(row.primary === undefined).toBe(active.length === 0);
          if (row.primary !== undefined) expect(row.speakers).toContain(row.primary);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('shows every turn of at least a frame, and as much speech as there is to half a frame an edge', () => {
    fc.assert(
      fc.property(anyTurns, rates, (turns, rate) => {
        const frameMs = (1000 * rate.denominator) / rate.numerator;
        const rows = [...frameActivity(newDocument({ media: media(5000), turns }), rate)];
        for (const one of turns) {
          const shown = rows.filter(
            (row) =>
              row.speakers.includes(one.speaker) &&
              row.timeMs + frameMs > one.startMs - 1 &&
              row.timeMs < one.endMs + 1,
          ).length;
          const length = (one.endMs - one.startMs) / frameMs;
          if (length >= 1) expect(shown).toBeGreaterThanOrEqual(Math.floor(length));
        }
      }),
    );
  });
});

describe('activity files', () => {
  const document = newDocument({
    media: media(100),
    speakers: [
      { id: 'S1', name: '=HYPERLINK("http://x"),1' },
      { id: 'S2', name: 'Bob' },
    ],
    turns: [turn(0, 100, 'S1', 0.5), turn(0, 40, 'S2')],
    exclusiveTurns: [turn(0, 100, 'S1', 0.5)],
  });

  it('writes JSON with a head and a row a frame', () => {
    const value = JSON.parse(activityJsonCodec.write(document, { fps: '29.97' }).text) as Record<string, unknown>;
    expect(value).toMatchObject({
      format: 'voxlane-activity',
      version: 1,
      fps: '30000/1001',
      frameCount: 3,
      speakers: [{ id: 'S1' }, { id: 'S2', name: 'Bob' }],
    });
    expect(value['frames']).toEqual([
      {
        frame: 0,
        timeMs: 0,
        isSpeechPresent: true,
        speakers: ['S1', 'S2'],
        primary: 'S1',
        overlap: true,
        confidence: 0.5,
      },
      { frame: 1, timeMs: 33, isSpeechPresent: true, speakers: ['S1'], primary: 'S1', overlap: false, confidence: 0.5 },
      { frame: 2, timeMs: 67, isSpeechPresent: true, speakers: ['S1'], primary: 'S1', overlap: false, confidence: 0.5 },
    ]);
    expect(JSON.parse(activityJsonCodec.write(newDocument()).text)).toMatchObject({ frameCount: 0, frames: [] });
  });

  it('writes CSV whose names no spreadsheet runs as formulas', () => {
    const { text, losses } = activityCsvCodec.write(document, { fps: '10', newline: 'crlf' });
    expect(losses.map(({ code, count }) => `${code} ${count}`)).toEqual(['turn-limits 2']);
    expect(text).toBe(
      'frame,time_ms,is_speech_present,primary_speaker,speakers,overlap,confidence\r\n' +
        '0,0,1,"\'=HYPERLINK(""http://x""),1","\'=HYPERLINK(""http://x""),1",0,0.5\r\n',
    );
  });

  it('quotes so that any text comes back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(...'ab",\n\r\t=+-@;\'\uff1d\u00e9'), maxLength: 8 }), {
          minLength: 1,
          maxLength: 6,
        }),
        (cells) => {
          const unarmed = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/u, '');
          expect(parseRecord(csvRecord(cells)).map(unarmed)).toEqual(cells.map(unarmed));
        },
      ),
    );
    expect(csvRecord(['+1', -1, '@x', '\uff1dy'])).toBe("'+1,-1,'@x,'\uff1dy");
  });

  it('comes in small pieces for a file, and refuses what is too much for one text', () => {
    const long = newDocument({ media: media(12 * 3_600_000), turns: [turn(0, 1000, 'S1')] });
    const { chunks } = activityCsvCodec.writeChunks?.(long, { fps: '60' }) ?? { chunks: [] };
    let pieces = 0;
    let largest = 0;
    for (const chunk of chunks) {
      pieces++;
      largest = Math.max(largest, chunk.length);
      if (pieces === 20) break;
    }
    expect(pieces).toBe(20);
    expect(largest).toBeLessThan(100_000);
    expect(() => activityCsvCodec.write(long, { fps: '60' })).toThrow(AppError);
    const endless = newDocument({ media: media(1e12) });
    expect(() => activityCsvCodec.writeChunks?.(endless)).toThrow(/lower frame rate/);
    expect(() => activityCsvCodec.writeChunks?.(long, { fps: 'x' })).toThrow(/no frame rate/);
  });
});
