import { writeFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { afterEach, describe, expect, it } from 'vitest';
import { openSpeller, type Speller } from '../../src/platform/spelling/speller.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('openSpeller', () => {
  const scratch = scratchFolder();
  let speller: Speller | undefined;
  afterEach(async () => {
    await speller?.close();
    speller = undefined;
    delete process.env['VOXLANE_DICTIONARIES'];
  });

  it.each([
    ['en', 'hello colour color don\u2019t', 'helo dont'],
    ['en-GB', 'colour', 'color'],
    ['en-US', 'color', 'colour'],
    ['fr', 'l\u2019homme \u00e9t\u00e9 parlerions', 'lhomme etee'],
    ['tr', 'evlerimizden geliyorum \u0130stanbul\u2019da', '\u00e9vlerimizden gelyorum'],
  ])('%s: knows %s, not %s', async (language, known, unknown) => {
    speller = await openSpeller(language);
    const words = `${known} ${unknown}`.split(' ');
    expect(await speller?.misspelt(words)).toEqual(unknown.split(' '));
  });

  it('says what may have been meant', async () => {
    speller = await openSpeller('en');
    expect(await speller?.suggest('helo')).toContain('hello');
    expect(await speller?.suggest('qqqqzzzz')).toEqual([]);
  });

  it('has none of a language without a dictionary, or of what is no language', async () => {
    for (const language of ['tlh', '../en', '', 'en\0']) expect(await openSpeller(language)).toBeUndefined();
  });

  it('finds those of a folder, also in an old encoding with flags beyond ASCII', async () => {
    const aff = 'SET ISO8859-1\nSFX \u00e4 Y 1\nSFX \u00e4 0 \u00dfe .\n';
    writeFileSync(scratch.at('xx_YY.aff'), iconv.encode(aff, 'latin1'));
    writeFileSync(scratch.at('xx_YY.dic'), iconv.encode('2\n\u00fcber\nfu/\u00e4\n', 'latin1'));
    process.env['VOXLANE_DICTIONARIES'] = scratch.path;
    speller = await openSpeller('xx');
    expect(await speller?.misspelt(['\u00fcber', 'fu', 'fu\u00dfe', 'uber', 'fue'])).toEqual(['uber', 'fue']);
  });

  it('takes a damaged dictionary, or one in an unknown encoding, for an error that says so', async () => {
    writeFileSync(scratch.at('yy.aff'), 'SET KLINGON-1\n');
    writeFileSync(scratch.at('yy.dic'), '1\nword\n');
    process.env['VOXLANE_DICTIONARIES'] = scratch.path;
    await expect(openSpeller('yy')).rejects.toMatchObject({ code: 'dictionary-invalid' });
  });

  it('refuses what is asked after its end', async () => {
    const open = await openSpeller('en');
    await open?.close();
    await expect(open?.misspelt(['a'])).rejects.toMatchObject({ code: 'dictionary-invalid' });
  });
});
