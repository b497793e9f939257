import { readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobOutcome } from '../../src/contract/job-events.ts';
import type { JobView } from '../../src/contract/job-view.ts';
import { transcribeOptionsSchema } from '../../src/core/pipeline/options.ts';
import type { JobTranslateWish } from '../../src/core/queue/translate-wish.ts';
import { srtCodec } from '../../src/core/formats/srt/srt-codec.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { currentDocument } from '../../src/studio/documents/open-document.ts';
import { EventBus } from '../../src/studio/event-bus.ts';
import { addJobs } from '../../src/studio/queue/add-jobs.ts';
import { EnginePool } from '../../src/studio/queue/engine-pool.ts';
import { type Library, openLibrary } from '../../src/studio/queue/library.ts';
import { viewQueue } from '../../src/studio/queue/queue-view.ts';
import { runQueue } from '../../src/studio/queue/run-queue.ts';
import { startEngine } from '../../src/studio/start-engine.ts';
import { killFirstLlm } from '../support/dying-llm.ts';
import { audioFixture } from '../support/fixtures.ts';
import { randomLlamaGguf } from '../support/llama-gguf.ts';
import { type HostQuestion, type LlmHost, startLlmHost } from '../support/llm-host.ts';
import { isAlive } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch.ts';
import { answerTo, readCall, type ScriptedCall } from '../support/scripted-llm.ts';

const RECORDING = audioFixture('digits-mono-20s.flac');
const OTHER = audioFixture('digits-noisy-10dB.flac');
const LONG_MS = 120_000;
/** Each job has languages of its own: what was translated before is remembered. */
const plan = { parallelJobs: 1, threadsPerJob: 2, parallelDownloads: 1 };
const scratch = scratchFolder();
const events = new EventBus(silentLogger);
const engines = new EnginePool(startEngine);
let host: LlmHost;
let library: Library;

const callOf = ({ messages }: HostQuestion): ScriptedCall =>
  readCall({ messages: messages as never, maxOutputTokens: 0, temperature: 0 }, 0);
const into = (question: HostQuestion): string => /to (\w+)\./u.exec(callOf(question).system)?.[1] ?? '';

beforeAll(async () => {
  library = await openLibrary(scratch.at('library'), silentLogger);
  host = await startLlmHost((question) => ({
    text: answerTo(callOf(question), ({ key }) => `${into(question) === 'Turkish' ? 'satır' : 'ligne'} ${key}`),
  }));
});
afterAll(async () => {
  await engines.shutdown();
  library.store.close();
  await host.close();
});
beforeEach(() => {
  host.questions.length = 0;
  host.faults.length = 0;
});

const model = (name: string, more: object = {}) => ({
  ...{ kind: 'openai' as const, url: `${host.url}/v1`, model: name, plainHttp: false },
  ...more,
});

function add(stem: string, translate?: Partial<JobTranslateWish>, path = RECORDING): number {
  const wish = translate && {
    languages: ['fr'],
    models: [model('scripted')],
    natural: false,
    readFirst: false,
    ...translate,
  };
  const spec = {
    modelFolders: [],
    preset: 'demo' as const,
    asr: 'whisper-digits',
    options: transcribeOptionsSchema.parse({ language: 'en', skipDiarize: true }),
    formats: ['srt', 'rttm'],
    folder: scratch.at('out'),
    stem,
    ...(wish === undefined ? {} : { translate: wish }),
  };
  return addJobs(library, [{ path, spec }], 0)[0] ?? 0;
}

const run = (ids: readonly number[], signal = new AbortController().signal): Promise<JobOutcome[]> =>
  runQueue({ library, engines, events, plan }, { once: true, only: new Set(ids) }, signal);
const viewOf = (id: number): JobView | undefined => viewQueue(library, 1).jobs.find((job) => job.id === id);
const srt = (name: string) => srtCodec.read?.(readFileSync(scratch.at('out', name), 'utf8'), {}).document.cues ?? [];

