import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProfile } from '../../cues/profiles.ts';
import type { Cue, Word } from '../../timeline/types.ts';
import { applyOperations } from '../edits/apply.ts';
import { lintDocument } from '../lint.ts';
import { newDocument } from '../new-document.ts';
import type { VoxlaneDocument } from '../types.ts';
import type { CueAction } from './action.ts';
import { breakCues } from './break-text.ts';
import {
  deleteCues,
  insertAfter,
  insertBefore,
  mergeSelected,
  mergeWithNext,
  mergeWithPrevious,
} from './list-actions.ts';
import { assignAllOfSpeaker, assignFromHere, assignSpeaker } from './speaker-actions.ts';
import { splitAtCursor, splitAtPlayhead } from './split-actions.ts';
import {
  extendToNext,
  extendToPrevious,
  nudgeCue,
  setEndAt,
  setStartAt,
  shiftCues,
  startAndShiftRest,
} from './timing-actions.ts';

const profile = findProfile('netflix-en') ?? expect.fail();
const GAP = profile.minGapMs;
const word = (n: number, startMs: number, text: string, speaker: string): Word => ({
  ...{ id: `w${n}`, startMs, endMs: startMs + 400, text, confidence: 1, timing: 'dtw', engine: 't', speaker },
});
const cue = (id: string, startMs: number, endMs: number, lines: string[], more: Partial<Cue> = {}): Cue => ({
  ...{ id, startMs, endMs, lines, wordIds: [] },
  ...more,
});
const talk = newDocument({
  media: { name: 'a', contentId: 'a', durationMs: 20_000, channels: 1 },
  speakers: ['S1', 'S2', 'S3'].map((id) => ({ id, name: id })),
  words: [word(1, 1000, 'one', 'S1'), word(2, 1500, 'two', 'S1'), word(3, 2600, 'three', 'S1')],
  cues: [
    cue('a', 1000, 3000, ['<i>one two', 'three</i>'], { speaker: 'S1', wordIds: ['w1', 'w2', 'w3'] }),
    cue('b', 4000, 6000, ['abcd efgh ijkl'], { speaker: 'S2' }),
    cue('c', 6100, 8000, ['no', 'yes'], { lineSpeakers: ['S2', 'S1'] }),
  ],
});

function after(step: CueAction, document = talk): VoxlaneDocument {
  if (step.kind === 'none') throw new Error(step.reason);
  const result = applyOperations(document, step.operations);
  if (result.kind === 'refused') throw new Error(result.reason);
  return result.document;
}
const timesOf = ({ cues }: VoxlaneDocument): number[][] => cues.map(({ startMs, endMs }) => [startMs, endMs]);

describe('splitting', () => {
  it('at the cursor gives both halves their time by words, or by what there is to read', () => {
    const byWord = after(splitAtCursor(talk, 'a', { line: 1, offset: 0 }, profile));
    expect(timesOf(byWord).slice(0, 2)).toEqual([
      [1000, 2600 - GAP],
      [2600, 3000],
    ]);
    expect(byWord.cues[1]).toMatchObject({ lines: ['<i>three</i>'], wordIds: ['w3'] });
    const byText = after(splitAtCursor(talk, 'b', { line: 0, offset: 4 }, { ...profile, minGapMs: 0 }));
    // 4 characters in front of the cursor, 9 behind it.
    expect(timesOf(byText).slice(1, 3)).toEqual([
      [4000, 4000 + Math.round((2000 * 4) / 13)],
      [4000 + Math.round((2000 * 4) / 13), 6000],
    ]);
  });

  it('at the playhead puts the words that are over into the first half', () => {
    const split = after(splitAtPlayhead(talk, 'a', 1900, profile));
    expect(split.cues.slice(0, 2).map(({ lines }) => lines)).toEqual([['<i>one two</i>'], ['<i>three</i>']]);
    expect(split.cues[1]?.startMs).toBe(1900);
    expect(after(splitAtPlayhead(talk, 'b', 5800, profile)).cues[2]?.lines).toEqual(['ijkl']);
    expect(splitAtPlayhead(talk, 'b', 6000, profile)).toEqual({ kind: 'none', reason: 'outside-cue' });
  });

  it('cuts text without spaces between its characters, at any of them', () => {
    const characters = ['😀', '👨‍👩‍👧', 'e\u0301', '🇹🇷', '你', 'ที่', '👍🏽'];
    const text = fc.array(fc.constantFrom(...characters), { minLength: 2, maxLength: 9 });
    const open = { ...profile, minGapMs: 0 };
    fc.assert(
      fc.property(text, fc.nat(8), (parts, place) => {
        const at = 1 + (place % (parts.length - 1));
        const document = newDocument({ cues: [cue('a', 0, 1000 * parts.length, [parts.join('')])] });
        const halves = [[parts.slice(0, at).join('')], [parts.slice(at).join('')]];
        const byTime = after(splitAtPlayhead(document, 'a', 1000 * at, open), document);
        expect(byTime.cues.map(({ lines }) => lines)).toEqual(halves);
        const offset = halves[0]?.[0]?.length ?? 0;
        const byText = after(splitAtCursor(document, 'a', { line: 0, offset }, open), document);
        expect(byText.cues.map(({ lines }) => lines)).toEqual(halves);
        expect(byText.cues[0]?.endMs).toBe(1000 * at);
      }),
    );
  });

  it('at the playhead measures a long text without spaces at some places only', () => {
    const long = newDocument({ cues: [cue('a', 0, 9_000_000, ['你'.repeat(9000)])] });
    const { cues } = after(splitAtPlayhead(long, 'a', 6_000_000, { ...profile, minGapMs: 0 }), long);
    expect(cues.map(({ lines }) => lines.join('').length)).toEqual([6000, 3000]);
  });
});

