import { setTimeout as sleep } from 'node:timers/promises';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, cancelled } from '../../../shared/app-error.ts';
import { damagedFile, downloadFailed, writeFailed } from './errors.ts';
import { type Answer, headerText, httpGet, Interrupted } from './http-get.ts';
import type { NetworkSettings } from './network-settings.ts';
import { discardFile, PartFile } from './part-file.ts';

/** Deadlines and limits of a download; tests shorten them. */
export interface DownloadLimits {
  /** A connection that brings less than `minBytes` in this time is given up and opened anew. */
  readonly idleMs: number;
  readonly minBytes: number;
  /** Tries in a row that brought less than `minBytes`. */
  readonly tries: number;
  readonly retryMs: number;
  /** Disk space that must stay free. */
  readonly marginBytes: number;
}

export const DOWNLOAD_LIMITS: DownloadLimits = {
  idleMs: 30_000,
  minBytes: 16 * 1024,
  tries: 5,
  retryMs: 1_000,
  marginBytes: 64 * 1024 * 1024,
};

export interface FileOrder {
  readonly url: URL;
  /** Where it goes, absolute. */
  readonly target: string;
  /** Its name in messages. */
  readonly label: string;
  readonly bytes: number | undefined;
  readonly sha256: string | undefined;
}

export interface DownloadContext {
  readonly network: NetworkSettings;
  readonly limits: DownloadLimits;
  readonly signal: AbortSignal;
  /** Bytes of this file that are there, and its size once known. */
  onBytes(received: number, total: number | undefined): void;
}

export interface FetchedFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly commit: string | undefined;
}

/**
 * Fetches one file, continuing what an earlier try left. Returns its size and hash; the file is then flushed and under
 * its final name. Throws `AppError`: `model-corrupt` for other bytes than expected, `download-failed`, `access-denied`,
 * `disk-full`, `output-failed`, `cancelled`; what arrived stays for the next try, except after `model-corrupt`.
 */
export async function downloadFile(order: FileOrder, context: DownloadContext): Promise<FetchedFile> {
  const done = await PartFile.findDone(order.target);
  if (done !== undefined && (order.sha256 === undefined || order.sha256 === done.sha256)) {
    context.onBytes(done.offset, done.offset);
    return { bytes: done.offset, sha256: done.sha256, commit: done.commit };
  }
  if (done !== undefined) await discardFile(order.target);
  const part = await PartFile.open(order.target);
  try {
    await fetchWithRetries(part, order, context);
  } catch (error) {
    // The first error says what happened; a full disk fails here too.
    const wrongFile = error instanceof AppError && error.code === 'model-corrupt';
    await (wrongFile ? part.discard() : part.close()).catch(() => undefined);
    throw context.signal.aborted ? cancelled(error) : error;
  }
  const fetched = { bytes: part.offset, sha256: part.digest(), commit: part.commit };
  const problem = findDifference(order, fetched);
  if (problem !== undefined) {
    await part.discard();
    throw damagedFile(order.label, problem);
  }
  await part.finish().catch((cause: unknown) => {
    throw cause instanceof AppError ? cause : writeFailed(order.target, cause);
  });
  return fetched;
}

function findDifference(order: FileOrder, fetched: FetchedFile): string | undefined {
  if (order.bytes !== undefined && fetched.bytes !== order.bytes)
    return `it has ${fetched.bytes} bytes instead of ${order.bytes}`;
  if (order.sha256 !== undefined && fetched.sha256 !== order.sha256) return 'its SHA-256 is another one';
  return fetched.bytes === 0 ? 'it is empty' : undefined;
}

async function fetchWithRetries(part: PartFile, order: FileOrder, context: DownloadContext): Promise<void> {
  const { limits, signal } = context;
  for (let idle = 0; ;) {
    const before = part.offset;
    try {
      return await fetchOnce(part, order, context);
    } catch (error) {
      if (signal.aborted || !(error instanceof Interrupted)) throw error;
      idle = part.offset - before >= limits.minBytes ? 0 : idle + 1;
      if (idle >= limits.tries)
        throw downloadFailed(
          `${order.label} could not be downloaded: ${error.message}.`,
          'Check the network, then run the same command again: it continues where it stopped.',
          error,
        );
      await sleep(Math.max(error.waitMs, limits.retryMs * 2 ** Math.min(idle, 5)), undefined, { signal });
    }
  }
}

/** One connection: resumes after what is there when the server still has the same file, else starts over. */
async function fetchOnce(part: PartFile, order: FileOrder, context: DownloadContext): Promise<void> {
  let answer = await ask(part, order, context);
  if (answer.status === 416) {
    answer.body.destroy();
    if (part.offset > 0 && totalOf(answer) === part.offset) return;
    await part.restart();
    answer = await ask(part, order, context);
  }
  if (answer.status === 206 && !continues(answer, part)) {
    answer.body.destroy();
    await part.restart();
    answer = await ask(part, order, context);
  }
  if (answer.status === 416 || (answer.status === 206 && part.offset === 0)) {
    answer.body.destroy();
    throw downloadFailed(`${order.url.host} answers requests for ${order.label} wrongly.`, 'Choose another mirror.');
  }
  if (answer.status === 200 && part.offset > 0) await part.restart();
  await receive(answer, part, order, context);
}

