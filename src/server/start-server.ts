import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { StudioApi } from '../contract/studio-api.ts';
import type { UploadStore } from '../studio/uploads/upload-store.ts';
import { type AppError, describeUnknown, toAppError } from '../shared/app-error.ts';
import { AccessStore } from './access-store.ts';
import { addApiRoutes } from './api/add-api-routes.ts';
import { allowedHosts, urlHost } from './allowed-hosts.ts';
import { badRequest, notSignedIn, nothingThere, requestRefused } from './errors.ts';
import { clientOf, EventSockets } from './event-sockets.ts';
import { addLoginRoutes } from './login-routes.ts';
import { loginPage } from './login-texts.ts';
import { addMediaRoutes, type FindMedia } from './media-routes.ts';
import { addPageRoutes } from './page-routes.ts';
import { refusalOf } from './request-guard.ts';
import { addRpcRoutes, type Handle } from './rpc-routes.ts';
import { addUploadRoutes } from './upload-routes.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { sessionOf } from './session-cookie.ts';

export interface ServerOptions {
  /** Folder of the library. */
  readonly library: string;
  readonly studio: Pick<StudioApi, 'on'> & { readonly handle: Handle };
  readonly findMedia: FindMedia;
  readonly uploads: UploadStore;
  /** Folder of the built page. */
  readonly page: string;
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Further names and ports the server may be asked by. */
  readonly allowHosts: readonly string[];
}

export interface RunningServer {
  readonly port: number;
  /** Address without a token. */
  readonly origin: string;
  readonly access: AccessStore;
  /** A new address that signs one browser in. */
  loginUrl(): string;
  close(): Promise<void>;
}

/** A socket on which nothing moves. Long calls send blanks meanwhile. */
const IDLE_MS = 120_000;
/** The longest a file may take to come in. */
const REQUEST_MS = 6 * 3_600_000;
const HEADERS_MS = 15_000;
const KEEP_ALIVE_MS = 10_000;
const MOST_CONNECTIONS = 512;
const MOST_HEADER_BYTES = 16 * 1024;
/** What a visitor without a session may ask for: the way in. */
const PUBLIC = new Set(['GET /login.js', 'HEAD /login.js', 'POST /login']);

/** Serves a studio to browsers and programs of this machine. Throws what listening throws. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const access = new AccessStore(options.library);
  const sockets = new EventSockets(options.studio);
  let hosts: ReadonlySet<string> = new Set();
  let port = options.port;
  const app = fastify({
    bodyLimit: 1024 * 1024,
    connectionTimeout: IDLE_MS,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: true,
    http: { maxHeaderSize: MOST_HEADER_BYTES, headersTimeout: HEADERS_MS },
    frameworkErrors: (error, _request: FastifyRequest, reply: FastifyReply) =>
      void reply
        .code(400)
        .headers(SECURITY_HEADERS)
        .send(failure(badRequest(`${error.message}.`))),
  });
  app.server.maxConnections = MOST_CONNECTIONS;
  const isSignedIn = (headers: IncomingMessage['headers']): boolean => {
    const session = sessionOf(port, headers.cookie);
    return session !== undefined && access.accepts('session', session);
  };
  // Many programs say that they send JSON when they send nothing, as with DELETE.
  const readJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined);
    else void readJson(request, text, done);
  });
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS);
    const path = request.url.split('?')[0] ?? '';
    const refused = refusalOf({ method: request.method, path, headers: request.headers }, hosts);
    if (refused !== undefined) return reply.code(403).send(failure(requestRefused(refused)));
    if (PUBLIC.has(`${request.method} ${path}`) || isSignedIn(request.headers)) return undefined;
    if (path.startsWith('/api/') && hasApiToken(access, request.headers.authorization)) return undefined;
    void reply.code(401).header('cache-control', 'no-store');
    const wantsPage = request.method === 'GET' && /\btext\/html\b/.test(request.headers.accept ?? '');
    if (!wantsPage) return reply.send(failure(notSignedIn()));
    return reply.type('text/html; charset=utf-8').send(loginPage(request.headers['accept-language']));
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(failure(nothingThere())));
  app.setErrorHandler((error: unknown, _request: FastifyRequest, reply: FastifyReply) => {
    const status = statusOf(error);
    const told = status < 500 ? badRequest(`${describeUnknown(error)}.`) : toAppError(error);
    return reply.code(status).send(failure(told));
  });
  app.get('/favicon.ico', (_request, reply) => reply.code(204).send());
  addLoginRoutes(app, access, () => port);
  addRpcRoutes(app, options.studio.handle, sockets);
  addUploadRoutes(app, options.uploads, sockets);
  addApiRoutes(app, { handle: options.studio.handle, uploads: options.uploads }, () => originOf(options.host, port));
  addMediaRoutes(app, options.findMedia);
  await addPageRoutes(app, options.page);
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const [path = ''] = (request.url ?? '').split('?');
    const facts = { method: 'GET', path, headers: request.headers, upgrade: true };
    const client = clientOf(request.url);
    if (refusalOf(facts, hosts) !== undefined) return refuseUpgrade(socket, '403 Forbidden');
    if (!isSignedIn(request.headers)) return refuseUpgrade(socket, '401 Unauthorized');
    if (path !== '/events' || client === undefined) return refuseUpgrade(socket, '404 Not Found');
    return sockets.accept(request, socket, head, client);
  });
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    sockets.close();
    await app.close();
    throw error;
  }
  port = portOf(app);
  hosts = allowedHosts(options.host, port, options.allowHosts);
  const origin = originOf(options.host, port);
  return {
    port,
    origin,
    access,
    loginUrl: () => `${origin}/#token=${access.issue('login')}`,
    async close() {
      sockets.close();
      await app.close();
    },
  };
}

/** Whether a program sent a token that `serve --api-token` printed. */
function hasApiToken(access: AccessStore, header: string | undefined): boolean {
  const token = /^Bearer +([A-Za-z0-9_-]{1,200})$/i.exec(header ?? '')?.[1];
  return token !== undefined && access.accepts('api', token);
}

function failure(error: AppError): object {
  return { ok: false, error: error.toData() };
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}

/** The address of a server as one of this machine asks it. */
function originOf(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${urlHost(shown)}:${port}`;
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server listens on no port.');
  return address.port;
}
