import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProfile } from '../../cues/profiles.ts';
import { joinLines, lineWidth, readingTimeMs } from '../../cues/text-measure.ts';
import { newDocument } from '../../document/new-document.ts';
import type { Retime } from '../../document/notes/retime.ts';
import { finishLine } from './finish-line.ts';
import { fitTimes } from './fit-times.ts';
import { prepareLines } from './prepare.ts';
import { NO_RELATIONS } from './relation-sheet.ts';
import { translatedDocument } from './source-lines.ts';
import type { SourceLine, TranslatedLine } from './types.ts';

const profile = findProfile('netflix');
if (profile === undefined) throw new Error('no profile');

/** Lines with these translations, finished and fitted. */
function fitted(
  sources: readonly SourceLine[],
  texts: readonly string[],
  retime?: Retime,
): { readonly plain: readonly TranslatedLine[]; readonly lines: readonly TranslatedLine[] } {
  if (profile === undefined) throw new Error('no profile');
  const options = { target: 'fr', profile, glossary: [], relations: NO_RELATIONS, natural: false, retime };
  const all = prepareLines(sources, profile);
  const plain = all.map((line, index) =>
    finishLine(line, { key: line.key, voices: [texts[index] ?? ''], tagsLost: false, by: 'x' }, options),
  );
  return { plain, lines: fitTimes(plain, all, options) };
}

const cue = (id: string, startMs: number, endMs: number, text = 'kaynak satır'): SourceLine => ({
  id,
  startMs,
  endMs,
  lines: [text],
});
/** 51 characters: three seconds at 17 a second. */
const THREE_SECONDS = 'Je ne sais pas du tout ce que vous voulez me dire.!';

