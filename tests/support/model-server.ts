import { createHash } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';

/** What goes wrong with requests for one file. */
interface Fault {
  /** Cut the connection after this part of the file, this often. */
  readonly cutAt?: number;
  readonly times?: number;
  readonly status?: number;
  readonly ignoreRange?: boolean;
  readonly refuseRange?: boolean;
  readonly dripMs?: number;
  readonly html?: boolean;
  readonly redirect?: string;
  readonly noLength?: boolean;
  readonly delayMs?: number;
}

interface SeenRequest {
  readonly path: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

/** A model repository on loopback over real HTTP: `files` by path, `faults` by path, `requests` as they came. */
export interface ModelServer {
  readonly url: string;
  readonly files: Map<string, Buffer>;
  readonly faults: Map<string, Fault>;
  readonly requests: SeenRequest[];
}

/** Runs while the tests of the calling file run; faults and requests are forgotten between tests. */
export function modelServer(): ModelServer {
  const files = new Map<string, Buffer>();
  const faults = new Map<string, Fault>();
  const requests: SeenRequest[] = [];
  const server = http.createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/').slice(1);
    const { range, authorization } = request.headers;
    requests.push({ path, range, authorization });
    answer(files.get(path), takeFault(faults, path), request, response);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  beforeEach(() => {
    files.clear();
    faults.clear();
    requests.length = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    files,
    faults,
    requests,
  };
}

/** The fault for this request; one with `times` wears off. */
function takeFault(faults: Map<string, Fault>, path: string): Fault {
  const fault = faults.get(path) ?? {};
  if (fault.times === undefined) return fault;
  if (fault.times <= 1) faults.delete(path);
  else faults.set(path, { ...fault, times: fault.times - 1 });
  return fault;
}

function answer(file: Buffer | undefined, fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  if (fault.redirect !== undefined) return void response.writeHead(302, { location: fault.redirect }).end();
  if (fault.status !== undefined) return void response.writeHead(fault.status).end();
  if (fault.html === true)
    return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Sign in</html>');
  if (file === undefined) return void response.writeHead(404).end();
  const etag = `"${createHash('md5').update(file).digest('hex')}"`;
  const wanted = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? Number.NaN);
  const partial = !Number.isNaN(wanted) && fault.ignoreRange !== true && (request.headers['if-range'] ?? etag) === etag;
  if (partial && (wanted >= file.length || fault.refuseRange === true))
    return void response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end();
  const start = partial ? wanted : 0;
  const body = file.subarray(start);
  response.writeHead(partial ? 206 : 200, {
    etag,
    ...(fault.noLength === true ? {} : { 'content-length': body.length }),
    ...(partial ? { 'content-range': `bytes ${start}-${file.length - 1}/${file.length}` } : {}),
  });
  if (fault.cutAt !== undefined) {
    const end = Math.max(0, Math.floor(file.length * fault.cutAt) - start);
    // The pause lets the bytes leave before the reset overtakes them.
    response.write(body.subarray(0, end), () => setTimeout(() => response.destroy(), 30));
  } else if (fault.dripMs !== undefined) {
    let at = 0;
    const drip = setInterval(() => response.write(body.subarray(at, ++at)), fault.dripMs);
    response.on('close', () => clearInterval(drip));
  } else if (fault.delayMs !== undefined) {
    response.write(body.subarray(0, Math.floor(body.length / 2)));
    setTimeout(() => response.end(body.subarray(Math.floor(body.length / 2))), fault.delayMs);
  } else response.end(body);
}
