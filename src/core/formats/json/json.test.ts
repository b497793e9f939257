import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { newDocument } from '../../document/new-document.ts';
import type { ReadResult } from '../codec.ts';
import { readJson, writeJson } from './json-codec.ts';

const read = (value: unknown): ReadResult => readJson(JSON.stringify(value));
function errorOf(text: string): AppError | undefined {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return undefined;
}
const document = newDocument({ speakers: [{ id: 'S1', name: 'Anna' }], language: 'en' });

describe('Voxlane documents', () => {
  it('have one byte form, whatever the order of keys', () => {
    const shuffled = Object.fromEntries(Object.entries(document).reverse()) as unknown as typeof document;
    expect(writeJson(shuffled).text).toBe(writeJson(document).text);
    expect(writeJson(document).text).toBe(
      `{
  "format": "voxlane-document",
  "version": 1,
  "media": {
    "name": "",
    "contentId": "",
    "durationMs": 0,
    "channels": 1
  },
  "language": "en",
  "profile": "imported",
  "speakers": [
    {
      "id": "S1",
      "name": "Anna"
    }
  ],
  "words": [],
  "turns": [],
  "exclusiveTurns": [],
  "cues": [],
  "dropped": [],
  "alerts": [],
  "provenance": []
}
`,
    );
  });

  it('keep keys this version does not know, at any depth', () => {
    const newer = {
      ...document,
      extra: { b: [1, null], a: 'x' },
      constructor: { name: 'x' },
      speakers: [{ id: 'S1', name: 'Anna', colour: '#fff' }],
    };
    const text = writeJson(read(newer).document).text;
    expect(JSON.parse(text)).toEqual(newer);
    expect(writeJson(readJson(text).document).text).toBe(text);
  });

  it('of a newer version are refused by name', () => {
    const error = errorOf(JSON.stringify({ ...document, version: 2 }));
    expect(error?.code).toBe('format-newer');
    expect(error?.message).toContain('version 2');
    expect(error?.message).toContain('Update Voxlane');
  });

  it.each([
    [
      'fractions of a millisecond',
      { ...document, cues: [{ id: 'c1', startMs: 0.5, endMs: 1, lines: [], wordIds: [] }] },
      'cues.0.startMs',
    ],
    ['missing lists', { ...document, words: undefined }, 'words'],
    [
      'unknown timing',
      { ...document, words: [{ id: 'w', startMs: 0, endMs: 1, text: 'a', confidence: 1, timing: 'x', engine: 'e' }] },
      'words.0.timing',
    ],
  ])('with %s are refused with the place', (_, damaged, place) => {
    const error = errorOf(JSON.stringify(damaged));
    expect(error?.code).toBe('format-invalid');
    expect(error?.details?.['path']).toBe(place);
  });

  it.each([
    ['', 'empty'],
    ['{"format":', 'cut'],
    ['[]', 'a list'],
    ['"x"', 'a string'],
    ['{"segments": 3}', 'unknown shape'],
    [`${'['.repeat(5000)}${']'.repeat(5000)}`, 'too deep'],
  ])('%.20s is refused (%s)', (text) => {
    expect(errorOf(text)?.code).toBe('format-invalid');
  });

  it('are read behind a byte order mark', () => {
    expect(readJson(`\uFEFF${writeJson(document).text}`).document).toEqual(document);
  });

  it('cannot touch the prototype', () => {
    const text = writeJson(document).text.replace('"profile"', '"__proto__": {"polluted": true},\n  "profile"');
    const result = readJson(text).document;
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(result.profile).toBe('imported');
  });
});

describe('WhisperX results', () => {
  const segment = {
    start: 1,
    end: 3,
    text: ' It costs 25 dollars.',
    speaker: 'SPEAKER_00',
    words: [
      { word: 'It', start: 1, end: 1.2, score: 0.9, speaker: 'SPEAKER_00' },
      { word: 'costs', start: 1.2, end: 1.6, score: 0.7 },
      { word: '25' },
      { word: 'dollars.', start: 2.6, end: 3, score: 0.8 },
    ],
  };

  it('become cues, words and speakers; words without times lie between their neighbours', () => {
    const { document: imported, diagnostics } = read({ segments: [segment], word_segments: [], language: 'de' });
    expect(imported.language).toBe('de');
    expect(imported.speakers).toEqual([{ id: 'S1', name: 'SPEAKER_00' }]);
    expect(imported.cues).toEqual([
      {
        id: 'c1',
        startMs: 1000,
        endMs: 3000,
        lines: ['It costs 25 dollars.'],
        speaker: 'S1',
        wordIds: ['w1', 'w2', 'w3', 'w4'],
      },
    ]);
    expect(imported.words[2]).toEqual({
      id: 'w3',
      startMs: 1600,
      endMs: 2600,
      text: '25',
      confidence: expect.closeTo(0.8) as number,
      timing: 'interpolated',
      engine: 'import:whisper',
      speaker: 'S1',
    });
    expect(imported.words[0]).toMatchObject({ timing: 'native', confidence: 0.9 });
    expect(imported.turns).toEqual([{ startMs: 1000, endMs: 3000, speaker: 'S1' }]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['words-interpolated']);
  });

  it('may hold the NaN that Python writes', () => {
    const text = JSON.stringify({ segments: [{ ...segment, text: 'NaN "NaN"' }] }).replace(
      '"score":0.9',
      '"score": NaN',
    );
    const { document: imported } = readJson(text);
    expect(imported.cues[0]?.lines).toEqual(['NaN "NaN"']);
    expect(imported.words[0]?.confidence).toBeCloseTo(0.75);
  });
});

describe('Whisper verbose JSON', () => {
  it('is read with words inside the segments or apart from them', () => {
    const apart = {
      task: 'transcribe',
      language: 'turkish',
      duration: '5.5',
      text: 'Bir. İki.',
      segments: [
        { id: 0, start: 0, end: 2, text: ' Bir.' },
        { id: 1, start: 2, end: 4, text: ' İki.' },
      ],
      words: [
        { word: 'Bir', start: 0.5, end: 1 },
        { word: 'İki', start: 2.5, end: 3 },
      ],
    };
    const { document: imported, diagnostics } = read(apart);
    expect(diagnostics).toEqual([]);
    expect(imported).toMatchObject({ language: 'tr', media: { durationMs: 5500 } });
    expect(imported.cues.map((cue) => cue.wordIds)).toEqual([['w1'], ['w2']]);
    const inside = {
      segments: [{ start: 0, end: 1, text: 'a', words: [{ word: ' a', start: 0, end: 1, probability: 0.25 }] }],
    };
    expect(read(inside).document.words).toMatchObject([{ text: 'a', confidence: 0.25 }]);
  });

  it('survives segments without times', () => {
    const { document: imported, diagnostics } = read({ segments: [{ text: 'a', start: 1, end: 2 }, { text: 'b' }] });
    expect(imported.cues.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [1000, 2000],
      [2000, 2000],
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['segment-untimed', 'duration-zero']);
  });
});
