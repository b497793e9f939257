import { createHash } from 'node:crypto';
import { cpSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { transcribeOptionsSchema } from '../../src/core/pipeline/options.ts';
import type { Position } from '../../src/core/pipeline/parts.ts';
import { coveredMs, overlapMs, subtractSpans } from '../../src/core/timeline/span.ts';
import type { StoredArtifact, TranscribeInput } from '../../src/engine/protocol/jobs.ts';
import { artifactPath, keepArtifact } from '../../src/platform/storage/artifact-files.ts';
import { startEngine } from '../../src/studio/start-engine.ts';
import { type OneEvent, removeCheckpoints, transcribeOne } from '../../src/studio/transcribe-one.ts';
import { audioFixture, bundledModel } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type FixtureRun, transcribeFixture } from '../support/transcribe-fixture.ts';

const SHORT = audioFixture('digits-mono-20s.flac');
const CALL = audioFixture('digits-stereo-call-60s.flac');
const MEETING = audioFixture('digits-meeting-4spk-180s.flac');

const stagesIn = (run: FixtureRun, state: string): string[] =>
  run.events.flatMap((event) => (event.type === 'stage' && event.state === state ? [event.stage] : []));
const artifactsOf = (run: FixtureRun) => run.events.filter((event) => event.type === 'artifact');
const document = (run: FixtureRun): string => JSON.stringify(run.output.document);

describe('outputs of stages in a library', () => {
  const scratch = scratchFolder();
  let first: FixtureRun;
  let known: StoredArtifact[];

  const again = (options: Partial<TranscribeInput['options']> = {}, input: Partial<TranscribeInput> = {}) =>
    transcribeFixture(SHORT, options, { artifacts: known, keepPeaks: true, ...input });

  beforeAll(async () => {
    const jobsFolder = scratch.at('jobs');
    first = await transcribeFixture(SHORT, {}, { jobsFolder, keepPeaks: true });
    known = [];
    for (const { key, path, hash } of artifactsOf(first)) {
      const kept = await keepArtifact(scratch.at('library'), path, hash);
      known.push({ key, hash, path: kept ?? '' });
    }
    rmSync(jobsFolder, { recursive: true });
  });

  it('are one for each stage and the peaks, each in a work folder of its own', () => {
    expect(artifactsOf(first).map(({ stage, track }) => [stage, track])).toEqual([
      ['vad', 0],
      ['peaks', 0],
      ['asr', 0],
      ['evidence', 0],
      ['diarize', 0],
    ]);
    const folders = first.events.flatMap((event) => (event.type === 'work-folder' ? [event.folder] : []));
    expect(new Set(folders).size).toBe(5);
    expect(first.output.timings.map(({ stage, device }) => [stage, device])).toContainEqual(['asr', 'cpu']);
    expect(first.output.peakRssBytes).toBeGreaterThan(50 * 1024 ** 2);
  });

  it('make the same document without running anything', async () => {
    const run = await again();
    expect(stagesIn(run, 'started')).toEqual([]);
    expect(stagesIn(run, 'resumed')).toEqual(['vad', 'asr', 'diarize']);
    expect(document(run)).toBe(document(first));
    // What was used belongs to the new job as well.
    expect(artifactsOf(run).map(({ key, hash, path }) => ({ key, hash, path }))).toEqual(expect.arrayContaining(known));
    expect(run.events.some((event) => event.type === 'position')).toBe(false);
  });

  it('cluster voices again without the models, to what a run with them gives', async () => {
    const run = await again({ speakers: 2 });
    expect(run.output.timings.find(({ stage }) => stage === 'diarize')?.audioMs).toBe(0);
    const whole = await transcribeFixture(SHORT, { speakers: 2 });
    expect(run.output.document.turns).toEqual(whole.output.document.turns);
    expect(run.output.document.exclusiveTurns).toEqual(whole.output.document.exclusiveTurns);
  });

  it.each<[string, Partial<TranscribeInput['options']>, string[]]>([
    ['the profile', { profile: 'bbc', dashCues: true }, []],
    ['the number of speakers', { speakers: 2 }, ['diarize']],
    ['the language', { language: 'en' }, ['asr']],
    ['the beam', { beamSize: 2 }, ['asr']],
  ])('are made again only where %s matters', async (_, options, started) => {
    const run = await again(options);
    expect(stagesIn(run, 'started')).toEqual(started);
    expect(stagesIn(run, 'resumed').toSorted()).toEqual(
      ['asr', 'diarize', 'vad'].filter((stage) => !started.includes(stage)),
    );
    if (started.length === 0) expect(run.output.document.profile).toBe('bbc');
  });

  it('are checked: what is damaged or gone is told of and made again', async () => {
    const changed = known.map((artifact) => ({ ...artifact }));
    const [vad, , asr] = artifactsOf(first);
    const copy = scratch.at('damaged.json');
    const bytes = readFileSync(artifactPath(scratch.at('library'), asr?.hash ?? ''));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(copy, bytes);
    for (const artifact of changed) {
      if (artifact.key === asr?.key) Object.assign(artifact, { path: copy });
      if (artifact.key === vad?.key) Object.assign(artifact, { path: scratch.at('gone.json') });
    }
    const run = await again({}, { artifacts: changed });
    expect(stagesIn(run, 'started')).toEqual(['vad', 'asr']);
    const { alerts, ...rest } = run.output.document;
    expect(alerts.filter(({ code }) => code === 'artifact-damaged').map(({ stage }) => stage)).toEqual(['vad', 'asr']);
    const { alerts: before, ...whole } = first.output.document;
    expect(rest).toEqual(whole);
    expect(alerts.filter(({ code }) => code !== 'artifact-damaged')).toEqual(before);
  });

  it('that are whole and make no sense are made again', async () => {
    const [, , asr] = artifactsOf(first);
    const text = '{"alerts":[],"output":{"words":"all of them"}}';
    const hash = createHash('sha256').update(text).digest('hex');
    writeFileSync(scratch.at('odd.json'), text);
    const run = await again(
      {},
      { artifacts: known.map((a) => (a.key === asr?.key ? { ...a, path: scratch.at('odd.json'), hash } : a)) },
    );
    expect(stagesIn(run, 'started')).toEqual(['asr']);
    expect(run.output.document.words).toEqual(first.output.document.words);
  });
});

