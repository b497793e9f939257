import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { valueOf } from '../../src/contract/reply.ts';
import type { CallInput } from '../../src/contract/contract.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { EventBus } from '../../src/studio/event-bus.ts';
import { addJobs } from '../../src/studio/queue/add-jobs.ts';
import { queueHandlers } from '../../src/studio/queue/queue-handlers.ts';
import { openLibrary } from '../../src/studio/queue/library.ts';
import { Studio } from '../../src/studio/studio.ts';
import { UploadStore } from '../../src/studio/uploads/upload-store.ts';
import { sweepUploads } from '../../src/studio/uploads/remove-uploads.ts';
import { fillLibrary } from '../support/fill-library.ts';
import { plannedJob } from '../support/planned-job.ts';
import { scratchFolder } from '../support/scratch.ts';
import { writeShortWav } from '../support/short-wav.ts';

const DAYS_MS = 3 * 86_400_000;

describe('an uploaded recording', () => {
  const scratch = scratchFolder();
  let count = 0;
  let studio: Studio | undefined;
  afterEach(async () => {
    await studio?.close();
    studio = undefined;
  });

  async function open(home: string): Promise<Studio> {
    studio = await Studio.open({ home, log: silentLogger, patienceMs: 0 });
    return studio;
  }
  /** Sends a short recording to a library. */
  async function upload(home: string, seconds = 1): Promise<string> {
    const wav = scratch.at(`sent-${++count}.wav`);
    writeShortWav(wav, seconds);
    const bytes = readFileSync(wav);
    const wish = { name: 'My talk.wav', sizeBytes: bytes.length };
    return (await new UploadStore(home).take(wish, pieces(bytes))).path;
  }
  async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    yield bytes;
  }
  const remove = async (desk: Studio, ids: number[]): Promise<void> => {
    valueOf(await desk.call('queue.change', { kind: 'remove', ids }));
  };

  it('has its results with those from the web, not beside it; other recordings keep theirs beside them', async () => {
    const home = scratch.at('planned');
    const desk = await open(home);
    const path = await upload(home);
    writeShortWav(scratch.at('local.wav'), 1);
    const { spec } = plannedJob(path, '/out');
    const plan: CallInput<'queue.plan'> = {
      inputs: [path, scratch.at('local.wav')],
      wish: spec,
      sources: { allowLocalNetwork: false, allowOldYtdlp: false, maxBytes: 1 },
    };
    const planned = valueOf(await desk.call('queue.plan', plan));
    // A file of another kind among them is refused by itself.
    writeFileSync(scratch.at('package.json'), '{}');
    const mixed = valueOf(await desk.call('queue.plan', { ...plan, inputs: [scratch.at('package.json'), path] }));
    expect(mixed).toMatchObject([
      { kind: 'refused', error: { code: 'format-invalid' } },
      { kind: 'job', job: { path } },
    ]);
    const folders = planned.map((input) => (input.kind === 'job' ? input.job.spec.folder : input.kind));
    expect(folders).toEqual([join(home, 'recordings'), scratch.path]);
    const wished = valueOf(await desk.call('queue.plan', { ...plan, folder: scratch.at('wished') }));
    expect(wished[0]).toMatchObject({ kind: 'job', job: { spec: { folder: scratch.at('wished') } } });
  });

  it('goes with the last job that needs it', async () => {
    const home = scratch.at('shared');
    const desk = await open(home);
    const [path, track] = [await upload(home), await upload(home, 2)];
    const session = plannedJob(path, '/out', 'session');
    const jobs = [{ ...session, spec: { ...session.spec, tracks: [track] } }, plannedJob(path, '/out', 'alone')];
    const { ids } = valueOf(await desk.call('queue.add', { priority: 0, jobs }));
    const [first = 0, second = 0] = ids;
    await remove(desk, [first]);
    expect([existsSync(path), existsSync(dirname(track))]).toEqual([true, false]);
    await remove(desk, [second]);
    expect(existsSync(dirname(path))).toBe(false);
  });

  it('stays when it is uploaded again while the job that had it is still ending', async () => {
    const home = scratch.at('again');
    const path = await upload(home);
    const library = await openLibrary(home, silentLogger);
    const [id = 0] = addJobs(library, [plannedJob(path, '/out')], 0);
    const ending = new AbortController();
    library.running.set(id, { stop: new AbortController(), ended: once(ending.signal, 'abort').then(() => undefined) });
    const plan = { parallelJobs: 1, threadsPerJob: 1, parallelDownloads: 1 };
    const signal = new AbortController().signal;
    const context = { home, log: silentLogger, events: new EventBus(silentLogger), signal, library, plan };
    const removed = queueHandlers['queue.change']({ kind: 'remove', ids: [id] }, context);
    expect(await upload(home)).toBe(path);
    ending.abort();
    await removed;
    expect(existsSync(path)).toBe(true);
    library.store.close();
  });

  it('stays for playing while its document is in the library', async () => {
    const home = scratch.at('kept');
    const path = await upload(home);
    const [id = 0] = await fillLibrary(home, [{ path, document: newDocument() }]);
    const desk = await open(home);
    valueOf(await desk.call('queue.clear', {}));
    expect(existsSync(path)).toBe(true);
    expect(valueOf(await desk.call('library.info', {})).upload_bytes).toBe(readFileSync(path).length);
    valueOf(await desk.call('documents.remove', { ids: [id] }));
    expect(existsSync(path)).toBe(false);
  });

  it('is swept when nothing needs it, unless it only just came or something lies beside it', async () => {
    const home = scratch.at('swept');
    const [needed, beside, gone] = [await upload(home, 1), await upload(home, 2), await upload(home, 3)];
    const fresh = await upload(home, 4);
    writeFileSync(join(dirname(beside), 'My talk.srt'), 'x');
    mkdirSync(join(home, 'uploads', 'notes'));
    await fillLibrary(home, [{ path: needed, document: newDocument() }]);
    const then = new Date(Date.now() - DAYS_MS);
    for (const path of [needed, beside, gone]) utimesSync(dirname(path), then, then);
    utimesSync(join(home, 'uploads', 'notes'), then, then);
    const library = await openLibrary(home, silentLogger);
    await sweepUploads(library);
    library.store.close();
    expect([needed, beside, gone, fresh].map((path) => existsSync(path))).toEqual([true, true, false, true]);
    expect(existsSync(dirname(gone))).toBe(false);
    expect(existsSync(join(home, 'uploads', 'notes'))).toBe(true);
  });
});
