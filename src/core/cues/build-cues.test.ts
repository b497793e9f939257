import { describe, expect, it } from 'vitest';
import type { Word } from '../timeline/types.ts';
import { buildCues, type BuildCuesOptions } from './build-cues.ts';
import { findProfile, type RuleProfile } from './profiles.ts';
import { checkCues } from './qc.ts';

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

/** Words of a sentence spoken evenly: `msPerCharacter` for each character, `pauseMs` between words. Ids continue `w0`. */
function speak(
  text: string,
  options: { startMs?: number; msPerCharacter?: number; pauseMs?: number; speaker?: string; firstId?: number } = {},
): Word[] {
  const { startMs = 0, msPerCharacter = 70, pauseMs = 20, speaker, firstId = 0 } = options;
  let atMs = startMs;
  return text.split(' ').map((token, index) => {
    const endMs = atMs + token.length * msPerCharacter;
    const word = makeWord(`w${firstId + index}`, token, atMs, endMs, speaker === undefined ? {} : { speaker });
    atMs = endMs + pauseMs;
    return word;
  });
}

function profile(id: string): RuleProfile {
  const found = findProfile(id);
  if (found === undefined) throw new Error(id);
  return found;
}
const english = { profile: profile('netflix-en'), language: 'en' };
const lines = (words: Word[], options: BuildCuesOptions = english) => buildCues(words, options).map((cue) => cue.lines);

describe('buildCues', () => {
  it('makes one cue of a short sentence', () => {
    expect(buildCues(speak('This is all.', { speaker: 'S1', startMs: 500 }), english)).toEqual([
      { id: 'c1', startMs: 500, endMs: 1740, lines: ['This is all.'], speaker: 'S1', wordIds: ['w0', 'w1', 'w2'] },
    ]);
    expect(buildCues([], english)).toEqual([]);
  });

  it('splits between sentences rather than where the text is full', () => {
    const text =
      'We had been walking along the river since early in the morning. Nobody had told us that the bridge was closed to everyone.';
    expect(lines(speak(text))).toEqual([
      ['We had been walking along the river', 'since early in the morning.'],
      ['Nobody had told us', 'that the bridge was closed to everyone.'],
    ]);
  });

  it('sees the whole: gives up filling the first cue for a better second one', () => {
    const words = speak(
      'I would have told you everything about it long ago, but you never once asked me what had really happened there.',
    );
    const cues = buildCues(words, english);
    expect(cues[0]?.lines.join(' ')).toBe('I would have told you everything about it long ago,');
    expect(checkCues(cues, english.profile)).toEqual([]);
  });

  it('splits at the speaker change', () => {
    const words = [
      ...speak('Are you coming', { speaker: 'S1' }),
      ...speak('no', { speaker: 'S2', startMs: 1100, firstId: 3 }),
    ];
    expect(buildCues(words, english).map(({ speaker, wordIds }) => [speaker, wordIds])).toEqual([
      ['S1', ['w0', 'w1', 'w2']],
      ['S2', ['w3']],
    ]);
  });

  it('never spans a long silence but takes a short one as a good place to split', () => {
    const late = [...speak('one two'), ...speak('three', { startMs: 1500, firstId: 2 })];
    expect(lines(late)).toEqual([['one two'], ['three']]);
    const text = 'these are words that go on and on until there is';
    const first = speak(text, { msPerCharacter: 60 });
    const endMs = first.at(-1)?.endMs ?? 0;
    const second = speak('finally one breath where anybody would put a split here', {
      startMs: endMs + 700,
      firstId: 11,
    });
    expect(buildCues([...first, ...second], english)[0]?.lines.join(' ')).toBe(text);
  });

  it('gives an overlong word its own cue text and reports it', () => {
    const long = 'x'.repeat(50);
    const cues = buildCues([makeWord('a', long, 0, 3000)], english);
    expect(cues[0]?.lines).toEqual([long]);
    expect(checkCues(cues, english.profile).map((issue) => issue.kind)).toEqual(['cpl']);
  });

  it('keeps all text of talk too fast for the profile and reports the speed', () => {
    const words = speak('this is far too much text for anyone to read in the little time that there is', {
      msPerCharacter: 20,
      pauseMs: 0,
    });
    const next = speak('Stop.', { startMs: words.at(-1)?.endMs ?? 0, speaker: 'S2', firstId: 17 });
    const cues = buildCues([...words, ...next], english);
    expect(cues.flatMap((cue) => cue.wordIds)).toHaveLength(words.length + 1);
    expect(checkCues(cues, english.profile).map((issue) => issue.kind)).toContain('cps');
  });

  it('keeps cues inside the detected speech', () => {
    const words = [makeWord('a', 'Hello', 0, 1000), makeWord('b', 'there.', 1000, 5000)];
    const [cue] = buildCues(words, { ...english, speechSpans: [{ startMs: 600, endMs: 1800 }] });
    expect([cue?.startMs, cue?.endMs]).toEqual([600, 2300]);
  });

  it('writes tokens without a space where the engine says so', () => {
    const words = [
      makeWord('a', 'don', 0, 200),
      makeWord('b', '\u2019t', 200, 300, { spaceBefore: false }),
      makeWord('c', 'go', 320, 500),
      makeWord('d', '!', 500, 500, { spaceBefore: false }),
    ];
    expect(lines(words)).toEqual([['don\u2019t go!']]);
  });

  it('builds Chinese from single characters without spaces', () => {
    const text = '\u4f60\u76f8\u4fe1\u5417\uff1f\u6211\u4e0d\u76f8\u4fe1\u3002';
    const words = [...text].map((char, i) => makeWord(`w${i}`, char, i * 200, i * 200 + 190, { spaceBefore: false }));
    const cues = buildCues(words, { profile: profile('netflix-zh'), language: 'zh' });
    expect(cues.flatMap((cue) => cue.lines).join('')).toBe(text);
  });

  it('breaks Thai between the words of its dictionary, however small the pieces it comes in are', () => {
    const text = 'นี้อากาศดีมากเราไปเที่ยวทะเลกันเถอะพรุ่งนี้ฝนจะตกหนักทั่วทุกภาคของประเทศไทย';
    const pieces = [...text].map((letter, index) =>
      makeWord(`w${index}`, letter, index * 60, index * 60 + 60, { spaceBefore: index === 0 }),
    );
    const broken = lines(pieces, { profile: profile('netflix-en'), language: 'th' }).flat();
    expect(broken.join('')).toBe(text);
    expect(broken.length).toBeGreaterThan(1);
    const words = Array.from(new Intl.Segmenter('th', { granularity: 'word' }).segment(text), ({ index }) => index);
    let at = 0;
    for (const line of broken) {
      expect(words).toContain(at);
      at += line.length;
    }
  });

  it('keeps words without text in a cue', () => {
    expect(buildCues([makeWord('a', '', 0, 100), makeWord('b', 'hm', 100, 300)], english)).toMatchObject([
      { lines: ['hm'], wordIds: ['a', 'b'] },
    ]);
  });
});

