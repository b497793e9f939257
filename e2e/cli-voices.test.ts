import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { queueHome, type QueueHome } from '../tests/support/queue-home.ts';
import { runCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeShortWav } from '../tests/support/short-wav.ts';

describe('the voice library', () => {
  const scratch = scratchFolder();
  let home: QueueHome;
  beforeAll(() => {
    home = queueHome(scratch.path);
    writeShortWav(scratch.at('first.wav'), 20);
    writeShortWav(scratch.at('second.wav'), 14);
  });

  it('is off until its text was agreed to, then knows a voice again, and forgets it when told to', async () => {
    await home.add('first.wav');
    expect((await home.run('queue', 'run', '--once', '-q')).code).toBe(0);
    const off = await home.run('library', 'edit', '1', '--rename', 'S1=Ayşe', '--remember');
    expect([off.code, off.stderr]).toEqual([2, expect.stringContaining('voice-library-off')]);
    expect((await home.run('library', 'show', '1')).stdout).toContain('Speaker 1');

    // Nobody at the keyboard: not agreed.
    const silent = await home.run('voices', 'enable');
    expect([silent.code, silent.stdout]).toEqual([2, '']);
    expect(silent.stderr).toContain('biometric');
    const enabled = await home.run('voices', 'enable', '--yes');
    expect([enabled.code, enabled.stdout]).toEqual([0, 'The voice library is on: 0 people, 0 samples.\n']);
    expect(enabled.stderr).toContain(home.library);

    const named = await home.run('library', 'edit', '1', '--rename', 'S1=Ayşe', '--remember');
    expect([named.code, named.stdout]).toEqual([0, expect.stringMatching(/1 operation done\nOK +Ayşe: new, 1 sample/)]);
    await home.add('second.wav');
    const run = await home.run('queue', 'run', '--once', '-q');
    expect(run.stderr).toContain('S1 is Ayşe by the voice library');
    expect(readFileSync(join(home.out, 'second.srt'), 'utf8')).toContain('Ayşe');
    expect(readFileSync(join(home.out, 'second.json'), 'utf8')).not.toMatch(/"vector"|voiceprint/);
    const report = await home.run('queue', 'report', '2');
    expect(report.stdout).toContain('voice-recognised');
    expect(report.stdout).not.toMatch(/vector|voiceprint/);
    expect((await home.run('library', 'show', '2')).stdout).toMatch(/S1 +Ayşe +\S+ s +Ayşe \(0\.\d\d, sure\)/);
    expect((await home.run('voices', 'confirm', '2:S1')).stdout).toContain('Ayşe: 2 samples');
    const wrong = await home.run('voices', 'add', 'Ben', '--from', '2');
    expect([wrong.code, wrong.stderr.includes('JOB:SPEAKER')]).toEqual([2, true]);

    const unsure = await home.run('voices', 'delete-all');
    expect(unsure.code).toBe(2);
    expect((await home.run('voices', 'status')).stdout).toContain('1 person, 2 samples');
    expect((await home.run('voices', 'delete-all', '--yes')).code).toBe(0);
    expect((await home.run('voices', 'list')).stdout).toContain('knows nobody');
    expect((await home.run('voices', 'disable', '--yes')).stdout).toContain('off');
    expect((await home.run('library', 'export', '2')).stdout).toContain('Ayşe');
    const elsewhere = await runCli(['voices', 'status', '--home', scratch.at('nowhere')], { cwd: scratch.path });
    expect(elsewhere.stdout).toContain('is off');
  });
});
