import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGlossary } from './read-glossary.ts';
import { writeGlossary } from './write-glossary.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
// Signs that end a cell, and the one that no text file holds.
const said = fc
  .oneof(
    text,
    fc.constantFrom(
      'a;b',
      'a,b',
      '"quoted"',
      '#tag',
      ' padded ',
      'two\tcells',
      'line\nbreak',
      '=1+1',
      '-ci',
      "'@a",
      "''=",
      "'s",
    ),
  )
  .map((value) => value.replaceAll('\0', ' ').replace(/\s+/gu, ' ').trim())
  .filter((value) => value !== '');
const term = fc.record({ source: said, target: said, note: fc.option(said, { nil: undefined }) });

describe('writeGlossary', () => {
  it('writes what is read back as it was, whatever signs are in it', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(term, { selector: ({ source }) => source.toLocaleLowerCase('und'), maxLength: 12 }),
        (terms) => {
          const given = terms.map(({ note, ...rest }) => (note === undefined ? rest : { ...rest, note }));
          expect(readGlossary(writeGlossary(given))).toEqual(given);
        },
      ),
    );
  });

  it('gives a spreadsheet no formula', () => {
    expect(writeGlossary([{ source: '=HYPERLINK("http://a.b")', target: '-ci', note: "'+1" }])).toBe(
      `source,target,note\r\n"'=HYPERLINK(""http://a.b"")",'-ci,''+1\r\n`,
    );
  });

  it('names its columns', () => {
    expect(writeGlossary([{ source: 'Ben, the old', target: 'le vieux Ben' }])).toBe(
      'source,target,note\r\n"Ben, the old",le vieux Ben,\r\n',
    );
  });
});
