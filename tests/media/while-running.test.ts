import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobEvent } from '../../src/contract/job-events.ts';
import type { PartialOpening } from '../../src/contract/document-calls.ts';
import { addJobs } from '../../src/studio/queue/add-jobs.ts';
import { EnginePool } from '../../src/studio/queue/engine-pool.ts';
import { runQueue } from '../../src/studio/queue/run-queue.ts';
import { startEngine } from '../../src/studio/start-engine.ts';
import { audioFixture } from '../support/fixtures.ts';
import { plannedJob } from '../support/planned-job.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type Desk, openDesk } from './support.ts';

const plan = { parallelJobs: 1, threadsPerJob: 2, parallelDownloads: 1 };

describe('a job that runs', () => {
  const scratch = scratchFolder();
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk(scratch.at('library'))));
  afterAll(() => desk.library.store.close());

  it('shows its words as they come, opens before it is done, and says what was used', async () => {
    const { library, events } = desk;
    const [id = 0] = addJobs(library, [plannedJob(audioFixture('digits-dialog-2spk-60s.flac'), scratch.at('out'))], 0);
    expect(await desk.call('documents.openPartial', { id })).toEqual({ kind: 'nothing-yet' });
    expect((await desk.call('queue.list', {})).jobs[0]).toMatchObject({
      ...{ added: id, has_text: false, has_document: false },
      wish: { profile: 'netflix-en', preset: 'demo', device: 'auto', formats: ['srt'], tracks: 1 },
    });
    const heard: string[] = [];
    let early: Promise<{ text: string; partial: PartialOpening }> | undefined;
    const look = async () => ({
      text: (await desk.call('queue.text', { id, words: 5 })).text,
      partial: await desk.call('documents.openPartial', { id }),
    });
    const stop = events.on('job', ({ event }: JobEvent) => {
      if (event.type !== 'pipeline' || event.event.type !== 'text') return;
      heard.push(event.event.text);
      early ??= look();
    });
    const engines = new EnginePool(startEngine);
    const [outcome] = await runQueue({ library, engines, events, plan }, { once: true }, new AbortController().signal);
    await engines.shutdown();
    stop();
    expect(outcome?.kind).toBe('done');
    const { text, partial } = (await early) ?? {};
    expect(text?.split(' ')).toHaveLength(5);
    const { document } = await desk.call('documents.open', { id });
    // It takes a moment to put together what there is, in which the stages or the whole job may end.
    if (partial?.kind === 'partial') {
      const whole = partial.document.alerts.every(({ code }) => code !== 'partial-result');
      if (whole) expect(partial.document.words).toEqual(document.words);
      else expect(partial.document.words.length).toBeLessThanOrEqual(document.words.length);
    } else expect(partial?.kind).toBe('done');
    const said = document.words.map((word) => word.text).join(' ');
    expect(heard.length).toBeGreaterThan(0);
    expect(said).toContain(heard[0]?.split(' ')[0]);
    expect(await desk.call('queue.text', { id })).toEqual({ text: '', endMs: undefined });
    const { jobs } = await desk.call('queue.list', {});
    expect(jobs[0]).toMatchObject({ has_document: true, has_text: false, result: { device: 'cpu' } });
    expect(jobs[0]?.result?.model).toBe(document.provenance.find(({ stage }) => stage === 'asr')?.model);
    expect(jobs[0]?.result?.alerts).toBe(document.alerts.filter(({ severity }) => severity !== 'info').length);
    expect(await desk.call('documents.openPartial', { id })).toEqual({ kind: 'done' });
  });
});
