import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Shorter texts are not worth it. */
const LEAST_BYTES = 32 * 1024;
const pack = promisify(gzip);

/** Answers with a text, compressed at the fastest level where the other side takes that: for documents over a tunnel. */
export async function compressed(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string | Buffer,
): Promise<FastifyReply> {
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  void reply.header('vary', 'accept-encoding');
  if (!takesGzip || text.length < LEAST_BYTES) return reply.send(text);
  const packed = await pack(text, { level: constants.Z_BEST_SPEED });
  return reply.header('content-encoding', 'gzip').send(packed);
}
