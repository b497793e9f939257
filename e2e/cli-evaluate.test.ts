import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { audioFixture } from '../tests/support/fixtures.ts';
import { runCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';

const record = (start: number, length: number, speaker: string): string =>
  `SPEAKER talk 1 ${start} ${length} <NA> <NA> ${speaker} <NA> <NA>\n`;

describe('voxlane evaluate', () => {
  const scratch = scratchFolder();
  const run = (...args: string[]) => runCli(args, { cwd: scratch.path });
  const prepare = (): void => {
    writeFileSync(scratch.at('ref.rttm'), record(0, 10, 'Ann') + record(10, 10, 'Bob'));
    writeFileSync(scratch.at('hyp.rttm'), record(0, 9, 'S1') + record(9, 10, 'S2'));
  };

  it('shows the scores, who was taken for whom, and draws a picture', async () => {
    prepare();
    const { code, stdout, stderr } = await run('evaluate', 'ref.rttm', 'hyp.rttm', '--svg', 'talk.svg');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('DER       10.00 %   missed 1.0 s, false alarm 0.0 s, wrong speaker 1.0 s of 20.0 s');
    expect(stdout.split('\n').map((line) => line.trim().split(/\s+/))).toEqual(
      expect.arrayContaining([
        ['S1', 'S2', '(missed)'],
        ['Ann', '9.0', '1.0', '-'],
        ['Bob', '-', '9.0', '1.0'],
      ]),
    );
    expect(readFileSync(scratch.at('talk.svg'), 'utf8')).toContain('<title id="title">talk');
  });

  it('gives programs JSON, and CI an exit code for limits that are not met or cannot be checked', async () => {
    prepare();
    const met = await run('evaluate', 'ref.rttm', 'hyp.rttm', '--json', '--max-der', '10');
    expect(met.code).toBe(0);
    expect(JSON.parse(met.stdout)).toMatchObject({
      recordings: [{ name: 'talk', speakers: { der: 0.1, missMs: 1000, mapping: { S1: 'Ann', S2: 'Bob' } } }],
      total: { speakers: { der: 0.1 } },
    });
    const over = await run('evaluate', 'ref.rttm', 'hyp.rttm', '--max-der', '9.99');
    expect(over.code).toBe(6);
    expect(over.stderr).toContain('DER is 10.00 %, above the limit of 9.99 %');
    const unknown = await run('evaluate', 'ref.rttm', 'hyp.rttm', '--max-wer', '5');
    expect(unknown).toMatchObject({ code: 3, stdout: '' });
    expect(unknown.stderr).toContain('There is no WER');
  });

  it('makes a table of folders, and ends with 5 when a recording has no counterpart', async () => {
    mkdirSync(scratch.at('refs'));
    for (const name of ['a', 'b']) writeFileSync(scratch.at('refs', `${name}.rttm`), record(0, 10, 'Ann'));
    mkdirSync(scratch.at('hyps'));
    writeFileSync(scratch.at('hyps', 'a.rttm'), record(0, 10, 'S1'));
    const { code, stdout, stderr } = await run('evaluate', 'refs', 'hyps');
    expect(code).toBe(5);
    expect(stdout).toMatch(/^RECORDING +SPEAKERS +DER .*\na +1 +0\.00 % .*\nall 1 +1 of 1 /);
    expect(stderr).toContain('FAILED  b: [input-not-found]');
  });

  it('writes speech activity per frame at the rate asked for', async () => {
    const rttm = audioFixture('digits-dialog-2spk-60s.rttm');
    expect((await run('convert', rttm, 'talk.csv', '--fps', '29.97')).code).toBe(0);
    const [head = '', ...rows] = readFileSync(scratch.at('talk.csv'), 'utf8').trimEnd().split('\n');
    expect(head).toContain('is_speech_present');
    expect(rows[1000]).toMatch(/^1000,33367,/);
    const refused = await run('convert', rttm, 'no.csv', '--fps', '0');
    expect(refused.code).toBe(2);
    expect(existsSync(scratch.at('no.csv'))).toBe(false);
  });
});
