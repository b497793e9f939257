import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeJson } from '../src/core/formats/json/json-codec.ts';
import { fillLibrary } from '../tests/support/fill-library.ts';
import { notedDocument } from '../tests/support/noted-document.ts';
import { type CliResult, runCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';

const document = notedDocument(6);
const spoken = document.cues[0]?.lines.join('\n') ?? '';

describe('what is written of a document', () => {
  const scratch = scratchFolder();
  const run = (...args: string[]): Promise<CliResult> =>
    runCli(args, {
      cwd: scratch.path,
      env: { VOXLANE_HOME: scratch.at('library'), VOXLANE_CACHE: scratch.at('cache') },
    });
  const cuesIn = (text: string): number => text.match(/-->/g)?.length ?? 0;

  beforeAll(async () => {
    await fillLibrary(scratch.at('library'), [{ path: '/nowhere/talk.wav', document }]);
    writeFileSync(scratch.at('talk.json'), writeJson(document).text);
  });

  it('is in another language, in both, or of some classes, and says what is left out', async () => {
    const french = await run('library', 'export', '1', '--language', 'fr', '-o', 'talk.fr.srt');
    const text = readFileSync(scratch.at('talk.fr.srt'), 'utf8');
    expect([french.code, cuesIn(text), text.includes('Réplique 5.'), text.includes(spoken)]).toEqual([
      0,
      6,
      true,
      false,
    ]);
    expect(french.stderr).toContain('1 cue without a translation hold the source text.');
    expect(french.stderr).toContain('The source text of 5 cues not written.');
    const both = await run(
      'library',
      'export',
      '1',
      '--language',
      'fr',
      '--bilingual',
      'below',
      '--class',
      'voice=in',
      '--characters',
    );
    expect(both.stdout).toContain(`${spoken}\nRéplique 1.\n`);
    expect([cuesIn(both.stdout), both.stdout.includes('Réplique 2.')]).toEqual([3, false]);
    expect(both.stderr).toContain('3 cues of other classes left out');
    const turns = await run('library', 'export', '1', '-f', 'rttm', '--class', 'voice=in', '--characters');
    expect(
      turns.stdout
        .trim()
        .split('\n')
        .every((line) => line.includes(' Mira ')),
    ).toBe(true);
  });

  it('is chosen for a file too, and refused where the document does not have it', async () => {
    const made = await run('convert', 'talk.json', 'talk.vtt', '--language', 'fr', '--class', 'voice=out');
    expect([made.code, cuesIn(readFileSync(scratch.at('talk.vtt'), 'utf8'))]).toEqual([0, 3]);
    const missing = await run('convert', 'talk.json', 'talk.de.srt', '--language', 'de');
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('not translated to "de"')]);
    const label = await run('library', 'export', '1', '--class', 'voice=yes');
    expect([label.code, label.stderr]).toEqual([2, expect.stringContaining('in, out')]);
    expect((await run('library', 'export', '1', '--class', 'voice')).code).toBe(2);
    expect((await run('library', 'export', '1', '--bilingual', 'above')).code).toBe(2);
  });
});
