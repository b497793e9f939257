import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editOperationSchema } from '../document/edits/operations.ts';
import { lintDocument } from '../document/lint.ts';
import { hasMarkup } from '../document/markup.ts';
import { newDocument } from '../document/new-document.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { Cue } from '../timeline/types.ts';
import type { SubtitleCodec } from './codec.ts';
import { isFaultless, jsonCodec } from './json/json-codec.ts';
import { rttmCodec } from './rttm/rttm-codec.ts';
import { srtCodec } from './srt/srt-codec.ts';
import { displayLines, singleLine } from './text-lines.ts';
import { txtCodec } from './txt/txt-codec.ts';
import { vttCodec } from './vtt/vtt-codec.ts';

/** What looks like the structure of some format, and what programs that take text for bytes or units cut in two. */
const ODD = [
  ...[
    '-->',
    '00:00:01,000 --> 00:00:02,000',
    '10:00 – 11:00',
    '--',
    '- ',
    '12',
    '1',
    '[Bob]',
    'Bob: hi',
    '(laughs) no',
  ],
  ...[
    '<v Bob>hi</v>',
    '<i>',
    '<c.--> ',
    '<lang a--> ',
    '{\\an8}',
    '&amp;',
    '&lt;i&gt;',
    '<b',
    '::cue',
    'NOTE x',
    'STYLE',
    'REGION',
    'WEBVTT',
  ],
  ...['=1+1', '"a"', '%41', '<NA>', ';x', '__proto__', 'constructor', '[speech]', '[00:00:05] Bob: hi'],
  ...[
    'İ ı',
    'e\u0301',
    '👨‍👩‍👧',
    '👍🏽',
    '\ud83d',
    '\udc00',
    'שָׁלוֹם',
    'مَرْحَبًا',
    '\u200f',
    '\u200b',
    '\ufeff',
    '你好。',
    'สวัสดี',
  ],
  ...['\u2028', '\u0085', '\v', '\f', '\u001b', '\u007f', '\0', '\t', '\u00a0', '\u3000', 'x'.repeat(300), ' '],
];
const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ODD) }, fc.string({ unit: 'binary', maxLength: 3 })), {
    maxLength: 4,
  })
  .chain((parts) => fc.constantFrom('', ' ').map((between) => parts.join(between)));
const line = text.map((value) => value.replace(/[\r\n]/gu, ' '));
const startMs = fc.oneof(fc.nat(10_000), fc.constantFrom(999, 59_999, 3_599_999, 359_999_999, 360_000_000, 4e9));

/** Cues in order, of one speaker each; every line shows something. */
const document = fc
  .record({
    names: fc.array(text, { maxLength: 3 }),
    cues: fc.array(
      fc.record({ startMs, lengthMs: fc.integer({ min: 1, max: 5000 }), lines: fc.array(line), who: fc.nat(4) }),
      { maxLength: 4 },
    ),
  })
  .map(({ names, cues }) =>
    newDocument({
      speakers: names.map((name, index) => ({ id: `S${index + 1}`, name: name.replaceAll('\0', '') })),
      cues: cues
        .sort((a, b) => a.startMs - b.startMs)
        .map(({ startMs: from, lengthMs, lines, who }, index): Cue => {
          const said = {
            startMs: from,
            endMs: from + lengthMs,
            lines: lines.filter((value) => singleLine(value) !== ''),
          };
          const cue = { id: `c${index + 1}`, ...said, wordIds: [] };
          return who < names.length ? { ...cue, speaker: `S${who + 1}` } : cue;
        }),
    }),
  );
