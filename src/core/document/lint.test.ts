import { describe, expect, it } from 'vitest';
import type { Cue, Turn, Word } from '../timeline/types.ts';
import { lintDocument } from './lint.ts';
import { newDocument } from './new-document.ts';
import type { Chapter, VoxlaneDocument } from './types.ts';

const word = (id: string, startMs: number, endMs: number, more: Partial<Word> = {}): Word => ({
  id,
  startMs,
  endMs,
  text: 'hi',
  confidence: 0.5,
  timing: 'dtw',
  engine: 'test',
  ...more,
});
const cue = (id: string, startMs: number, endMs: number, more: Partial<Cue> = {}): Cue => ({
  id,
  startMs,
  endMs,
  lines: ['hi'],
  wordIds: [],
  ...more,
});
const turn = (startMs: number, endMs: number, more: Partial<Turn> = {}): Turn => ({
  startMs,
  endMs,
  speaker: 'S1',
  ...more,
});
const chapter = (startMs: number, endMs: number): Chapter => ({ startMs, endMs, title: 'Part' });
const translations = [{ language: 'fr' }];
const summary = { language: 'fr', text: 'x', highlights: [], by: 'm' };
const schema = {
  ...{ id: 'voice', name: 'Voice', question: '?', characters: false, evidence: false },
  labels: ['in', 'out'].map((id) => ({ id, name: id, meaning: id })),
};
const inClass = { label: 'in', by: 'm' };
const french = (more: object): Cue =>
  cue('c1', 5, 9, { translations: { fr: { lines: ['salut'], of: 'hi', by: 'm', ...more } } });
const speakers = [{ id: 'S1', name: 'Speaker 1' }];

function codes(parts: Parameters<typeof newDocument>[0]): string[] {
  return lintDocument(newDocument({ speakers, ...parts })).map((issue) => `${issue.code} ${issue.path}`);
}

describe('lintDocument', () => {
  it('finds nothing wrong with a sound document, a timing-only one and an empty one', () => {
    const sound = {
      words: [word('w1', 0, 100, { speaker: 'S1' }), word('w2', 90, 200)],
      turns: [turn(0, 150), turn(100, 200)],
      exclusiveTurns: [turn(0, 100), turn(100, 200)],
      cues: [
        cue('c1', 0, 200, { wordIds: ['w1', 'w2'], speaker: 'S1' }),
        { ...french({ endMs: 310 }), id: 'c2', startMs: 150, endMs: 300, classes: { voice: inClass } },
      ],
      ...{ translations, classSchemas: [schema], summaries: [summary] },
    };
    expect(codes(sound)).toEqual([]);
    expect(codes({ cues: [cue('c1', 0, 200, { lines: [], speaker: 'S1' })] })).toEqual([]);
    expect(codes({})).toEqual([]);
  });

  it.each<[string, Parameters<typeof newDocument>[0]]>([
    ['id-duplicate words[1].id', { words: [word('w1', 0, 1), word('w1', 1, 2)] }],
    ['id-empty cues[0].id', { cues: [cue('', 0, 1)] }],
    ['time-not-integer cues[0]', { cues: [cue('c1', 0.5, 1)] }],
    ['time-negative turns[0]', { turns: [turn(-5, 1)] }],
    ['span-reversed cues[0]', { cues: [cue('c1', 9, 1)] }],
    ['span-empty words[0]', { words: [word('w1', 3, 3)] }],
    ['order words[1]', { words: [word('w1', 5, 6), word('w2', 4, 6)] }],
    ['speaker-unknown words[0].speaker', { words: [word('w1', 0, 1, { speaker: 'S9' })] }],
    ['speaker-unknown cues[0]', { cues: [cue('c1', 0, 1, { lines: ['a'], lineSpeakers: ['S9'] })] }],
    ['word-unknown cues[0].wordIds[0]', { cues: [cue('c1', 0, 1, { wordIds: ['w7'] })] }],
    ['word-text words[0].text', { words: [word('w1', 0, 1, { text: ' hi' })] }],
    ['line-speakers-length cues[0].lineSpeakers', { cues: [cue('c1', 0, 1, { lineSpeakers: [] })] }],
    ['line-break-in-line cues[0].lines[0]', { cues: [cue('c1', 0, 1, { lines: ['a\nb'] })] }],
    ['turns-not-exclusive exclusiveTurns[1]', { exclusiveTurns: [turn(0, 10), turn(9, 12)] }],
    ['confidence-range turns[0].confidence', { turns: [turn(0, 1, { confidence: 1.2 })] }],
    ['order chapters[1]', { chapters: [chapter(5, 9), chapter(4, 9)] }],
    ['order bookmarks[1]', { bookmarks: [{ timeMs: 9 }, { timeMs: 4 }] }],
    ['time-negative bookmarks[0]', { bookmarks: [{ timeMs: -1 }] }],
    ['span-reversed chapters[0]', { chapters: [chapter(5, 4)] }],
    ['id-duplicate translations[1].language', { translations: [{ language: 'fr' }, { language: 'fr' }] }],
    ['id-duplicate summaries[1].language', { summaries: [summary, summary] }],
    ['id-duplicate classSchemas[1].id', { classSchemas: [schema, schema] }],
    [
      'id-duplicate classSchemas[0].labels[2].id',
      { classSchemas: [{ ...schema, labels: [...schema.labels, ...schema.labels.slice(1)] }] },
    ],
    ['language-unknown cues[0].translations.fr', { cues: [french({})] }],
    ['line-break-in-line cues[0].translations.fr.lines[0]', { cues: [french({ lines: ['a\nb'] })], translations }],
    ['span-reversed cues[0].translations.fr', { cues: [french({ endMs: 5 })], translations }],
    ['class-unknown cues[0].classes.voice', { cues: [cue('c1', 0, 9, { classes: { voice: inClass } })] }],
    [
      'class-unknown cues[0].classes.voice',
      { cues: [cue('c1', 0, 9, { classes: { voice: { ...inClass, label: 'x' } } })], classSchemas: [schema] },
    ],
    ['chapter-title chapters[0].title', { chapters: [{ startMs: 0, endMs: 1, title: ' ' }] }],
  ])('reports %s', (expected, parts) => {
    expect(codes(parts)).toEqual([expected]);
  });

  it('reports spans far behind the end of the media, not those a container rounds away', () => {
    const media: VoxlaneDocument['media'] = { name: 'a.wav', contentId: 'x', durationMs: 1000, channels: 1 };
    expect(codes({ media, cues: [cue('c1', 0, 1900)] })).toEqual([]);
    expect(codes({ media, cues: [cue('c1', 0, 2100)] })).toEqual(['span-outside-media cues[0]']);
    expect(codes({ media, chapters: [chapter(0, 1900)] })).toEqual([]);
  });

  it('lets exclusive turns of different channels share time', () => {
    expect(codes({ exclusiveTurns: [turn(0, 10, { channel: 0 }), turn(5, 12, { channel: 1 })] })).toEqual([]);
  });
});
