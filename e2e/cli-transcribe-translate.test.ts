import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { srtCodec } from '../src/core/formats/srt/srt-codec.ts';
import { audioFixture } from '../tests/support/fixtures.ts';
import { type HostQuestion, type LlmHost, startLlmHost } from '../tests/support/llm-host.ts';
import { addedIds, type QueueHome, queueHome } from '../tests/support/queue-home.ts';
import { answerTo, readCall, type ScriptedCall } from '../tests/support/scripted-llm.ts';

const RECORDING = audioFixture('digits-mono-20s.flac');
const LONG_MS = 180_000;
let host: LlmHost;
let folder: string;
let home: QueueHome;

const callOf = ({ messages }: HostQuestion): ScriptedCall =>
  readCall({ messages: messages as never, maxOutputTokens: 0, temperature: 0 }, 0);
const into = (question: HostQuestion): string => (callOf(question).system.includes('to Turkish') ? 'tr' : 'fr');
const asked = ['--preset', 'demo', '-l', 'en', '--skip', 'diarize', '-f', 'srt,json'];

beforeAll(async () => {
  host = await startLlmHost((question) => ({
    text: answerTo(callOf(question), ({ key }) => `${into(question) === 'tr' ? 'satır' : 'ligne'} ${key}`),
  }));
  folder = await mkdtemp(join(tmpdir(), 'voxlane-transcribe-translate-'));
  home = queueHome(folder);
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  host.questions.length = 0;
  host.faults.length = 0;
});

const model = (more: object = {}) =>
  JSON.stringify([{ kind: 'openai', url: `${host.url}/v1`, model: 'scripted', plainHttp: false, ...more }]);
const cuesOf = (file: string) => srtCodec.read?.(readFileSync(join(folder, file), 'utf8'), {}).document.cues ?? [];

describe('voxlane transcribe --translate', () => {
  it(
    'writes the subtitles and their translation, with the terms of a glossary',
    async () => {
      await writeFile(join(folder, 'terms.tsv'), 'seven\tsept\n');
      const server = ['--llm-url', host.url, '--llm-model', 'scripted'];
      const options = ['--translate', 'fr', ...server, '--glossary', join(folder, 'terms.tsv'), '--retime', 'divide'];
      const result = await home.run('transcribe', RECORDING, '-o', join(folder, 'plain'), ...asked, ...options);
      expect(result.code, result.stderr).toBe(0);
      expect(result.stderr).toContain('on this computer');
      const source = cuesOf('plain/digits-mono-20s.srt');
      const french = cuesOf('plain/digits-mono-20s.fr.srt');
      expect(source.length).toBeGreaterThan(2);
      expect(french.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
        source.map(({ startMs, endMs }) => [startMs, endMs]),
      );
      expect(french.every(({ lines }) => lines.join(' ').startsWith('ligne'))).toBe(true);
      expect(result.stdout).toContain('digits-mono-20s.fr.srt');
      const whole = readFileSync(join(folder, 'plain', 'digits-mono-20s.json'), 'utf8');
      expect(JSON.parse(whole)).toMatchObject({
        translations: [{ language: 'fr', retime: 'divide', glossary: [{ source: 'seven' }] }],
      });
    },
    LONG_MS,
  );

  it(
    'refuses what does not go together before anything runs',
    async () => {
      const nobody = await home.run('transcribe', RECORDING, ...asked, '--translate', 'fr');
      expect(nobody).toMatchObject({ code: 2, stderr: expect.stringContaining('No language model') });
      const alone = await home.run('transcribe', RECORDING, ...asked, '--style', 'plain');
      expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('--translate') });
      const retimed = await home.run('transcribe', RECORDING, ...asked, '--retime');
      expect(retimed).toMatchObject({ code: 2, stderr: expect.stringContaining('--retime') });
      const server = ['--llm-url', 'https://models.example/v1', '--llm-model', 'far'];
      const far = await home.run('queue', 'add', RECORDING, ...asked, '--translate', 'fr', ...server);
      expect(far.code).not.toBe(0);
      expect(far.stderr).toContain('models.example');
      expect(host.questions).toHaveLength(0);
    },
    LONG_MS,
  );
});

