import fc from 'fast-check';
import { newDocument } from '../../src/core/document/new-document.ts';
import { hasMarkup } from '../../src/core/document/markup.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import type { Cue, Turn } from '../../src/core/timeline/types.ts';

/** Characters that bite: separators, markup, quotes, arrows, digits, scripts with joiners and direction. */
const TEXT_UNITS = [
  ...'abcdefghij0123456789',
  ...' .,!?\'"-&<>/%;#*_{}…—',
  '-->',
  '&amp;',
  '&lt;',
  'é',
  'ğ',
  'ş',
  'İ',
  'ß',
  '漢字',
  'かな',
  'שלום',
  'مرحبا',
  '👩‍👩‍👧',
  '😀',
  'e\u0301',
];

/** One display line: visible, no surrounding spaces or formatting, no bracket or colon that could follow a name. */
export const anyLine = fc
  .string({ unit: fc.constantFrom(...TEXT_UNITS), minLength: 1, maxLength: 30 })
  .map((text) => text.trim())
  .filter((text) => text !== '' && !hasMarkup(text));

/** Names the SRT and TXT readers take for names. */
export const anyName = fc.constantFrom(
  'Anna',
  'Speaker 1',
  'Dr Bob',
  'Ayşe Yılmaz',
  'أحمد',
  '田中',
  'O’Neil',
  'SPEAKER_00',
);

/** Names only formats with a speaker field can hold. */
export const anyHardName = fc.oneof(
  anyName,
  fc.constantFrom('a & b', '<v x>', '100%', 'x: y', '[z]', 'two words', '😀'),
);

export interface DocumentShape {
  readonly line: fc.Arbitrary<string>;
  readonly name: fc.Arbitrary<string>;
  /** Whether cues may have no lines. */
  readonly empty: boolean;
  /** Whether cues may have a speaker per line. */
  readonly twoSpeakers: boolean;
}

/** Documents with cues in time order, every cue with a speaker, speakers numbered by first use. */
export function anyCueDocument(shape: DocumentShape): fc.Arbitrary<VoxlaneDocument> {
  const cue = fc.record({
    gap: fc.nat(5000),
    length: fc.integer({ min: 1, max: 9000 }),
    lines: fc.array(shape.line, { minLength: shape.empty ? 0 : 1, maxLength: 3 }),
    speaker: fc.nat(2),
    second: fc.option(fc.nat(2), { nil: undefined }),
  });
  const names = fc.uniqueArray(shape.name, { minLength: 3, maxLength: 3 });
  return fc.tuple(fc.array(cue, { maxLength: 12 }), names).map(([drafts, allNames]) => {
    const used: number[] = [];
    const idOf = (speaker: number): string => {
      if (!used.includes(speaker)) used.push(speaker);
      return `S${used.indexOf(speaker) + 1}`;
    };
    let atMs = 0;
    const cues = drafts.map((draft, index): Cue => {
      atMs += draft.gap;
      const base = { id: `c${index + 1}`, startMs: atMs, endMs: atMs + draft.length, wordIds: [] };
      if (
        shape.twoSpeakers &&
        draft.lines.length === 2 &&
        draft.second !== undefined &&
        draft.second !== draft.speaker
      ) {
        const lines = draft.lines.map((line) => line.replace(/^[-–—‐\s]+/u, '') || 'x');
        return { ...base, lines, lineSpeakers: [idOf(draft.speaker), idOf(draft.second)] };
      }
      return { ...base, lines: draft.lines, speaker: idOf(draft.speaker) };
    });
    return newDocument({
      speakers: used.map((speaker, index) => ({ id: `S${index + 1}`, name: allNames[speaker] ?? '' })),
      cues,
    });
  });
}

/** Overlapping turns in time order with hard names; ids by first use, as an RTTM reader numbers them. */
export const anyTurnDocument: fc.Arbitrary<VoxlaneDocument> = fc
  .tuple(
    fc.array(
      fc.record({
        startMs: fc.nat(5_000_000),
        length: fc.integer({ min: 1, max: 50_000 }),
        speaker: fc.nat(2),
        channel: fc.nat(1),
        confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 20 },
    ),
    fc.uniqueArray(anyHardName, { minLength: 3, maxLength: 3 }),
  )
  .map(([drafts, names]) => {
    const sorted = [...drafts].sort((a, b) => a.startMs - b.startMs || a.length - b.length);
    const used: number[] = [];
    const several = new Set(drafts.map((draft) => draft.channel)).size > 1;
    const turns = sorted.map((draft): Turn => {
      if (!used.includes(draft.speaker)) used.push(draft.speaker);
      return {
        startMs: draft.startMs,
        endMs: draft.startMs + draft.length,
        speaker: `S${used.indexOf(draft.speaker) + 1}`,
        ...(several ? { channel: draft.channel } : {}),
        ...(draft.confidence === undefined ? {} : { confidence: draft.confidence }),
      };
    });
    return newDocument({
      speakers: used.map((speaker, index) => ({ id: `S${index + 1}`, name: names[speaker] ?? '' })),
      turns,
    });
  });

/** Text that looks like subtitle files gone wrong. */
export const anyBrokenText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'WEBVTT',
        'NOTE x',
        'STYLE',
        'REGION',
        '1',
        '00:00:01,000 --> 00:00:02,000',
        '00:01.000 --> 00:02.000 line:0',
        '99999999999:00:01 --> 0:0:0',
        '-->',
        '--> -->',
        'SPEAKER f 1 1.0 2.0 <NA> <NA> a <NA> <NA>',
        'SPEAKER f 1 1e300 -2 x',
        '[00:00:05] Anna: hi',
        '<v Anna><i>a</v><00:00:01.500>b</i>',
        '<<<>>>&#0;&#xFFFFFF;&lt;i&gt;',
        '{"segments":[{"words":[{}]}]}',
        '{"format":"voxlane-document","version":1}',
        '\0\uFEFF\u200B\uD800',
        '',
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ maxLength: 30 }),
    ),
    { maxLength: 25 },
  )
  .chain((lines) => fc.constantFrom('\n', '\r\n', '\r', '\n\n').map((newline) => lines.join(newline)));