describe('a job with languages', () => {
  it(
    'is translated once it is transcribed, as one more stage, and leaves files in each language',
    async () => {
      const told: { stage: string; overall: number }[] = [];
      const off = events.on('job', ({ event }) => {
        if (event.type !== 'pipeline' || event.event.type !== 'progress') return;
        told.push({ stage: event.event.progress.stage, overall: event.event.progress.overallFraction });
      });
      const id = add('whole', { languages: ['fr', 'tr'] });
      const [outcome] = await run([id]);
      off();
      expect(outcome).toMatchObject({
        kind: 'done',
        alerts: expect.not.arrayContaining([{ code: 'translation-failed' }]),
      });
      const source = srt('whole.srt');
      expect(source.length).toBeGreaterThan(2);
      for (const [file, word] of [
        ['whole.fr.srt', 'ligne'],
        ['whole.tr.srt', 'satır'],
      ] as const) {
        const cues = srt(file);
        expect(cues.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
          source.map(({ startMs, endMs }) => [startMs, endMs]),
        );
        expect(cues.every(({ lines }) => lines.join(' ').startsWith(word))).toBe(true);
      }
      const files = outcome?.kind === 'done' ? outcome.files.map(({ path }) => path.replace(/^.*\//u, '')) : [];
      expect(files).toEqual(['whole.srt', 'whole.rttm', 'whole.fr.srt', 'whole.tr.srt']);

      expect(told.at(-1)).toEqual({ stage: 'translate', overall: 1 });
      expect(told.map(({ overall }) => overall)).toEqual(told.map(({ overall }) => overall).toSorted((a, b) => a - b));
      const before = told.filter(({ stage }) => stage !== 'translate').map(({ overall }) => overall);
      expect(Math.max(...before)).toBeLessThanOrEqual(0.7);

      const job = viewOf(id);
      expect(job).toMatchObject({ state: 'done', progress: 1, wish: { translate: ['fr', 'tr'] } });
      expect(job?.result?.translations).toMatchObject([
        { language: 'fr', translated: source.length, untranslated: 0, calls: 1 },
        { language: 'tr', translated: source.length, untranslated: 0, calls: 1 },
      ]);
      const report = JSON.parse(readFileSync(job?.result?.report ?? '', 'utf8')) as { translations: unknown };
      expect(report.translations).toEqual(job?.result?.translations);
      expect(viewQueue(library, 1).speeds.map(({ stage }) => stage)).toContain('translate');
    },
    LONG_MS,
  );

  it(
    'shows lines that are too long for longer in the files of a language that wishes it, and the document keeps its cues',
    async () => {
      const { answer } = host;
      const long = 'une traduction beaucoup trop longue pour le peu de temps que son sous-titre reste affiché';
      host.answer = (question) => ({ text: answerTo(callOf(question), () => long) });
      try {
        const id = add('longer', { languages: ['ca'], retime: 'extend' });
        expect(await run([id])).toMatchObject([{ kind: 'done' }]);
        const source = srt('longer.srt');
        const { cues, translations } = currentDocument(library, id).document;
        expect(cues.map(({ endMs }) => endMs)).toEqual(source.map(({ endMs }) => endMs));
        expect(translations).toMatchObject([{ language: 'ca', retime: 'extend' }]);
        const later = cues.filter((cue) => (cue.translations?.['ca']?.endMs ?? 0) > cue.endMs);
        expect(later.length).toBeGreaterThan(0);
        const file = srt('longer.ca.srt');
        expect(file.map(({ endMs }) => endMs)).toEqual(cues.map((cue) => cue.translations?.['ca']?.endMs ?? cue.endMs));
        for (const [index, cue] of file.entries())
          expect(cue.endMs).toBeLessThanOrEqual(file[index + 1]?.startMs ?? Infinity);
      } finally {
        host.answer = answer;
      }
    },
    LONG_MS,
  );

  it(
    'waits for the end of a quota without holding anything, and goes on by itself',
    async () => {
      const limits = { requestsPerDay: 1 };
      const id = add('paused', { languages: ['es', 'de'], models: [model('few', { limits })] });
      const stop = new AbortController();
      const paused: number[] = [];
      const off = events.on('job', ({ event }) => {
        if (event.type === 'paused') paused.push(event.untilMs);
      });
      const first = run([id], stop.signal);
      await vi.waitFor(() => expect(paused).toHaveLength(1), LONG_MS);
      await vi.waitFor(() => expect(viewOf(id)).toMatchObject({ state: 'queued', paused_until: paused[0] }), LONG_MS);
      expect(new Date(paused[0] ?? 0).toISOString()).toMatch(/T00:00:00\.000Z$/u);
      expect(viewOf(id)?.result).toBeUndefined();
      stop.abort();
      await expect(first).rejects.toMatchObject({ code: 'cancelled' });
      expect(host.questions.map(into)).toEqual(['Spanish']);

      // The day is over, and a little later so is the wait.
      const row = library.jobs.get(id);
      const spec = JSON.parse(row?.spec ?? '{}') as { translate: JobTranslateWish };
      library.store.commit(() => {
        library.jobs.setSpec(
          id,
          JSON.stringify({ ...spec, translate: { ...spec.translate, models: [model('more')] } }),
        );
        library.jobs.start(id, 'translate', Date.now());
        library.jobs.hold(id, Date.now() + 1000);
      });
      const started = Date.now();
      expect(await run([id])).toMatchObject([{ kind: 'done' }]);
      off();
      expect(Date.now() - started).toBeGreaterThanOrEqual(900);
      expect(host.questions.map(into)).toEqual(['Spanish', 'German']);
      expect(viewOf(id)).toMatchObject({ state: 'done', attempt: 1 });
      expect(viewOf(id)?.paused_until).toBeUndefined();
    },
    LONG_MS,
  );

  it(
    'is done with its transcript and an alert where no model can be asked',
    async () => {
      host.faults.push('key');
      const id = add('refused', { languages: ['it'], models: [model('refused')] });
      const [outcome] = await run([id]);
      expect(outcome).toMatchObject({ kind: 'done' });
      const alerts = outcome?.kind === 'done' ? outcome.alerts : [];
      expect(alerts.find(({ code }) => code === 'translation-failed')).toMatchObject({
        severity: 'warning',
        values: { language: 'it' },
      });
      expect(viewOf(id)?.result?.translations).toMatchObject([{ translated: 0, problem: { code: 'key-refused' } }]);
      expect(srt('refused.srt').length).toBeGreaterThan(2);
      expect(currentDocument(library, id).document.cues.some((cue) => cue.translations !== undefined)).toBe(false);
      const same = add('same', { languages: ['en'] });
      const [already] = await run([same]);
      expect(already?.kind === 'done' ? already.alerts.map(({ code }) => code) : []).toContain(
        'translation-not-needed',
      );
    },
    LONG_MS,
  );

  it(
    'tells among its alerts that a local model went on with less memory',
    async () => {
      await writeFile(scratch.at('words.gguf'), randomLlamaGguf({ quotes: 4 }));
      const live = killFirstLlm();
      // Threads wait for each other by spinning, which takes for ever on a machine that does other things too.
      vi.stubEnv('VOXLANE_THREADS', '1');
      try {
        const local = { kind: 'local' as const, model: scratch.at('words.gguf'), contextTokens: 4096 };
        const id = add('smaller', { languages: ['sv'], models: [local] });
        const [outcome] = await run([id]);
        const step = { code: 'llm-stepped-down', values: { variant: 'context', tokens: 2048 } };
        expect(outcome).toMatchObject({
          kind: 'done',
          alerts: expect.arrayContaining([expect.objectContaining({ code: step.code })]),
        });
        expect(viewOf(id)?.result?.translations).toMatchObject([{ alerts: [step] }]);
        const report = JSON.parse(readFileSync(viewOf(id)?.result?.report ?? '', 'utf8')) as { alerts: unknown[] };
        expect(report.alerts).toContainEqual(expect.objectContaining({ code: step.code }));
      } finally {
        vi.unstubAllEnvs();
        live();
      }
    },
    LONG_MS,
  );

  it(
    'has the memory for its recogniser that an idle language model of this computer held',
    async () => {
      vi.stubEnv('VOXLANE_THREADS', '1');
      writeFileSync(scratch.at('tiny.gguf'), randomLlamaGguf());
      const choice = { kind: 'local' as const, model: scratch.at('tiny.gguf') };
      const engine = library.warmModels.lend(choice, { modelFolders: [], gpu: false });
      const question = { messages: [{ role: 'user' as const, content: 'go' }], maxOutputTokens: 5, temperature: 0 };
      await engine.complete(question, new AbortController().signal);
      await engine.dispose();
      vi.unstubAllEnvs();
      const [pid = 0] = library.warmModels.pids;
      let wasThere: boolean | undefined;
      const off = events.on('job', ({ event }) => {
        if (event.type === 'pipeline') wasThere ??= isAlive(pid);
      });
      expect(isAlive(pid)).toBe(true);
      await run([add('alone')]);
      off();
      expect(wasThere).toBe(false);
      expect(library.warmModels.pids).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'lets the next recording be transcribed meanwhile, and pays for nothing twice after a stop',
    async () => {
      host.faults.push(undefined, 'hang');
      const first = add('first', { languages: ['pt', 'nl'] });
      const second = add('second', undefined, OTHER);
      const stop = new AbortController();
      const running = run([first, second], stop.signal);
      await vi.waitFor(() => expect(viewOf(second)?.state).toBe('done'), LONG_MS);
      await vi.waitFor(() => expect(host.questions).toHaveLength(2), LONG_MS);
      expect(viewOf(first)).toMatchObject({ state: 'running', stage: 'translate', has_document: true });
      stop.abort();
      await expect(running).rejects.toMatchObject({ code: 'cancelled' });
      expect(await run([first])).toMatchObject([{ kind: 'done' }]);
      expect(host.questions.map(into)).toEqual(['Portuguese', 'Dutch', 'Dutch']);
    },
    LONG_MS,
  );
});