describe('a queued job with languages', () => {
  it(
    'is paused until its quota ends, survives kill -9, and pays for no language twice',
    async () => {
      const done = await home.run('settings', 'set', 'languageModels', model({ limits: { requestsPerDay: 1 } }));
      expect(done.code, done.stderr).toBe(0);
      const options = [...asked, '--translate', 'fr,tr', '--no-read-first', '-o', home.out];
      const added = await home.run('queue', 'add', RECORDING, ...options);
      expect(added.code, added.stderr).toBe(0);
      const [id = 0] = addedIds(added.stdout);

      const first = home.start('queue', 'run', '--once');
      await vi.waitFor(
        async () =>
          expect((await home.view()).jobs[0]).toMatchObject({ state: 'queued', paused_until: expect.any(Number) }),
        { timeout: LONG_MS, interval: 1000 },
      );
      const listed = await home.run('queue', 'list');
      expect(listed.stdout).toMatch(/paused until (\d{4}-\d\d-\d\d )?\d\d:\d\d/u);
      first.process.kill('SIGKILL');
      expect((await first.result).stderr).toContain('paused until');
      expect(host.questions.map(into)).toEqual(['fr']);

      await home.run('settings', 'set', 'languageModels', model());
      await home.run('queue', 'pause', String(id));
      await home.run('queue', 'resume', String(id));
      host.faults.push('hang');
      const second = home.start('queue', 'run', '--once');
      await vi.waitFor(() => expect(host.questions).toHaveLength(2), { timeout: LONG_MS, interval: 200 });
      second.process.kill('SIGKILL');
      await second.result;

      const third = await home.run('queue', 'run', '--once');
      expect(third.code, third.stderr).toBe(0);
      expect(host.questions.map(into)).toEqual(['fr', 'tr', 'tr']);
      const [job] = (await home.view()).jobs;
      expect(job).toMatchObject({ state: 'done', progress: 1, attempt: 1 });
      const names = job?.result?.files.map((file) => file.replace(/^.*\//u, ''));
      expect(names).toEqual(['srt', 'json', 'fr.srt', 'tr.srt'].map((ending) => `digits-mono-20s.${ending}`));
      expect(cuesOf('out/digits-mono-20s.tr.srt').every(({ lines }) => lines.join(' ').startsWith('satır'))).toBe(true);
      const report = await home.run('queue', 'report', String(id));
      expect(report.stdout).toMatch(/Translated to tr: \d+ cues/u);
    },
    LONG_MS,
  );

  it(
    'queue change has a job translated, by another model, to another language, and not any more',
    async () => {
      await home.run('settings', 'reset', 'languageModels');
      const out = ['-o', join(folder, 'changed')];
      const [id = 0] = addedIds((await home.run('queue', 'add', RECORDING, ...out, ...asked)).stdout);
      const change = (...options: string[]) => home.run('queue', 'change', String(id), ...options);
      const order = async () => (await home.view()).jobs.find((job) => job.id === id)?.wish;
      const wish = async () => (await order())?.translate;
      expect(await change('--translate', 'fr')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('No language model'),
      });
      expect(await change('--no-translate', '--style', 'x')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('--style'),
      });
      const far = await change('--translate', 'fr', '--llm-url', 'https://models.example/v1', '--llm-model', 'far');
      expect([far.code === 0, far.stderr]).toEqual([false, expect.stringContaining('models.example')]);
      const server = (name: string) => ['--llm-url', host.url, '--llm-model', name];
      const early = await change('--style', 'plain');
      expect([early.code, early.stderr]).toEqual([2, expect.stringContaining('no language is named')]);
      expect(await wish()).toBeUndefined();

      expect((await change('--translate', 'fr', ...server('first'))).code).toBe(0);
      expect((await change(...server('second'), '--style', 'plain')).code).toBe(0);
      expect(await wish()).toEqual(['fr']);
      for (const [option, retime] of [
        ['--retime', 'extend'],
        ['--retime=divide', 'divide'],
        ['--no-retime', undefined],
      ] as const) {
        expect((await change(option)).code).toBe(0);
        expect((await order())?.translateRetime).toBe(retime);
      }
      const run = await home.run('queue', 'run', '--once');
      expect(run.code, run.stderr).toBe(0);
      expect(host.questions.map(into)).toEqual(['fr']);
      expect(host.questions.map(({ body }) => body['model'] as unknown)).toEqual(['second']);
      expect(callOf(host.questions[0]).system).toContain('plain');
      expect(cuesOf('changed/digits-mono-20s.fr.srt').length).toBeGreaterThan(2);

      expect((await change('--translate', 'tr', ...server('second'))).code).toBe(0);
      expect((await home.run('queue', 'run', '--once')).code).toBe(0);
      expect(host.questions.map(into)).toEqual(['fr', 'tr']);
      expect(cuesOf('changed/digits-mono-20s.tr.srt').length).toBeGreaterThan(2);
      expect((await change('--no-translate')).code).toBe(0);
      expect(await wish()).toBeUndefined();
      expect((await home.run('queue', 'run', '--once')).code).toBe(0);
      expect(host.questions).toHaveLength(2);
    },
    LONG_MS,
  );
});
