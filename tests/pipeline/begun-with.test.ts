import { cpSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { transcribeOptionsSchema } from '../../src/core/pipeline/options.ts';
import type { TranscribeEvent, TranscribeInput } from '../../src/engine/protocol/jobs.ts';
import { measuredContent, measuredVersions } from '../../src/engine/server/measured-versions.ts';
import { measuresOfThisMachine, rememberRun } from '../../src/platform/models/model-measures.ts';
import { listInstalledModels } from '../../src/platform/models/model-store.ts';
import { workCores } from '../../src/platform/system/cores.ts';
import { startEngine } from '../../src/studio/start-engine.ts';
import { audioFixture } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';

const never = new AbortController().signal;

describe('a job that was begun and killed', () => {
  const scratch = scratchFolder();
  const input = (jobs: string, recording: string): TranscribeInput => ({
    path: audioFixture(recording),
    modelFolders: [],
    preset: 'demo',
    options: transcribeOptionsSchema.parse({ skipDiarize: true, batchSize: 1, redecode: 'off' }),
    jobsFolder: scratch.at(jobs),
  });
  const run = async (
    jobs: string,
    on: (event: TranscribeEvent, pid: number | undefined) => void,
    recording = 'digits-meeting-4spk-180s.flac',
  ) => {
    const engine = startEngine();
    try {
      await engine.start();
      return await engine.jobs.transcribe(input(jobs, recording), {
        signal: never,
        on: (event) => on(event, engine.pid),
      });
    } finally {
      await engine.shutdown();
    }
  };
  const modelOf = (event: TranscribeEvent): string[] => (event.type === 'recogniser' ? [event.reason.model] : []);
  const windowsOf = (event: TranscribeEvent): readonly number[] =>
    event.type === 'position' && event.stage === 'asr' ? (event.windows ?? []) : [];

  beforeAll(() => {
    vi.stubEnv('VOXLANE_CACHE', scratch.at('cache'));
    return () => vi.unstubAllEnvs();
  });

  it('goes on with its recogniser, though another would be chosen now, and decodes no window twice', async () => {
    const models: string[] = [];
    const decoded: number[] = [];
    const killed = run('jobs', (event, pid) => {
      models.push(...modelOf(event));
      const next = windowsOf(event);
      // The one before was stored.
      if (decoded.length === 4 && next.length > 0 && pid !== undefined) process.kill(pid, 'SIGKILL');
      else decoded.push(...next);
    });
    await expect(killed).rejects.toMatchObject({ code: 'engine-crashed' });
    expect(models).toEqual(['whisper-digits']);
    expect(decoded).toHaveLength(4);

    const model = (await listInstalledModels([])).find(({ manifest }) => manifest.id === 'whisper-digits');
    if (model === undefined) throw new Error('no fixture model');
    const of = { model: 'whisper-digits', device: 'cpu', threads: workCores(), versions: measuredVersions() };
    await rememberRun(
      { ...of, content: await measuredContent(model), profile: 'auto' },
      { atMs: 1, batch: 1, bytes: 2 ** 50 },
    );
    cpSync(scratch.at('jobs'), scratch.at('jobs-as-left'), { recursive: true });
    const fresh: string[] = [];
    await run('elsewhere', (event) => fresh.push(...modelOf(event)), 'digits-mono-20s.flac');
    expect(fresh).toEqual(['ctc-digits']);

    const reasons: TranscribeEvent[] = [];
    const rest: number[] = [];
    const { document } = await run('jobs-as-left', (event) => {
      if (event.type === 'recogniser') reasons.push(event);
      rest.push(...windowsOf(event));
    });
    expect(reasons).toMatchObject([{ reason: { model: 'whisper-digits' } }]);
    expect(rest.filter((window) => decoded.includes(window))).toEqual([]);
    expect(rest.length).toBeGreaterThan(0);
    expect(new Set(document.words.map(({ engine }) => engine))).toEqual(new Set(['whisper-digits']));
  });

  it('leaves measures of finished batches only, of the process that made them', async () => {
    const [ctc, whisper] = ['ctc-digits', 'whisper-digits'].map(async (id) =>
      (await measuresOfThisMachine()).find(({ model }) => model === id),
    );
    for (const measure of [await ctc, await whisper]) {
      const run = measure?.runs.at(-1);
      expect(run?.audioSecondsPerSecond).toBeGreaterThan(0.1);
      expect(run?.bytes).toBeGreaterThan(30 * 1024 ** 2);
      expect(run?.bytes).toBeLessThan(4 * 1024 ** 3);
    }
  });
});
