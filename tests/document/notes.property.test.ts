import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperation, applyOperations } from '../../src/core/document/edits/apply.ts';
import { isOutdated } from '../../src/core/document/edits/is-outdated.ts';
import { textOfCue } from '../../src/core/document/edits/translation-operations.ts';
import { inLanguage } from '../../src/core/document/in-language.ts';
import { lintDocument } from '../../src/core/document/lint.ts';
import { machineVersion } from '../../src/core/document/machine-version.ts';
import { stripMarkup } from '../../src/core/document/markup.ts';
import { ofClasses } from '../../src/core/document/of-classes.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { jsonCodec } from '../../src/core/formats/json/json-codec.ts';
import { coveredMs } from '../../src/core/timeline/span.ts';
import { anyLinkedDocument, anyWish, grant, type Wish } from './arbitraries.ts';

/** Linked documents whose cues are translated, one in six out of date, and sorted. */
const anyNotedDocument = fc.tuple(anyLinkedDocument, fc.nat(5)).map(([document, odd]): VoxlaneDocument => ({
  ...document,
  translations: [{ language: 'fr', style: 'plain' }],
  classSchemas: [
    {
      ...{ id: 'voice', name: 'Voice', question: '?', characters: false, evidence: false },
      labels: ['in', 'out'].map((id) => ({ id, name: id, meaning: id })),
    },
  ],
  cues: document.cues.map((cue, at) =>
    cue.lines.length === 0
      ? cue
      : {
          ...cue,
          translations: {
            fr: {
              lines: cue.lines.map((_, line) => `<i>mot${at}</i> fin${line}.`),
              of: at % 6 === odd ? 'before' : textOfCue(cue),
              by: at % 2 === 0 ? 'm' : 'user',
            },
          },
          classes: { voice: { label: at % 2 === 0 ? 'in' : 'out', character: `P${at % 3}`, by: 'm' } },
        },
  ),
}));

const anyStructureWishes = fc.array(
  anyWish.chain((wish) =>
    fc
      .constantFrom<Wish['kind']>(
        'split-cue',
        'merge-cues',
        'recast',
        'assign-words-speaker',
        'set-cue-times',
        'assign-turn',
      )
      .map((kind) => ({ ...wish, kind })),
  ),
  { minLength: 1, maxLength: 12 },
);

function edited(start: VoxlaneDocument, wishes: readonly Wish[]): VoxlaneDocument {
  let document = start;
  for (const wish of wishes) {
    const result = applyOperation(document, grant(wish, document));
    if (result.kind === 'applied') document = result.document;
  }
  return document;
}

/** Every word that translations say, sorted. */
const words = ({ cues }: Pick<VoxlaneDocument, 'cues'>): string[] =>
  cues
    .flatMap(({ translations }) => translations?.['fr']?.lines ?? [])
    .flatMap((line) => stripMarkup(line).split(/\s+/u))
    .filter((word) => word !== '')
    .sort();

describe('what stands beside the text', () => {
  it('is neither lost nor doubled when cues are split, joined and given to others', () => {
    fc.assert(
      fc.property(anyNotedDocument, anyStructureWishes, (start, wishes) => {
        const document = edited(start, wishes);
        expect(lintDocument(document)).toEqual([]);
        expect(words(document)).toEqual(words(start));
        for (const cue of document.cues) if (cue.lines.length > 0) expect(cue.classes?.['voice']).toBeDefined();
      }),
      { numRuns: 200 },
    );
  });

  it('is not doubled, nor taken for up to date when it is not, when the machine’s version comes back', () => {
    fc.assert(
      fc.property(anyNotedDocument, anyStructureWishes, fc.nat(), (start, wishes, at) => {
        const document = edited(start, wishes);
        const wish = at % 3 === 0 ? 'file' : { cue: document.cues[at % document.cues.length]?.id ?? '' };
        const version = machineVersion(document, start, wish);
        if (version.kind !== 'operations') return;
        const result = applyOperations(document, version.operations);
        if (result.kind === 'refused') throw new Error(result.reason);
        expect(lintDocument(result.document)).toEqual([]);
        const rest = words(start);
        for (const word of words(result.document)) expect(rest.splice(rest.indexOf(word), 1)).toEqual([word]);
        for (const cue of result.document.cues) {
          const before = start.cues.find(({ id }) => id === cue.id);
          const [now, then] = [cue, before].map((version) => version?.translations?.['fr']);
          if (before === undefined || now === undefined || then === undefined) continue;
          if (textOfCue(cue) !== textOfCue(before) || isOutdated(cue, now)) continue;
          expect([...words({ cues: [cue] }), isOutdated(before, then)]).toEqual([...words({ cues: [before] }), false]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('makes sound documents in another language and of some classes, with every cue that belongs there', () => {
    const place = fc.constantFrom(undefined, 'above' as const, 'below' as const);
    fc.assert(
      fc.property(anyNotedDocument, anyStructureWishes, place, fc.boolean(), (start, wishes, bilingual, characters) => {
        const document = edited(start, wishes);
        const french = inLanguage(document, 'fr', bilingual);
        expect(lintDocument(french)).toEqual([]);
        expect(french.cues.map(({ id, startMs, endMs }) => [id, startMs, endMs])).toEqual(
          document.cues.map(({ id, startMs, endMs }) => [id, startMs, endMs]),
        );
        const part = ofClasses(document, { schema: 'voice', labels: ['in'] }, { characters });
        expect(lintDocument(part)).toEqual([]);
        const kept = document.cues.filter(({ classes }) => classes?.['voice']?.label === 'in');
        expect(part.cues.map(({ id, lines }) => [id, lines])).toEqual(kept.map(({ id, lines }) => [id, lines]));
        expect(part.words.map(({ id }) => id).sort()).toEqual([...new Set(kept.flatMap((cue) => cue.wordIds))].sort());
        expect(coveredMs(part.turns)).toBeLessThanOrEqual(coveredMs(document.turns));
      }),
      { numRuns: 150 },
    );
  });

  it('comes back from a file as it was', () => {
    fc.assert(
      fc.property(anyNotedDocument, fc.array(anyWish, { maxLength: 8 }), (start, wishes) => {
        const document = edited(start, wishes);
        const { text, losses } = jsonCodec.write(document);
        expect(losses).toEqual([]);
        const read = jsonCodec.read?.(text).document;
        expect(read).toEqual(document);
        expect(read && jsonCodec.write(read).text).toBe(text);
      }),
      { numRuns: 100 },
    );
  });
});
