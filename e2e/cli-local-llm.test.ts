import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomLlamaGguf } from '../tests/support/llama-gguf.ts';
import { type CliResult, runCli } from '../tests/support/run-cli.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voxlane-llm-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]): Promise<CliResult> =>
  runCli(args, {
    cwd: folder,
    env: {
      VOXLANE_HOME: join(folder, 'home'),
      VOXLANE_CACHE: join(folder, 'cache'),
      VOXLANE_MODELS: join(folder, 'models'),
      VOXLANE_DEVICE: 'cpu',
      VOXLANE_THREADS: '1',
    },
  });

describe('a language model of this computer', () => {
  it('translates a file from the command line, by its path and by its id, with the same cues at the same times', async () => {
    const times = Array.from({ length: 12 }, (_, i) => `00:00:${10 + i * 3},000 --> 00:00:${12 + i * 3},500`);
    const blocks = times.map((time, i) => `${i + 1}\n${time}\nakşam kapı numara ${i + 1}\n`);
    await writeFile(join(folder, 'episode.srt'), blocks.join('\n'));
    await writeFile(join(folder, 'tiny.gguf'), randomLlamaGguf({ quotes: 4 }));
    const asked = ['translate', 'episode.srt', '--from', 'tr', '--to', 'fr', '--json'];
    const byPath = await run(...asked, '--llm', 'tiny.gguf');
    expect(byPath.code, byPath.stderr).toBe(0);
    const report = JSON.parse(byPath.stdout) as { cues: number; calls: number; usage: { outputTokens: number } };
    expect(report.cues).toBe(12);
    expect(report.usage.outputTokens).toBeGreaterThan(100);
    const written = await readFile(join(folder, 'episode.fr.srt'), 'utf8');
    expect(written.match(/.*-->.*/g)).toEqual(times);

    const imported = await run('models', 'import', 'tiny.gguf');
    expect(imported.code, imported.stderr).toBe(0);
    expect((await run('models', 'list')).stdout).toMatch(/tiny\s+translate/);
    const byId = await run(...asked, '--llm', 'tiny', '--out', 'second.srt');
    expect(byId.code, byId.stderr).toBe(0);
    expect((await readFile(join(folder, 'second.srt'), 'utf8')).match(/.*-->.*/g)).toEqual(times);
    const doctor = await run('doctor');
    expect(doctor.stdout).toMatch(/Language models.*node-llama-cpp .* runs on .*installed: tiny/);
  });

  it('says what is wrong with a model, and writes nothing', async () => {
    await writeFile(join(folder, 'episode.srt'), '1\n00:00:01,000 --> 00:00:02,000\nakşam\n');
    await writeFile(join(folder, 'broken.gguf'), 'GGUF and then nothing');
    const broken = await run('translate', 'episode.srt', '--to', 'fr', '--llm', 'broken.gguf');
    expect(broken.stderr).toContain('broken.gguf');
    expect(broken.code).not.toBe(0);
    const unknown = await run('translate', 'episode.srt', '--to', 'fr', '--llm', 'nobody');
    expect(unknown.stderr).toContain('There is no language model "nobody"');
    expect(unknown.code).not.toBe(0);
  });
});
