import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findProfile } from '../../src/core/cues/profiles.ts';
import { convertFile } from '../../src/studio/convert-file.ts';
import { lintFile } from '../../src/studio/lint-file.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('another kind of file under the name of subtitles', () => {
  const scratch = scratchFolder();
  const write = (name: string, text: string): string => {
    writeFileSync(scratch.at(name), text);
    return scratch.at(name);
  };
  const lint = (input: string) => {
    const profile = findProfile('netflix-en');
    if (profile === undefined) throw new Error('no profile');
    return lintFile({ input, profile });
  };
  const convert = (input: string, output: string) => convertFile({ input, output });

  it.each(['letter.srt', 'letter.vtt', 'letter.txt'])(
    'has no faultless subtitles, and replaces none: %s',
    async (name) => {
      const letter = write(name, 'Dear Sir,\n\nthis is no subtitle.\n');
      await expect(lint(letter)).rejects.toMatchObject({ code: 'format-invalid' });
      const output = write('out.srt', 'of an earlier run');
      await expect(convert(letter, output)).rejects.toMatchObject({ code: 'format-invalid' });
      expect(readFileSync(output, 'utf8')).toBe('of an earlier run');
    },
  );

  it('is not what a recording without speech gives', async () => {
    const silent = write('silent.vtt', 'WEBVTT\n');
    expect((await lint(silent)).findings).toEqual([]);
    await convert(silent, scratch.at('silent.json'));
    expect(JSON.parse(readFileSync(scratch.at('silent.json'), 'utf8'))).toMatchObject({ cues: [] });
  });
});
