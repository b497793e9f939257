import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turnsFromCues } from '../../src/core/document/derive.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import { lintDocument } from '../../src/core/document/lint.ts';
import type { DocumentSource, VoxlaneDocument } from '../../src/core/document/types.ts';
import type { ReadContext, ReadResult } from '../../src/core/formats/codec.ts';
import { convertText } from '../../src/core/formats/convert.ts';
import { CODECS, requireCodec } from '../../src/core/formats/registry.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { anyBrokenText, anyCueDocument, anyHardName, anyLine, anyName, anyTurnDocument } from './arbitraries.ts';

function read(format: string, text: string, context?: ReadContext): ReadResult {
  const codec = requireCodec(format);
  if (codec.read === undefined) throw new Error(`${format} has no reader`);
  return codec.read(text, context);
}

/** Cues as the viewer gets them: times, lines, and who says each. */
function seen({ cues, speakers }: VoxlaneDocument) {
  const name = (id: string | undefined) => speakers.find((speaker) => speaker.id === id)?.name;
  return cues.map(({ startMs, endMs, lines, speaker, lineSpeakers }) => ({
    startMs,
    endMs,
    lines,
    who: lineSpeakers?.map(name) ?? name(speaker),
  }));
}

const losslessLine = anyLine.map((line) => line.replaceAll('-->', '→'));
const plainDocument = anyCueDocument({ line: losslessLine, name: anyName, empty: false, twoSpeakers: true });
const hardDocument = anyCueDocument({ line: anyLine, name: anyHardName, empty: true, twoSpeakers: true });

describe('write, then read', () => {
  it('SRT keeps times, lines and named speakers', () => {
    fc.assert(
      fc.property(plainDocument, fc.constantFrom('colon' as const, 'bracket' as const), (document, speakerStyle) => {
        const { text } = requireCodec('srt').write(document, { speakerStyle, newline: 'crlf', bom: true });
        const back = read('srt', text, { detectSpeakers: true });
        expect(seen(back.document)).toEqual(seen(document));
        expect(lintDocument(back.document)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('SRT without speaker names keeps text that has none', () => {
    fc.assert(
      fc.property(plainDocument, (document) => {
        const cues = document.cues.map(({ id, startMs, endMs, lines }) => ({ id, startMs, endMs, lines, wordIds: [] }));
        const { text } = requireCodec('srt').write({ ...document, speakers: [], cues });
        expect(read('srt', text).document.cues).toEqual(cues);
      }),
    );
  });

  it('WebVTT keeps everything a cue has: ids, times, lines, speakers, empty cues', () => {
    fc.assert(
      fc.property(hardDocument, (document) => {
        const withTurns = { ...document, ...turnsFromCues(document.cues) };
        const { text, losses } = requireCodec('vtt').write(withTurns);
        const back = read('vtt', text);
        expect(losses).toEqual([]);
        expect(back.document.cues.map((cue) => cue.id)).toEqual(document.cues.map((cue) => cue.id));
        expect(seen(back.document)).toEqual(seen(document));
        expect(back.diagnostics.filter(({ code }) => !['overlap', 'no-cues'].includes(code))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('RTTM keeps turns, channels, confidence and names', () => {
    fc.assert(
      fc.property(anyTurnDocument, (document) => {
        const back = read('rttm', requireCodec('rttm').write(document).text).document;
        expect(back.turns).toEqual(document.turns);
        expect(back.speakers).toEqual(document.speakers);
      }),
      { numRuns: 300 },
    );
  });

  it('JSON keeps all of any document, byte for byte', () => {
    fc.assert(
      fc.property(fc.oneof(hardDocument, anyTurnDocument), (document) => {
        const { text, losses } = requireCodec('json').write(document);
        const back = read('json', text).document;
        expect(back).toEqual(document);
        expect(requireCodec('json').write(back).text).toBe(text);
        expect(losses).toEqual([]);
      }),
    );
  });

  it('JSON keeps source, chapters and colours in their place, and what a later version adds to them', () => {
    const source: DocumentSource = {
      url: 'https://example.org/v',
      title: 'A talk',
      uploader: 'Anna',
      extractor: 'Example',
    };
    const document = newDocument({
      source,
      chapters: [
        { startMs: 0, endMs: 900, title: 'Opening' },
        { startMs: 900, endMs: 2000, title: 'Questions' },
      ],
      speakers: [{ id: 'S1', name: 'Anna', color: '#aa3300' }],
    });
    const { text } = requireCodec('json').write(document);
    expect(read('json', text).document).toEqual(document);
    expect(Object.keys(JSON.parse(text) as object).slice(0, 6)).toEqual([
      'format',
      'version',
      'media',
      'source',
      'chapters',
      'profile',
    ]);
    const later = text.replace('"Opening"', '"Opening",\n      "level": 2');
    expect(requireCodec('json').write(read('json', later).document).text).toBe(later);
    const lost = requireCodec('srt')
      .write(document)
      .losses.map(({ code, count }) => [code, count]);
    expect(lost).toContainEqual(['project-data', 3]);
    expect(lost).toContainEqual(['speaker-colors', 1]);
  });

  it('TXT keeps who said what in which order', () => {
    fc.assert(
      fc.property(plainDocument, (document) => {
        const back = read('txt', requireCodec('txt').write(document).text).document;
        const told = (source: VoxlaneDocument): string[] => {
          const blocks: string[] = [];
          let last: unknown;
          for (const { lines, who } of seen(source)) {
            for (const [index, line] of lines.entries()) {
              const speaker = Array.isArray(who) ? who[index] : who;
              if (speaker !== last) blocks.push(`${String(speaker)}:`);
              blocks.push(line.replace(/\s+/gu, ''));
              last = speaker;
            }
          }
          return blocks;
        };
        expect(told(back).join('')).toBe(told(document).join(''));
      }),
    );
  });
});

describe('any text at all', () => {
  const readable = CODECS.filter((codec) => codec.read !== undefined);
  it.each(readable.map((codec) => codec.id))('%s: the reader never throws what is not meant for users', (format) => {
    fc.assert(
      fc.property(anyBrokenText, fc.boolean(), (text, detectSpeakers) => {
        let result: ReadResult;
        try {
          result = read(format, text, { detectSpeakers });
        } catch (error) {
          expect(format).toBe('json');
          expect(error).toBeInstanceOf(AppError);
          return;
        }
        // Odd times are kept on purpose; ids, speakers, words and order must be sound.
        const faults = lintDocument(result.document).filter(
          ({ code }) => !['span-reversed', 'span-empty', 'time-negative', 'confidence-range'].includes(code),
        );
        expect(faults).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('becomes stable after one trip through SRT or WebVTT', () => {
    fc.assert(
      fc.property(anyBrokenText, fc.constantFrom('srt', 'vtt'), (text, format) => {
        const once = convertText({ text, from: format, to: format }).text;
        const twice = convertText({ text: once, from: format, to: format }).text;
        expect(convertText({ text: twice, from: format, to: format }).text).toBe(twice);
        expect(once.endsWith('\n')).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('can be converted from and to everything', () => {
    fc.assert(
      fc.property(anyBrokenText, fc.constantFrom('srt', 'vtt', 'rttm', 'txt'), (text, from) => {
        // A row a frame up to a time that may be years away is refused, and has tests of its own.
        const targets = CODECS.filter((codec) => !codec.id.startsWith('activity-'));
        for (const codec of targets) expect(convertText({ text, from, to: codec.id }).text).toMatch(/\n$/);
      }),
      { numRuns: 300 },
    );
  });
});
