import { constants, createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { readRange } from '../../shared/byte-range.ts';

/** Finds the file that an opaque token stands for. */
export type FindMedia = (token: string) => { readonly path: string; readonly mime: string } | undefined;

/** What a media element plays and what cannot run as a page. */
const PLAYABLE = /^(?:audio|video|image)\/[\w.+-]+$/;

const HEADERS = {
  'accept-ranges': 'bytes',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
};

/** Answers a request for `voxlane://media/<token>`: the file behind the token or the range of it that is asked for. */
export async function mediaResponse(request: Request, find: FindMedia): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
  const token = /^[a-z]+:\/\/media\/([\w.~%-]{1,300})$/i.exec(request.url)?.[1];
  const media = token === undefined ? undefined : find(decoded(token));
  const file = media && (await open(media.path, constants.O_RDONLY).catch(() => undefined));
  if (media === undefined || file === undefined) return new Response(null, { status: 404 });
  const info = await file.stat();
  if (!info.isFile()) {
    await file.close();
    return new Response(null, { status: 404 });
  }
  const range = readRange(request.headers.get('range') ?? undefined, info.size);
  const type = PLAYABLE.test(media.mime) ? media.mime : 'application/octet-stream';
  if (range === 'unsatisfiable') {
    await file.close();
    return new Response(null, { status: 416, headers: { ...HEADERS, 'content-range': `bytes */${info.size}` } });
  }
  const { start, end } = range === 'whole' ? { start: 0, end: info.size - 1 } : range;
  const headers = {
    ...HEADERS,
    'content-type': type,
    'content-length': String(end - start + 1),
    ...(range === 'whole' ? {} : { 'content-range': `bytes ${start}-${end}/${info.size}` }),
  };
  const status = range === 'whole' ? 200 : 206;
  if (end < start || request.method === 'HEAD') {
    await file.close();
    return new Response(null, { status, headers });
  }
  // The stream closes the file, also when the player goes elsewhere in the middle.
  const stream = createReadStream('', { fd: file, start, end });
  return new Response(Readable.toWeb(stream), {
    status,
    headers,
  });
}

function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return '';
  }
}
