import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { newDocument } from '../src/core/document/new-document.ts';
import { readJson, writeJson } from '../src/core/formats/json/json-codec.ts';
import type { CueTranslation } from '../src/core/timeline/cue-notes.ts';
import { runCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';

const FAULTY = `1
00:00:00,000 --> 00:00:02,000
This is a line that is much longer than any line may be

2
00:00:01,950 --> 00:00:04,000
Wait...

3
00:00:05,000 --> 00:00:05,200
${'x'.repeat(60)}
`;

describe('voxlane lint', () => {
  const scratch = scratchFolder();
  beforeAll(() => {
    writeFileSync(scratch.at('bad.srt'), FAULTY);
    writeFileSync(scratch.at('good.srt'), '1\n00:00:01,000 --> 00:00:03,000\nFine.\n');
  });
  const run = (...args: string[]) => runCli(['lint', ...args], { cwd: scratch.path });

  it('says what is wrong for people and programs, and by its exit code', async () => {
    const { code, stdout } = await run('bad.srt', '--profile', 'netflix');
    expect(code).toBe(6);
    expect(stdout).toMatch(/^bad\.srt:2 00:00:01\.950 error: starts 50 ms before .* \[overlap\]$/m);
    const json = await run('bad.srt', 'good.srt', '--json');
    expect(json.code).toBe(6);
    const report = JSON.parse(json.stdout) as { files: { findings: { index: number; code: string }[] }[] };
    expect(report.files.map(({ findings }) => findings.map((item) => `${item.index} ${item.code}`))).toEqual([
      ['0 cpl', '0 cps', '1 overlap', '1 ellipsis-style', '2 duration-short', '2 cpl', '2 cps'],
      [],
    ]);
    expect((await run('good.srt')).code).toBe(0);
  });

  it('mends what it can, leaves the input alone, and has nothing to mend the second time', async () => {
    expect((await run('bad.srt', '--fix', 'once.srt')).code).toBe(6);
    const once = readFileSync(scratch.at('once.srt'), 'utf8');
    expect(once).toContain('Wait\u2026');
    expect(once).toContain('This is a line that is much\nlonger than any line may be\n');
    // Nothing follows it, so it stays until it can be read: 60 characters at 20 a second.
    expect(once).toContain('00:00:05,000 --> 00:00:08,000');
    expect(readFileSync(scratch.at('bad.srt'), 'utf8')).toBe(FAULTY);
    await run('once.srt', '--fix', 'twice.srt');
    expect(readFileSync(scratch.at('twice.srt'), 'utf8')).toBe(once);
    const left = await run('once.srt', '--json');
    expect(left.stdout).toContain('"cpl"');
    expect(left.stdout).not.toContain('"overlap"');
  });

  it('forgives warnings as told, and never writes over an input', async () => {
    writeFileSync(scratch.at('dots.srt'), '1\n00:00:01,000 --> 00:00:03,000\nWait...\n');
    expect((await run('dots.srt')).code).toBe(6);
    expect((await run('dots.srt', '--max-warnings', '1')).code).toBe(0);
    expect((await run('dots.srt', '--fix', 'dots.srt')).code).toBe(2);
    expect((await run('dots.srt', '--profile', 'nobody')).code).toBe(2);
    expect((await run('missing.srt')).code).toBe(3);
    expect((await run('missing.srt', 'good.srt')).code).toBe(5);
  });

  it('writes several mended files into a folder that it makes, and one into a folder that is there', async () => {
    writeFileSync(scratch.at('one.srt'), '1\n00:00:01,000 --> 00:00:03,000\nFine.\n');
    writeFileSync(scratch.at('two.srt'), '1\n00:00:01,000 --> 00:00:03,000\nFine, too.\n');
    expect(await run('one.srt', 'two.srt', '--fix', 'mended')).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(scratch.at('mended')).sort()).toEqual(['one.srt', 'two.srt']);
    mkdirSync(scratch.at('there'));
    expect((await run('one.srt', '--fix', 'there')).code).toBe(0);
    expect(readdirSync(scratch.at('there'))).toEqual(['one.srt']);
  });

  it('looks words up, if asked to', async () => {
    writeFileSync(scratch.at('typo.srt'), '1\n00:00:01,000 --> 00:00:03,000\nWe recieve a flurbin.\n');
    expect((await run('typo.srt', '-l', 'en')).code).toBe(0);
    const found = await run('typo.srt', '-l', 'en', '--spelling');
    expect(found.code).toBe(6);
    expect(found.stdout).toMatch(/"recieve" \[spelling\]\n.*"flurbin" \[spelling\]/);
    writeFileSync(scratch.at('words.txt'), 'Flurbin of the trade\n');
    expect((await run('typo.srt', '-l', 'en', '--words', 'words.txt')).stdout).not.toContain('flurbin');
    const unknown = await run('typo.srt', '--spelling');
    expect([unknown.code, unknown.stdout]).toEqual([3, expect.stringContaining('--language')]);
  });

  it('checks a translation inside a document by the rules of its text, mends it, and writes it as a file of its own', async () => {
    const line = (
      id: string,
      startMs: number,
      text: string,
      fr?: Partial<CueTranslation> & Pick<CueTranslation, 'lines'>,
    ) => ({
      ...{ id, startMs, endMs: startMs + 3000, lines: [text], wordIds: [] },
      ...(fr === undefined ? {} : { translations: { fr: { of: text, by: 'm', ...fr } } }),
    });
    const document = newDocument({
      language: 'en',
      speakers: [
        { id: 'A', name: 'Anna' },
        { id: 'B', name: 'Ben' },
      ],
      translations: [
        {
          language: 'fr',
          glossary: [{ source: 'captain', target: 'capitaine' }],
          relations: { people: [], relations: [{ from: 'Ben', to: 'Anna', address: 'formal' }] },
        },
      ],
      cues: [
        line('c1', 0, 'Fine.', { lines: ['Ça va?'] }),
        line('c2', 4000, 'And you?', { lines: ['Et toi'], of: 'And he' }),
        line('c3', 8000, 'The captain.', { lines: ['Le chef'], flags: ['term-missed'] }),
        line('c4', 12_000, 'Gone.'),
        { ...line('c5', 24_000, 'Here.', { lines: ['Ici.'] }), speaker: 'A' },
        { ...line('c6', 28_000, 'Are you?', { lines: ['Tu y es\u00a0?'] }), speaker: 'B' },
      ],
    });
    writeFileSync(scratch.at('noted.json'), writeJson(document).text);
    expect((await run('noted.json')).code).toBe(0);
    expect((await run('noted.json', '--language', 'en')).code).toBe(0);
    const other = await run('noted.json', '--language', 'de');
    expect([other.code, other.stdout]).toEqual([
      2,
      expect.stringContaining('noted.json is in en and is not translated to de'),
    ]);
    const { code, stdout } = await run('noted.json', '--language', 'fr', '--json');
    expect(code).toBe(6);
    const { files } = JSON.parse(stdout) as { files: { findings: Record<string, unknown>[] }[] };
    expect(files[0]?.findings.map((item) => [item['language'], item['index'], item['code'], item['severity']])).toEqual(
      [
        ['fr', 0, 'typography', 'warning'],
        ['fr', 1, 'outdated', 'error'],
        ['fr', 2, 'term-missed', 'error'],
        ['fr', 3, 'untranslated', 'error'],
        ['fr', 5, 'address-mixed', 'error'],
      ],
    );
    expect(files[0]?.findings.map((item) => item['params'])).toMatchObject([
      ...[{}, {}, { term: 'captain', wanted: 'capitaine' }, {}],
      { said: 'tu', wanted: 'vous', from: 'Ben', to: 'Anna' },
    ]);
    const mended = await run('noted.json', '-l', 'fr', '--fix', 'mended.json');
    expect(mended.stdout).toContain('does not say "capitaine", the term for "captain" [term-missed]');
    expect(mended.stdout).toContain('says tu where Ben says vous to Anna [address-mixed]');
    expect(mended.stdout).not.toContain('[flagged]');
    expect(mended.stdout).not.toContain('[typography]');
    const { document: after } = readJson(readFileSync(scratch.at('mended.json'), 'utf8'));
    expect(after.cues[0]?.lines).toEqual(['Fine.']);
    expect(after.cues[0]?.translations?.['fr']).toMatchObject({ lines: ['Ça va\u00a0?'], by: 'm' });
    await run('noted.json', '-l', 'fr', '--fix', 'mended.srt');
    expect(readFileSync(scratch.at('mended.srt'), 'utf8')).toContain('Ça va\u00a0?');
  });
});