function ask(part: PartFile, order: FileOrder, context: DownloadContext): Promise<Answer> {
  const strong = part.etag !== undefined && !part.etag.startsWith('W/');
  const headers =
    part.offset === 0
      ? {}
      : { range: `bytes=${part.offset}-`, ...(strong && part.etag !== undefined ? { 'if-range': part.etag } : {}) };
  const { network, signal, limits } = context;
  return httpGet(order.url, { network, signal, headers, timeoutMs: limits.idleMs });
}

function continues(answer: Answer, part: PartFile): boolean {
  const start = /^bytes (\d+)-/.exec(headerText(answer.body, 'content-range') ?? '')?.[1];
  return Number(start) === part.offset && headerText(answer.body, 'etag') === part.etag;
}

/** Size of the whole file as the server states it. */
function totalOf(answer: Answer): number | undefined {
  const range = /\/(\d+)$/.exec(headerText(answer.body, 'content-range') ?? '')?.[1];
  if (range !== undefined) return Number(range);
  const length = headerText(answer.body, 'content-length');
  return answer.status === 200 && length !== undefined ? Number(length) : undefined;
}

async function receive(answer: Answer, part: PartFile, order: FileOrder, context: DownloadContext): Promise<void> {
  const { body } = answer;
  const total = totalOf(answer) ?? order.bytes;
  try {
    refuseOtherContent(answer, order, total);
    await checkSpace(order, (total ?? 0) - part.offset, context.limits.marginBytes);
    part.etag = headerText(body, 'etag');
    part.commit = answer.commit;
    for await (const chunk of watched(body, context)) {
      await part.append(chunk);
      context.onBytes(part.offset, total);
      if (total !== undefined && part.offset > total)
        throw downloadFailed(
          `${order.url.host} sends more of ${order.label} than it should.`,
          'Choose another mirror.',
        );
    }
  } finally {
    body.destroy();
  }
  if (total !== undefined && part.offset < total) throw new Interrupted('the connection ended early');
}

function refuseOtherContent(answer: Answer, order: FileOrder, total: number | undefined): void {
  if (order.bytes !== undefined && total !== order.bytes && total !== undefined)
    throw damagedFile(order.label, `the server has ${total} bytes instead of ${order.bytes}`);
  if (/^text\/html\b/i.test(headerText(answer.body, 'content-type') ?? ''))
    throw downloadFailed(
      `${order.url.host} sent a web page instead of ${order.label}.`,
      'Sign in where your network asks for it, or check the mirror.',
    );
  const encoding = headerText(answer.body, 'content-encoding');
  if (encoding !== undefined && encoding !== 'identity')
    throw downloadFailed(`${order.url.host} sent ${order.label} packed (${encoding}).`, 'Choose another mirror.');
}

/** Refuses before the first byte when the disk cannot hold `need` more bytes and stay `margin` free. */
export async function checkSpace(order: { readonly target: string }, need: number, margin: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(order.target));
  const free = bavail * bsize;
  if (need <= 0 || need + margin <= free) return;
  const mib = (bytes: number): string => `${Math.ceil(bytes / 1024 ** 2)} MiB`;
  throw new AppError('disk-full', {
    what: `The download needs ${mib(need + margin)} of free space for ${order.target}, and there are ${mib(free)}.`,
    meaning: 'It was not started; what was downloaded before is kept.',
    action: 'Free some space, or choose another disk with VOXLANE_MODELS or --models-dir.',
  });
}

/** The body's chunks; a connection that is cut, too slow or cancelled ends with an error. */
async function* watched(body: Answer['body'], { limits, signal }: DownloadContext): AsyncGenerator<Uint8Array> {
  let recent = 0;
  const watch = setInterval(() => {
    if (recent < limits.minBytes) body.destroy(new Interrupted('the server sends next to nothing'));
    recent = 0;
  }, limits.idleMs);
  const abort = (): void => void body.destroy(cancelled());
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  const bytes = body as AsyncIterable<Uint8Array>;
  try {
    const iterator = bytes[Symbol.asyncIterator]();
    for (;;) {
      const next = await iterator.next().catch((cause: unknown) => {
        if (cause instanceof Interrupted || cause instanceof AppError) throw cause;
        throw new Interrupted(cause instanceof Error ? cause.message : 'the connection was cut');
      });
      if (next.done === true) return;
      recent += next.value.length;
      yield next.value;
    }
  } finally {
    clearInterval(watch);
    signal.removeEventListener('abort', abort);
  }
}
