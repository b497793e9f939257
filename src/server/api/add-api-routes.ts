import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type AppError, toAppError } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { badRequest } from '../errors.ts';
import { isStream } from '../is-stream.ts';
import { goneSignal } from '../rpc-routes.ts';
import type { ApiParts, ApiRoute } from './api-route.ts';
import { jobRoutes } from './job-routes.ts';
import { openApiOf } from './openapi.ts';

const STATUS: { readonly [Code in ErrorCode]?: number } = {
  'not-signed-in': 401,
  'request-refused': 403,
  'access-denied': 403,
  'input-not-found': 404,
  'document-missing': 404,
  'nothing-yet': 409,
  'store-locked': 409,
  'upload-failed': 409,
  'output-failed': 500,
  'store-damaged': 500,
  'store-newer': 500,
  'disk-full': 507,
  internal: 500,
};

/** Registers every endpoint for programs, and the document that describes them. */
export function addApiRoutes(app: FastifyInstance, parts: ApiParts, origin: () => string): void {
  for (const route of jobRoutes)
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: (request, reply) => answer(route, parts, request, reply),
    });
  app.get('/api/openapi.json', () => openApiOf(jobRoutes, origin()));
}

async function answer(
  route: ApiRoute,
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  void reply.header('cache-control', 'no-store');
  try {
    if (route.file === undefined && isStream(request.body))
      throw badRequest('The body is not JSON: send it with the content type application/json.');
    const asked = {
      body: check(route.body, request.body, 'the body'),
      params: check(route.params, request.params, 'the address'),
      query: check(route.query, request.query, 'the query'),
      stream: route.file === undefined || !isStream(request.body) ? undefined : request.body,
      sizeBytes: sizeOf(request.headers['content-length']),
      signal: goneSignal(reply),
    };
    const given = await route.handle(asked, parts);
    if ('json' in given) return await reply.code(given.status).send(given.json);
    return await reply.code(given.status).type(given.type).send(given.text);
  } catch (error) {
    return refuse(reply, toAppError(error));
  }
}

function refuse(reply: FastifyReply, error: AppError): FastifyReply {
  return reply.code(STATUS[error.code] ?? 400).send({ error: error.toData() });
}

function check(schema: z.ZodType | undefined, value: unknown, place: string): unknown {
  if (schema === undefined) return undefined;
  const checked = schema.safeParse(value ?? {});
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? place : z.core.toDotPath(issue.path);
  throw badRequest(`${where}: ${issue?.message ?? 'unknown'}.`);
}

function sizeOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