describe('times', () => {
  it('keep the gap to the neighbours unless overlap is asked for', () => {
    expect(timesOf(after(nudgeCue(talk, 'b', 'start', -5000, profile)))[1]).toEqual([3000 + GAP, 6000]);
    expect(timesOf(after(nudgeCue(talk, 'b', 'whole', 500, profile)))[1]).toEqual([4017, 6017]);
    expect(timesOf(after(nudgeCue(talk, 'b', 'end', 500, { minGapMs: GAP, overlap: true })))[1]).toEqual([4000, 6500]);
    expect(timesOf(after(nudgeCue(talk, 'a', 'end', -9000, profile)))[0]).toEqual([1000, 1100]);
    expect(nudgeCue(talk, 'a', 'start', 0, profile)).toEqual({ kind: 'none', reason: 'unchanged' });
  });

  it('go to the playhead', () => {
    expect(timesOf(after(setStartAt(talk, 'b', 4500, profile)))[1]).toEqual([4500, 6000]);
    expect(timesOf(after(setEndAt(talk, 'a', 9000, profile)))[0]).toEqual([1000, 4000 - GAP]);
    expect(timesOf(after(setStartAt(talk, 'c', 12_000, profile)))[2]).toEqual([12_000, 13_900]);
    expect(timesOf(after(setEndAt(talk, 'a', 500, profile)))[0]).toEqual([0, 500]);
    expect(timesOf(after(startAndShiftRest(talk, 'b', 5000, profile)))).toEqual([
      [1000, 3000],
      [5000, 7000],
      [7100, 9000],
    ]);
  });

  it('extend to the neighbour and shift together, never before 0 or behind the media', () => {
    expect(timesOf(after(extendToNext(talk, 'a', profile)))[0]).toEqual([1000, 4000 - GAP]);
    expect(timesOf(after(extendToPrevious(talk, 'b', profile)))[1]).toEqual([3000 + GAP, 6000]);
    expect(extendToNext(talk, 'c', profile)).toEqual({ kind: 'none', reason: 'no-neighbour' });
    expect(timesOf(after(shiftCues(talk, -4000)))[0]).toEqual([0, 2000]);
    expect(timesOf(after(shiftCues(talk, 99_000)))[2]).toEqual([19_100, 21_000]);
  });
});

