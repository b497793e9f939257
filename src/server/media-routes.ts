import { constants, createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { readRange } from '../shared/byte-range.ts';
import { nothingThere } from './errors.ts';

/** Finds the file that an opaque token stands for. */
export type FindMedia = (token: string) => { readonly path: string; readonly mime: string } | undefined;

/** What a browser plays and what cannot run as a page. */
const PLAYABLE = /^(?:audio|video|image)\/[\w.+-]+$/;

/** Serves recordings by token, in pieces as media elements ask for them. */
export function addMediaRoutes(app: FastifyInstance, findMedia: FindMedia): void {
  app.get<{ Params: { token: string } }>('/media/:token', async (request, reply) => {
    const media = findMedia(request.params.token);
    const file = media && (await open(media.path, constants.O_RDONLY).catch(() => undefined));
    if (media === undefined || file === undefined) return reply.code(404).send(refusal());
    const info = await file.stat();
    if (!info.isFile()) {
      await file.close();
      return reply.code(404).send(refusal());
    }
    const range = readRange(request.headers.range, info.size);
    void reply
      .header('accept-ranges', 'bytes')
      .header('cache-control', 'private, no-cache')
      .header('content-type', PLAYABLE.test(media.mime) ? media.mime : 'application/octet-stream');
    if (range === 'unsatisfiable') {
      await file.close();
      return reply
        .code(416)
        .type('application/json; charset=utf-8')
        .header('content-range', `bytes */${info.size}`)
        .send(refusal());
    }
    const { start, end } = range === 'whole' ? { start: 0, end: info.size - 1 } : range;
    void reply.header('content-length', end - start + 1);
    if (range !== 'whole') void reply.code(206).header('content-range', `bytes ${start}-${end}/${info.size}`);
    if (end < start || request.method === 'HEAD') {
      await file.close();
      // An empty stream leaves the stated length alone.
      return reply.send(Readable.from([]));
    }
    // The stream closes the file, also when the window goes away in the middle.
    return reply.send(createReadStream('', { fd: file, start, end }));
  });
}

function refusal(): object {
  return { ok: false, error: nothingThere().toData() };
}