describe('a translation that is too long', () => {
  it('changes no time where nobody allows it', () => {
    const { plain, lines } = fitted([cue('C1', 0, 2000)], [THREE_SECONDS]);
    expect(lines).toBe(plain);
    expect(lines[0]?.flags).toEqual(['too-long']);
    expect(lines[0]).not.toHaveProperty('endMs');
  });

  it('stays in the pause after its cue as long as it is read', () => {
    const { lines } = fitted([cue('C1', 0, 2000), cue('C2', 9000, 10_000)], [THREE_SECONDS, 'Oui.'], 'extend');
    expect([lines[0]?.endMs, lines[0]?.flags]).toEqual([readingTimeMs(joinLines(lines[0]?.lines ?? []), profile), []]);
    expect(lines[1]).not.toHaveProperty('endMs');
  });

  it('leaves the smallest gap before the next cue, whoever speaks, and is flagged where that is not enough', () => {
    const sources = [cue('C1', 0, 2000), { ...cue('C2', 2500, 4000), speaker: 'Kerem' }];
    const { lines } = fitted(sources, [THREE_SECONDS, 'Oui.'], 'extend');
    expect([lines[0]?.endMs, lines[0]?.flags]).toEqual([2500 - profile.minGapMs, ['too-long']]);
  });

  it('is not shown longer where somebody else is shown already, or for more than the longest time', () => {
    const under = fitted([cue('C1', 0, 2000), cue('C2', 1500, 9000)], [THREE_SECONDS, 'Oui.'], 'extend');
    expect(under.lines[0]).toEqual(under.plain[0]);
    const endless = fitted([cue('C1', 0, 2000)], [`${THREE_SECONDS} `.repeat(4).trim()], 'extend');
    expect([endless.lines[0]?.endMs, endless.lines[0]?.flags]).toEqual([profile.maxDurationMs, ['too-long']]);
  });

  it('becomes two cues where two lines do not hold it and there is time for both', () => {
    const text =
      'Je ne savais pas que tu étais déjà rentré de ton voyage, mais je suis vraiment content de te revoir ici.';
    const source = { ...cue('C1', 1000, 7800), lines: ['<i>kaynak satır</i>'] };
    const { lines } = fitted([source, cue('C2', 12_000, 13_000)], [text, 'Oui.'], 'divide');
    const parts = lines[0]?.parts ?? [];
    expect([parts.length, lines[0]?.flags]).toEqual([2, []]);
    expect(parts.map((part) => [part.lines[0]?.startsWith('<i>'), part.lines.at(-1)?.endsWith('</i>')])).toEqual([
      [true, true],
      [true, true],
    ]);
    const cues = [source, cue('C1.2', 12_000, 13_000)].map((made) => ({ ...made, wordIds: [] }));
    const document = newDocument({ cues });
    const written = translatedDocument(document, [lines[0] ?? { id: '', lines: [], flags: [] }], 'fr').cues;
    expect(written.map(({ id }) => id)).toEqual(['C1', 'C1.3', 'C1.2']);
    expect(document.cues.map(({ endMs }) => endMs)).toEqual([7800, 13_000]);
    const extended = fitted([source], [text], 'extend').lines[0];
    expect([extended?.parts, extended?.flags]).toEqual([undefined, ['too-long']]);
  });

  it('never overlaps what it did not overlap, never ends earlier, and leaves the source alone', () => {
    const words = fc.array(fc.stringMatching(/^[a-zé]{1,9}$/u), { minLength: 1, maxLength: 30 });
    const made = fc.record({
      gap: fc.integer({ min: -1500, max: 4000 }),
      length: fc.integer({ min: 1, max: 8000 }),
      text: words,
    });
    fc.assert(
      fc.property(fc.array(made, { maxLength: 12 }), fc.constantFrom('extend', 'divide'), (list, retime) => {
        let at = 2000;
        const sources = list.map(({ gap, length }, index) => {
          const startMs = Math.max(0, at + gap);
          at = startMs + length;
          return Object.freeze(cue(`C${index}`, startMs, at));
        });
        const before = JSON.stringify(sources);
        const texts = list.map(({ text }) => text.join(' '));
        const { plain, lines } = fitted(sources, texts, retime);
        expect(JSON.stringify(sources)).toBe(before);
        expect(lines.map(({ id }) => id)).toEqual(sources.map(({ id }) => id));
        const shown = lines.map((line, index) => {
          const { startMs, endMs } = sources[index] ?? cue('', 0, 0);
          return line.parts ?? [{ startMs, endMs: line.endMs ?? endMs, lines: line.lines }];
        });
        for (const [index, parts] of shown.entries()) {
          const source = sources[index] ?? cue('', 0, 0);
          expect(parts[0]?.startMs).toBe(source.startMs);
          expect(parts.at(-1)?.endMs).toBeGreaterThanOrEqual(source.endMs);
          const said = parts.flatMap((part) => part.lines).join(' ');
          expect(said).toBe(plain[index]?.lines.join(' '));
          if (parts.length > 1)
            for (const part of parts) {
              expect(part.endMs - part.startMs).toBeGreaterThanOrEqual(profile.minDurationMs);
              expect(part.lines.length).toBeLessThanOrEqual(profile.maxLines);
              expect(readingTimeMs(joinLines(part.lines), profile)).toBeLessThanOrEqual(part.endMs - part.startMs);
              for (const line of part.lines) expect(lineWidth(line, profile)).toBeLessThanOrEqual(profile.maxCpl);
            }
          const grown = (parts.at(-1)?.endMs ?? 0) > source.endMs;
          for (const [other, { startMs, endMs }] of sources.entries())
            if (grown && other !== index && startMs >= source.endMs && endMs > source.endMs)
              expect((parts.at(-1)?.endMs ?? 0) + profile.minGapMs).toBeLessThanOrEqual(startMs);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the lines of a translation', () => {
  it('are flagged where they are too many or too long, and balanced', () => {
    const long = 'Nous avons longtemps marché dans la nuit sans jamais trouver la maison dont tu nous avais parlé hier';
    const [line] = fitted([cue('C1', 0, 7000)], [long]).plain;
    expect(line?.flags).toEqual(['too-long']);
    // Six words fill a line; of 25 one would be left for the fifth.
    const endless = Array.from({ length: 25 }, () => 'parole').join(' ');
    const lines = fitted([cue('C1', 0, 7000)], [endless]).plain[0]?.lines ?? [];
    expect(lines.map((shown) => shown.split(' ').length)).toEqual([5, 5, 5, 5, 5]);
  });

  it('are broken by what is seen: tags take no room and stay with their words', () => {
    const text = 'C’est <b>vraiment</b> la plus belle <i>maison</i> que nous ayons vue';
    const lines = fitted([cue('C1', 0, 7000)], [text]).plain[0]?.lines ?? [];
    expect(lines.join(' ')).toBe(text);
    expect(lines.length).toBe(2);
  });
});