describe('buildCues with dash cues', () => {
  const dash = { ...english, dashCues: true };
  const turns = (second: number, answer = 'Yes.') => [
    ...speak('Ready?', { speaker: 'S1' }),
    ...speak(answer, { speaker: 'S2', startMs: second, firstId: 1 }),
  ];

  it('joins two short turns, a line each, without writing the dash', () => {
    expect(buildCues(turns(600), dash)).toEqual([
      {
        id: 'c1',
        startMs: 0,
        endMs: 1380,
        lines: ['Ready?', 'Yes.'],
        speaker: 'S1',
        lineSpeakers: ['S1', 'S2'],
        wordIds: ['w0', 'w1'],
      },
    ]);
    expect(buildCues(turns(600), english)).toHaveLength(2);
  });

  it('leaves late answers and answers longer than a line with its dash apart', () => {
    expect(buildCues(turns(420 + 501), dash)).toHaveLength(2);
    expect(buildCues(turns(600, 'x'.repeat(40)), dash)).toHaveLength(1);
    expect(buildCues(turns(600, 'x'.repeat(41)), dash)).toHaveLength(2);
    const tight = { ...english.profile, dash: 'dash' as const };
    expect(buildCues(turns(600, 'x'.repeat(41)), { ...dash, profile: tight })).toHaveLength(1);
  });

  it('pairs from the left and never joins unknown speakers', () => {
    const three = [...turns(600), ...speak('Good.', { speaker: 'S1', startMs: 900, firstId: 2 })];
    expect(lines(three, dash)).toEqual([['Ready?', 'Yes.'], ['Good.']]);
    const unknown = [makeWord('a', 'Yes.', 0, 300, { speaker: 'S1' }), makeWord('b', 'No.', 400, 700)];
    expect(buildCues(unknown, dash)).toHaveLength(2);
  });
});