describe('a window that kills the engine', () => {
  const scratch = scratchFolder();
  const BAD = 2;
  const request = (jobsFolder: string) => ({
    input: {
      path: MEETING,
      modelFolders: [],
      preset: 'demo' as const,
      options: transcribeOptionsSchema.parse({ skipDiarize: true }),
      jobsFolder,
    },
    output: { formats: ['json'], folders: [scratch.at('out')], stems: ['meeting'] },
    index: 0,
    maxRestarts: 5,
  });

  it('is pinned down alone, its neighbours are saved, and the rest can be had and finished', async () => {
    const whole = await transcribeFixture(MEETING, { skipDiarize: true });
    const jobs = scratch.at('jobs');
    const engine = startEngine();
    const seen: OneEvent[] = [];
    const deaths: (Position | undefined)[] = [];
    const signal = new AbortController().signal;
    try {
      const onDeath = (_: unknown, position: Position | undefined) => {
        deaths.push(position);
        return deaths.length === 1 ? 'isolate' : deaths.length === 3 ? 'give-up' : 'restart';
      };
      const result = await transcribeOne(engine, { ...request(jobs), onDeath }, signal, (event) => {
        seen.push(event);
        if (event.type !== 'job' || event.event.type !== 'position') return;
        if (event.event.windows?.includes(BAD) === true && engine.pid !== undefined)
          process.kill(engine.pid, 'SIGKILL');
      });
      expect(result).toMatchObject({ kind: 'failed', error: { code: 'engine-crashed' } });
      expect(deaths[0]?.windows?.length).toBeGreaterThan(1);
      expect(deaths.slice(1)).toEqual(Array(2).fill({ stage: 'asr', track: 0, windows: [BAD] }));
      expect(result).toMatchObject({ position: { stage: 'asr', track: 0, windows: [BAD] } });
    } finally {
      await engine.shutdown();
    }
    const restarts = seen.filter((event) => event.type === 'engine-restarted');
    expect(restarts.map(({ position }) => position)).toEqual(deaths.slice(0, 2));
    const fractions = seen.flatMap((event) =>
      event.type === 'job' && event.event.type === 'progress' ? [event.event.progress.overallFraction] : [],
    );
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));

    // What there is so far: every word but those of the window that kills, since its neighbours came first.
    const options = { skipDiarize: true };
    const before = listFiles(jobs);
    const partial = await transcribeFixture(MEETING, options, { jobsFolder: jobs, partial: true });
    const { words, dropped, alerts } = partial.output.document;
    const open = dropped.filter(({ reason }) => reason === 'not-processed');
    expect(coveredMs(open)).toBeGreaterThan(1_000);
    expect(coveredMs(open)).toBeLessThanOrEqual(30_000);
    const texts = (list: typeof words) => list.map(({ startMs, endMs, text }) => ({ startMs, endMs, text }));
    const inside = whole.output.document.words.filter((word) => open.every((span) => overlapMs(word, span) === 0));
    expect(words.length).toBeGreaterThan(20);
    expect(texts(words)).toEqual(texts(inside));
    expect(alerts.filter(({ code }) => code === 'partial-result')).toHaveLength(1);
    expect(subtractSpans(open, whole.output.document.words).length).toBeGreaterThan(0);
    expect(listFiles(jobs)).toEqual(before);
    expect(partial.events.some(({ type }) => type === 'work-folder' || type === 'artifact')).toBe(false);

    // Its models need not be usable any more.
    const models = scratch.at('models');
    cpSync(bundledModel('whisper-digits'), `${models}/whisper-digits`, { recursive: true });
    for (const name of readdirSync(`${models}/whisper-digits`, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.onnx')) truncateSync(`${models}/whisper-digits/${name}`, 100);
    const unusable = { jobsFolder: jobs, modelFolders: [models], partial: true } as const;
    expect(document(await transcribeFixture(MEETING, options, unusable))).toBe(document(partial));

    const second = startEngine();
    try {
      const done = await transcribeOne(second, request(jobs), signal, () => undefined);
      if (done.kind === 'failed') throw done.error;
      expect(JSON.stringify(done.document)).toBe(document(whole));
      expect(done.resumedStages).toEqual(['vad']);
      // The killing window was left and little more, so the stage was faster than its length tells.
      expect(done.timings.find(({ stage }) => stage === 'asr')?.audioMs).toBeLessThan(60_000);
      expect(done.artifacts.map(({ stage }) => stage)).toEqual(['vad', 'asr']);
      const complete = await transcribeFixture(MEETING, options, { jobsFolder: jobs, partial: true });
      expect(document(complete)).toBe(document(whole));
      await removeCheckpoints(done);
      expect(listFiles(jobs)).toEqual([]);
    } finally {
      await second.shutdown();
    }
  });
});

describe('partial results', () => {
  const scratch = scratchFolder();

  it('are refused while there is nothing, and hold what was found of some channels', async () => {
    const options = { channels: 'split' } as const;
    const input = { jobsFolder: scratch.at('jobs'), partial: true } as const;
    await expect(transcribeFixture(CALL, options, input)).rejects.toMatchObject({ code: 'nothing-yet' });
    expect(listFiles(scratch.path)).toEqual([]);

    const stop = new AbortController();
    const stopped = transcribeFixture(CALL, options, { jobsFolder: scratch.at('jobs') }, stop.signal, (event) => {
      if (event.type === 'position' && event.track === 1) stop.abort();
    });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    const { document: found } = (await transcribeFixture(CALL, options, input)).output;
    expect(found.words).toEqual([]);
    expect(new Set(found.dropped.map(({ reason, channel }) => `${reason}/${channel}`))).toEqual(
      new Set(['not-processed/0']),
    );
    const alert = found.alerts.find(({ code }) => code === 'partial-result');
    expect(alert?.message).toMatch(/1 of 2 channels/);
  });
});

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}
