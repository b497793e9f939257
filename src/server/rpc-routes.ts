import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callKinds } from '../contract/call-kinds.ts';
import { type CallName, isCallName } from '../contract/contract.ts';
import { CLIENT_HEADER } from '../contract/link.ts';
import type { Reply } from '../contract/reply.ts';
import { cancelled } from '../shared/app-error.ts';
import { compressed } from './compressed.ts';
import { readOnlyClient } from './errors.ts';
import type { EventSockets } from './event-sockets.ts';
import { replyText } from './reply-text.ts';

/** Answers a call by name; never rejects. */
export type Handle = (letter: { name: string; input: unknown }, signal: AbortSignal) => Promise<Reply<unknown>>;

/** Largest input of a call: the edits of a long document in one step. */
const MOST_BYTES = 32 * 1024 * 1024;
/** A call that takes longer is answered bit by bit, so that nothing on the way takes the connection for dead. */
const PATIENCE_MS = 10_000;

/** One route for every call of the contract. */
export function addRpcRoutes(app: FastifyInstance, handle: Handle, sockets: EventSockets): void {
  app.post<{ Params: { name: string } }>('/rpc/:name', { bodyLimit: MOST_BYTES }, async (request, reply) => {
    const { name } = request.params;
    const client = request.headers[CLIENT_HEADER];
    if (isCallName(name) && !mayAsk(name, sockets.penOf(typeof client === 'string' ? client : undefined)))
      return reply.send({ ok: false, error: readOnlyClient().toData() });
    return answer(request, reply, handle({ name, input: request.body }, goneSignal(reply)));
  });
}

function mayAsk(name: CallName, pen: string): boolean {
  return pen === 'held' || callKinds[name].effect === 'reads';
}

/** Aborts when the other side goes away before it was answered. */
export function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) gone.abort(cancelled());
  });
  return gone.signal;
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  working: Promise<Reply<unknown>>,
): Promise<FastifyReply> {
  const waiting = new AbortController();
  const late = sleep(PATIENCE_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
  const soon = await Promise.race([working, late]);
  waiting.abort();
  void reply.type('application/json').header('cache-control', 'no-store');
  if (soon !== undefined) return compressed(request, reply, replyText(soon));
  return reply.send(bitByBit(working));
}

/** Blanks until the answer is there: JSON may begin with them. */
function bitByBit(working: Promise<Reply<unknown>>): PassThrough {
  const stream = new PassThrough();
  const timer = setInterval(() => stream.write(' '), PATIENCE_MS);
  stream.write(' ');
  void working.then((reply) => {
    clearInterval(timer);
    stream.end(replyText(reply));
  });
  stream.on('close', () => clearInterval(timer));
  return stream;
}
