import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CLIENT_HEADER, type UploadState, uploadWishSchema } from '../contract/link.ts';
import { replyOf } from '../contract/reply.ts';
import type { UploadStore } from '../studio/uploads/upload-store.ts';
import { badRequest, readOnlyClient } from './errors.ts';
import type { EventSockets } from './event-sockets.ts';
import { isStream } from './is-stream.ts';

type ById = { Params: { id: string } };

/** Files of a window that holds the pen, sent in pieces. Every answer is an envelope. */
export function addUploadRoutes(app: FastifyInstance, uploads: UploadStore, sockets: EventSockets): void {
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  const held = (request: FastifyRequest): void => {
    const client = request.headers[CLIENT_HEADER];
    if (sockets.penOf(typeof client === 'string' ? client : undefined) !== 'held') throw readOnlyClient();
  };
  app.post('/uploads', (request) =>
    replyOf((): Promise<UploadState> => {
      held(request);
      const wish = uploadWishSchema.safeParse(request.body);
      if (!wish.success) throw badRequest('The name and size of the file do not fit.');
      return uploads.begin(wish.data);
    }),
  );
  app.get<ById>('/uploads/:id', (request) => replyOf(() => uploads.stateOf(request.params.id)));
  app.put<ById & { Querystring: { offset?: string } }>('/uploads/:id', (request) =>
    replyOf(() => {
      held(request);
      const { offset = '' } = request.query;
      if (!/^\d{1,15}$/.test(offset)) throw badRequest('The place of the piece does not fit.');
      if (!isStream(request.body)) throw badRequest('A piece of a file is sent as application/octet-stream.');
      return uploads.append(request.params.id, Number(offset), request.body);
    }),
  );
  app.delete<ById>('/uploads/:id', (request) =>
    replyOf(async () => {
      held(request);
      await uploads.drop(request.params.id);
      return { dropped: true };
    }),
  );
}
