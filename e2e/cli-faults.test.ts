import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { isAlive, startCli } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { writeLoopedWav } from '../tests/support/short-wav.ts';

const formats = ['json', 'rttm', 'srt', 'txt', 'vtt'];

interface Line {
  readonly event: string;
  readonly pid?: number;
  readonly stage?: string;
  readonly stageFraction?: number;
  readonly restarts?: number;
}

describe('faults during a run', () => {
  const scratch = scratchFolder();
  const outputs = (folder: string): string[] =>
    formats.map((format) => readFileSync(scratch.at(folder, `recording.${format}`), 'utf8'));
  const start = (folder: string) =>
    startCli(['transcribe', scratch.at('recording.wav'), '--preset', 'demo', '--jsonl', '--out', scratch.at(folder)], {
      env: { VOXLANE_CACHE: scratch.at(`cache-${folder}`) },
    });

  beforeAll(async () => {
    writeLoopedWav(scratch.at('recording.wav'), 3);
    expect((await start('undisturbed').result).code).toBe(0);
  });

  it.each(['vad', 'asr', 'diarize'])(
    'kill -9 of the engine during %s: reported, restarted once, same files',
    async (stage) => {
      const run = start(`killed-${stage}`);
      let pid = 0;
      let killed = false;
      const seen: Line[] = [];
      run.onJsonLine((text) => {
        const line = JSON.parse(text) as Line;
        seen.push(line);
        if (line.event === 'engine') pid = line.pid ?? 0;
        if (!killed && line.event === 'progress' && line.stage === stage && (line.stageFraction ?? 0) > 0.2) {
          killed = true;
          process.kill(pid, 'SIGKILL');
        }
      });
      const { code } = await run.result;
      expect(killed).toBe(true);
      expect(code).toBe(0);
      expect(seen.filter((line) => line.event === 'engine-restarted')).toHaveLength(1);
      expect(seen.find((line) => line.event === 'done')?.restarts).toBe(1);
      expect(outputs(`killed-${stage}`)).toEqual(outputs('undisturbed'));
    },
  );

  it('an engine that dies again and again fails the file with a reason and ends the run', async () => {
    const run = start('killed-always');
    run.onJsonLine((text) => {
      const line = JSON.parse(text) as Line;
      if (line.event === 'engine' && line.pid !== undefined) process.kill(line.pid, 'SIGKILL');
    });
    const { code, stdout } = await run.result;
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAILED .*\[engine-crashed\]/);
  });

  it.each(['vad', 'asr', 'diarize'])(
    'Ctrl-C during %s ends every child within 2 s and leaves no file',
    async (stage) => {
      const folder = `interrupted-${stage}`;
      const run = start(folder);
      let pid = 0;
      let interruptedAt = 0;
      run.onJsonLine((text) => {
        const line = JSON.parse(text) as Line;
        if (line.event === 'engine') pid = line.pid ?? 0;
        if (
          interruptedAt === 0 &&
          line.event === 'progress' &&
          line.stage === stage &&
          (line.stageFraction ?? 0) > 0.1
        ) {
          interruptedAt = performance.now();
          run.process.kill('SIGINT');
        }
      });
      const { code } = await run.result;
      expect(performance.now() - interruptedAt).toBeLessThan(2_000);
      expect(code).toBe(130);
      expect(isAlive(pid)).toBe(false);
      expect(() => readdirSync(scratch.at(folder))).toThrow();

      // What was finished before the interrupt is not lost: the next run ends with the same files.
      expect((await start(folder).result).code).toBe(0);
      expect(outputs(folder)).toEqual(outputs('undisturbed'));
    },
  );

  it('kill -9 of the command itself leaves no engine behind', async () => {
    const run = start('orphan');
    const pid = await new Promise<number>((resolve) => {
      let engine = 0;
      run.onJsonLine((text) => {
        const line = JSON.parse(text) as Line;
        if (line.event === 'engine') engine = line.pid ?? 0;
        if (line.event === 'progress' && line.stage === 'asr') resolve(engine);
      });
    });
    run.process.kill('SIGKILL');
    await run.result;
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
  });
});
