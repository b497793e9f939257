import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../tests/support/run-cli.ts';
import { queueHome, type QueueHome } from '../tests/support/queue-home.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeShortWav } from '../tests/support/short-wav.ts';

/** A device that no build of ONNX Runtime for this system has. */
const ABSENT = process.platform === 'win32' ? 'coreml' : 'dml';
const ASKED = `Asked for ${ABSENT}, used cpu because`;

interface Report {
  readonly stages: readonly { readonly stage: string; readonly device: string }[];
  readonly downgrades: readonly { readonly code: string; readonly message: string }[];
  readonly steps_down: readonly unknown[];
  readonly native_warnings: readonly unknown[];
}

describe('devices at the command line', () => {
  const scratch = scratchFolder();
  let home: QueueHome;
  beforeAll(() => {
    writeShortWav(scratch.at('talk.wav'), 4);
    home = queueHome(scratch.path);
  });
  const transcribe = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    runCli(['transcribe', 'talk.wav', '--preset', 'demo', '-q', '-f', 'json', '-o', 'out', ...args], {
      cwd: scratch.path,
      env: { ...home.env, ...env },
    });

  it('says why the device that was asked for was not used, and still does the work', async () => {
    const { code, stderr } = await transcribe([], { VOXLANE_DEVICE: ABSENT });
    expect(code).toBe(0);
    expect(stderr).toContain(ASKED);
    expect(readFileSync(scratch.at('out', 'talk.json'), 'utf8')).toContain(ASKED);
  });

  it('takes the flag before the environment, and refuses what is no device', async () => {
    expect((await transcribe(['--device', 'cpu'], { VOXLANE_DEVICE: ABSENT })).stderr).not.toContain(ASKED);
    const wrong = await transcribe([], { VOXLANE_DEVICE: 'abacus' });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('abacus');
  });

  it('queued jobs take it from the settings, and their record names it', async () => {
    expect((await home.run('settings', 'set', 'device', ABSENT)).code).toBe(0);
    await home.add(scratch.at('talk.wav'));
    expect((await home.run('queue', 'run', '--once', '-q')).code).toBe(0);
    const { jobs } = await home.view();
    const report = JSON.parse(readFileSync(jobs[0]?.result?.report ?? '', 'utf8')) as Report;
    expect(report.downgrades).toMatchObject([{ code: 'downgrade-device', message: expect.stringContaining(ASKED) }]);
    expect(report.stages.map(({ stage, device }) => `${stage} ${device}`)).toEqual([
      'vad cpu',
      'asr cpu',
      'diarize cpu',
      'cues cpu',
    ]);
    expect(report).toMatchObject({ steps_down: [], native_warnings: [] });
  });

  it('doctor tells of every device, and tries again when asked', async () => {
    const findings = async (...more: string[]) => {
      const { stdout } = await home.run('doctor', '--json', ...more);
      const found = (JSON.parse(stdout) as { findings: { name: string; value: string }[] }).findings;
      return new Map(found.map(({ name, value }) => [name, value]));
    };
    const first = await findings();
    expect(first.get(`Device ${ABSENT}`)).toContain('not there');
    expect([...first.keys()].filter((name) => name.startsWith('Device '))).toHaveLength(4);
    expect(await findings('--retry-gpu')).toHaveProperty('size', first.size);
  });
});