describe('lists', () => {
  it('joins, inserts where there is room, deletes', () => {
    expect(after(mergeWithNext(talk, 'a')).cues[0]).toMatchObject({ lineSpeakers: ['S1', 'S1', 'S2'], endMs: 6000 });
    expect(after(mergeWithPrevious(talk, 'b'))).toEqual(after(mergeSelected(talk, ['b', 'a'])));
    expect(timesOf(after(insertAfter(talk, 'a', { profile })))[1]).toEqual([3000 + GAP, 4000 - GAP]);
    expect(timesOf(after(insertBefore(talk, 'a', { profile })))[0]).toEqual([0, 1000 - GAP]);
    expect(insertAfter(talk, 'b', { profile })).toEqual({ kind: 'none', reason: 'no-room' });
    expect(after(deleteCues(talk, ['a', 'c'])).cues.map(({ id }) => id)).toEqual(['b']);
  });

  it('breaks lines without counting tags, and leaves dialogues alone', () => {
    const text = `<i>${'word '.repeat(14).trim()}</i>`;
    const long = { ...talk, cues: [cue('a', 0, 900, [text]), cue('b', 900, 1900, ['- yes', '- no'])] };
    const broken = after(breakCues(long, ['a', 'b'], profile), long);
    expect(broken.cues.map(({ lines }) => lines)).toEqual([
      [`<i>${'word '.repeat(7).trim()}`, `${'word '.repeat(7).trim()}</i>`],
      ['- yes', '- no'],
    ]);
  });

  it('assigns speakers to cues, from a cue on, and everywhere', () => {
    const speakers = ({ cues }: VoxlaneDocument): unknown[] => cues.map((entry) => entry.lineSpeakers ?? entry.speaker);
    expect(speakers(after(assignSpeaker(talk, ['a', 'c'], 'S3')))).toEqual(['S3', 'S2', 'S3']);
    expect(speakers(after(assignFromHere(talk, 'b', 'S3')))).toEqual(['S1', 'S3', ['S3', 'S1']]);
    expect(speakers(after(assignAllOfSpeaker(talk, 'a', 'S3')))).toEqual(['S3', 'S2', ['S2', 'S3']]);
  });
});

describe('any action on any cues', () => {
  const anyDocument = fc
    .array(
      fc.record({
        gap: fc.integer({ min: 0, max: 800 }),
        length: fc.integer({ min: 1, max: 4000 }),
        lines: fc.array(fc.constantFrom('a word', '<b>so</b> it goes', '漢字漢字', 'x', '- no, 😀'), { maxLength: 3 }),
        speaker: fc.constantFrom('S1', 'S2', undefined),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => {
      let atMs = 0;
      const cues = parts.map(({ gap, length, lines, speaker }, index) => {
        const startMs = atMs + gap;
        atMs = startMs + length;
        return cue(`c${index}`, startMs, atMs, lines, speaker === undefined ? {} : { speaker });
      });
      return newDocument({ ...talk, words: [], cues, media: { ...talk.media, durationMs: atMs + 500 } });
    });

  it('leaves a sound document without overlaps or negative times, and what it returns applies', () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(7), fc.integer({ min: -9000, max: 9000 }), (document, at, ms) => {
        const id = document.cues[at % document.cues.length]?.id ?? '';
        const place = { line: Math.abs(ms) % 3, offset: Math.abs(ms) % 9 };
        const steps = [
          splitAtCursor(document, id, place, profile),
          splitAtPlayhead(document, id, Math.abs(ms), profile),
          mergeWithNext(document, id),
          mergeWithPrevious(document, id),
          nudgeCue(document, id, 'start', ms, profile),
          nudgeCue(document, id, 'end', ms, profile),
          nudgeCue(document, id, 'whole', ms, profile),
          setStartAt(document, id, Math.abs(ms), profile),
          setEndAt(document, id, Math.abs(ms), profile),
          startAndShiftRest(document, id, Math.abs(ms), profile),
          extendToNext(document, id, profile),
          extendToPrevious(document, id, profile),
          insertAfter(document, id, { profile }),
          insertBefore(document, id, { profile }),
          breakCues(document, [id], profile),
          deleteCues(document, [id]),
          shiftCues(document, ms),
          assignFromHere(document, id, 'S3'),
          assignAllOfSpeaker(document, id, 'S3'),
        ];
        for (const step of steps) {
          if (step.kind === 'none') continue;
          const next = after(step, document);
          expect(lintDocument(next)).toEqual([]);
          for (const [index, entry] of next.cues.entries()) {
            expect(entry.startMs).toBeGreaterThanOrEqual(next.cues[index - 1]?.endMs ?? 0);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
