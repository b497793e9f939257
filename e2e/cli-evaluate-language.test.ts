import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newDocument } from '../src/core/document/new-document.ts';
import { writeJson } from '../src/core/formats/json/json-codec.ts';
import { runCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';

const scratch = scratchFolder();
const run = (...args: string[]) => runCli(args, { cwd: scratch.path });
const srt = (...lines: readonly string[]): string =>
  lines.map((line, at) => `${at + 1}\n00:00:0${at * 2},000 --> 00:00:0${at * 2 + 1},900\n${line}\n`).join('\n');

describe('voxlane evaluate', () => {
  it('scores translations, one file and folders, with limits for CI', async () => {
    writeFileSync(scratch.at('tr.srt'), srt('Boğaz’da bir ev', 'Hayır'));
    writeFileSync(scratch.at('ref.srt'), srt('une maison au Bosphore', 'non merci'));
    writeFileSync(scratch.at('hyp.srt'), srt('une maison au Bosphore', 'Hayır'));
    writeFileSync(scratch.at('terms.tsv'), 'Boğaz\tBosphore\n');
    const flags = ['--translation', '--source', 'tr.srt', '--glossary', 'terms.tsv'];
    const { code, stdout, stderr } = await run('evaluate', 'ref.srt', 'hyp.srt', ...flags);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Terms     100.00 %   1 of 1');
    expect(stdout).toContain('Timing    2 cues in the source, 0 at other times');
    expect(stdout).toContain('Untranslated 1');
    const over = await run('evaluate', 'ref.srt', 'hyp.srt', '--translation', '--min-chrf', '99.5', '--json');
    expect(over.code).toBe(6);
    expect(over.stderr).toContain('below the limit of 99.5');
    const { recordings } = JSON.parse(over.stdout) as { recordings: { name: string; translation: object }[] };
    expect(recordings).toMatchObject([{ name: 'ref', translation: { cues: 2, missing: 0 } }]);
    for (const folder of ['refs', 'hyps']) mkdirSync(scratch.at(folder));
    for (const name of ['a', 'b']) writeFileSync(scratch.at('refs', `${name}.srt`), srt('non merci'));
    writeFileSync(scratch.at('hyps', 'a.fr.srt'), srt('non merci'));
    const folders = await run('evaluate', 'refs', 'hyps', '--translation');
    expect(folders.code).toBe(5);
    expect(folders.stdout).toMatch(/^RECORDING +chrF2 .*\na +100\.00 .*\nall 1 +100\.00 /u);
    expect(folders.stderr).toContain('FAILED  b: [input-not-found]');
    expect((await run('evaluate', 'ref.srt', 'hyp.srt', '--source', 'tr.srt')).code).toBe(2);
  });

  it('scores classes of two documents', async () => {
    const write = (name: string, labels: readonly string[]): void => {
      const cues = labels.map((label, at) => ({
        id: `c${at}`,
        startMs: at * 1000,
        endMs: at * 1000 + 900,
        lines: ['x'],
        wordIds: [],
        classes: { role: { label, by: 'test' } },
      }));
      writeFileSync(scratch.at(name), writeJson(newDocument({ cues })).text);
    };
    write('a.json', ['in', 'in', 'out', 'out']);
    write('b.json', ['in', 'out', 'out', 'out']);
    const { code, stdout } = await run('evaluate', 'a.json', 'b.json', '--classes', 'role', '--min-accuracy', '75');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Accuracy +75\.00 % +of 4 cues\nKappa +0\.500\n/u);
    expect(stdout).toMatch(/\nout +2 +66\.67 % +100\.00 % +80\.00 %/u);
    expect((await run('evaluate', 'a.json', 'b.json', '--classes', 'role', '--min-accuracy', '75.1')).code).toBe(6);
    expect((await run('evaluate', 'a.json', 'b.json', '--classes', 'mood')).code).toBe(3);
  });
});