const turns = fc
  .array(fc.record({ name: text, startMs, lengthMs: fc.integer({ min: 1, max: 5000 }) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((list) =>
    newDocument({
      speakers: list.map(({ name }, index) => ({ id: `S${index + 1}`, name: `${name.trim()}${index}` })),
      turns: list
        .map((turn, index) => ({
          ...{ startMs: turn.startMs, endMs: turn.startMs + turn.lengthMs, speaker: `S${index + 1}` },
        }))
        .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs),
    }),
  );

function readBack(codec: SubtitleCodec, written: VoxlaneDocument, options: object = {}): VoxlaneDocument {
  const read = codec.read?.(codec.write(written, options).text);
  if (read === undefined) throw new Error(`${codec.id} cannot be read`);
  return read.document;
}

/** What a file shows of a cue: no controls, no invisible lines, no spaces at the ends. */
function shown({ startMs: from, endMs, lines }: Cue): unknown {
  const plain = lines.map((value) =>
    value
      .replace(/[\v\f\u2028\u2029]/gu, ' ')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/gu, ''),
  );
  return { startMs: from, endMs, lines: displayLines(plain).lines.map((value) => value.trim()) };
}

function nameOf({ speakers }: VoxlaneDocument, id: string | undefined): string | undefined {
  const speaker = speakers.find((one) => one.id === id);
  return speaker && (singleLine(speaker.name) || speaker.id);
}

describe('written and read again', () => {
  it('SRT gives the same cues: none more, none less, with their times and text', () => {
    fc.assert(
      fc.property(document, (written) => {
        const read = readBack(srtCodec, written, { speakerStyle: 'none' });
        expect(read.cues.map(({ startMs: from, endMs }) => [from, endMs])).toEqual(
          written.cues.map(({ startMs: from, endMs }) => [from, endMs]),
        );
        for (const [index, cue] of written.cues.entries()) {
          // Tags of other formats go, arrows become signs, and a cue without text holds a placeholder.
          if (cue.lines.some((value) => hasMarkup(value) || /[-–—=]\s*>/u.test(value))) continue;
          const back = read.cues[index];
          if (displayLines(cue.lines).lines.length > 0) expect(back && shown(back)).toEqual(shown(cue));
        }
      }),
    );
  });

  it('WebVTT gives the same cues, ids and speakers too', () => {
    fc.assert(
      fc.property(document, (written) => {
        const read = readBack(vttCodec, written);
        expect(read.cues.map(({ id }) => id)).toEqual(written.cues.map(({ id }) => id));
        for (const [index, cue] of written.cues.entries()) {
          const back = read.cues[index];
          if (back === undefined) continue;
          expect(nameOf(read, back.speaker)).toBe(nameOf(written, cue.speaker));
          if (!cue.lines.some(hasMarkup)) expect(shown(back)).toEqual(shown(cue));
        }
      }),
    );
  });

  it('a document gives itself, and RTTM its turns and names', () => {
    fc.assert(
      fc.property(document, (written) => {
        expect(readBack(jsonCodec, written)).toEqual(written);
      }),
    );
    fc.assert(
      fc.property(turns, (written) => {
        const read = readBack(rttmCodec, written);
        const said = (from: VoxlaneDocument): string[] =>
          from.turns
            .map((turn) => {
              const name = from.speakers.find(({ id }) => id === turn.speaker)?.name ?? '';
              return `${turn.startMs} ${turn.endMs} ${name.replace(/\p{Surrogate}/gu, '\ufffd')}`;
            })
            .sort();
        expect(said(read)).toEqual(said(written));
      }),
    );
  });
});

describe('whatever is read', () => {
  const structure = ['WEBVTT', '', '00:00:01,000 --> 00:00:02,000', '00:01.000 --> 00:02.000 align:start'];
  const lines = fc.array(fc.oneof(text, fc.constantFrom(...structure)), { maxLength: 10 });
  const rttm = fc
    .array(fc.oneof(fc.constantFrom('SPEAKER', 'a', '1', '0.5', '-1e300', '-1e999', '1e999', '<NA>', '-0'), text), {
      maxLength: 11,
    })
    .map((fields) => ['SPEAKER', ...fields].join(' '));

  it('is a sound document, and an editor can write every line of it back', () => {
    fc.assert(
      fc.property(
        lines,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        rttm,
        (file, newline, detectSpeakers, turn) => {
          for (const codec of [srtCodec, vttCodec, txtCodec, rttmCodec]) {
            const read = codec.read?.(codec === rttmCodec ? turn : file.join(newline), { detectSpeakers });
            if (read === undefined) throw new Error(`${codec.id} cannot be read`);
            expect(isFaultless(read.document)).toBe(true);
            const odd = lintDocument(read.document).filter(({ severity }) => severity === 'error');
            expect(odd.filter(({ code }) => code !== 'span-reversed')).toEqual([]);
            for (const cue of read.document.cues) {
              const operation = { kind: 'set-cue-lines', cue: cue.id, lines: cue.lines };
              expect(editOperationSchema.safeParse(operation).success).toBe(true);
            }
          }
        },
      ),
    );
  });
});
